/**
 * Section J: the consents (access-form.md 8). A field marks where a consent stands; its text, version and hash are the
 * program's, and what was signed travels beside the answers, not in them. C1 and C8 are given by `notEmergency` and
 * `feeAcknowledged`.
 */
import type { Condition, Field, Section } from '../../protocol/index.ts';
import type { AgeConditions } from './ages.ts';
import { byParent, byPatient } from './codes.ts';
import { physicianNeeded } from './physician.ts';

/**
 * The guardian's own word. Where somebody else applies for a minor, a guardian signs by a link of their own
 * (guardian-consents.ts); for an adult, whoever applies gives the patient's word with their attested authorisation.
 */
const guardianHere = ({ adult }: AgeConditions): Condition => ({ or: [byParent, byPatient, adult] });

/** Asked of everybody who signs, whoever else did. */
export const eachSigner: readonly string[] = ['C14', 'C15'];

const consent = (id: string, more: Partial<Field> = {}): Field => ({
  id: `consents.${id}`,
  type: 'consent',
  consent: id,
  required: true,
  why: false,
  fhir: 'Consent',
  ...more,
});

export const registrationConsents = (ages: AgeConditions): Section => ({
  id: 'consents-registration',
  fields: [
    consent('C3', { visible: { and: [byParent, { not: ages.adult }] } }),
    consent('C4', { visible: guardianHere(ages) }),
    consent('C5', { visible: guardianHere(ages) }),
    consent('C14'),
  ],
});

export const sendingConsents = (ages: AgeConditions): Section[] => [
  {
    id: 'consents-sharing',
    fields: [
      consent('C6', { visible: { and: [guardianHere(ages), physicianNeeded] } }),
      consent('C10', { visible: { field: '/clinical/videoRequested', in: ['yes', 'maybe'] } }),
      consent('C11', { visible: ages.assent }),
      consent('C12', {
        visible: {
          and: [
            guardianHere(ages),
            { field: '/payer/type', exists: true },
            { not: { field: '/payer/type', eq: 'self-pay' } },
          ],
        },
      }),
    ],
  },
  {
    id: 'consents-sending',
    fields: [
      consent('C2', { visible: guardianHere(ages) }),
      consent('C7'),
      consent('C9'),
      consent('C15'),
      { ...consent('C13', { visible: guardianHere(ages) }), required: { not: true } },
    ],
  },
];
