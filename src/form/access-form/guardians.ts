/** Section D: parents and guardians beside whoever applies (access-form.md 4). */
import type { Section } from '../../protocol/index.ts';
import type { AgeConditions } from './ages.ts';
import { byParent, byPatient, optionsOf, relationships } from './codes.ts';

/**
 * A parent who applies is the first guardian and is not asked again: the group then holds further ones, if any. Where
 * somebody else applies for a minor there is at least one.
 */
export const guardians = (ages: AgeConditions): Section => ({
  id: 'guardians',
  visible: { not: { or: [ages.adult, byPatient] } },
  repeat: { min: 1, max: 4, minWhen: { not: byParent } },
  fields: [
    {
      id: 'name',
      textKey: 'field.guardians.name',
      type: 'name',
      required: true,
      help: true,
      autocomplete: 'off',
      fhir: 'RelatedPerson.name',
    },
    {
      id: 'relationship',
      textKey: 'field.guardians.relationship',
      type: 'choice',
      required: true,
      options: optionsOf(relationships, 'relationship'),
      fhir: 'RelatedPerson.relationship',
    },
    {
      id: 'hasLegalAuthority',
      textKey: 'field.guardians.hasLegalAuthority',
      type: 'boolean',
      required: true,
      help: true,
      fhir: 'Consent.provision.actor',
    },
    {
      id: 'email',
      textKey: 'field.guardians.email',
      type: 'email',
      required: {
        and: [
          { field: '/guardians/*/primaryContact', eq: true },
          { not: { field: '/guardians/*/phone', exists: true } },
        ],
      },
      fhir: 'RelatedPerson.telecom',
    },
    { id: 'phone', textKey: 'field.guardians.phone', type: 'phone', fhir: 'RelatedPerson.telecom' },
    {
      id: 'primaryContact',
      textKey: 'field.guardians.primaryContact',
      type: 'boolean',
      help: true,
      fhir: 'Patient.contact',
    },
    { id: 'sameAddress', textKey: 'field.guardians.sameAddress', type: 'boolean', fhir: 'RelatedPerson.address' },
    {
      id: 'address',
      textKey: 'field.guardians.address',
      type: 'address',
      visible: { field: '/guardians/*/sameAddress', eq: false },
      fhir: 'RelatedPerson.address',
    },
    {
      id: 'livesWithChild',
      textKey: 'field.guardians.livesWithChild',
      type: 'boolean',
      fhir: 'RelatedPerson.extension',
    },
    { id: 'language', textKey: 'field.guardians.language', type: 'language', fhir: 'RelatedPerson.communication' },
    { id: 'sharesReport', textKey: 'field.guardians.sharesReport', type: 'boolean', fhir: 'Communication.recipient' },
  ],
});
