/**
 * Where somebody else applies for a minor, a guardian signs by a link of their own (access-form.md 2, 4). Which texts
 * wait for them is what the same form would ask of a legal guardian who applied: the definition says it once.
 */
import type { FormDefinition, JsonObject } from '../protocol/index.ts';
import { eachSigner } from './access-form/consents.ts';
import { valueAt, withValue } from './pointer.ts';
import { resolve } from './resolve.ts';

const rolePointer = '/submitter/role';
/** They sign for the child, or for themselves, where they apply. */
const signsHere = ['parent', 'legal-guardian', 'patient'];

/** Does a guardian have to sign beside whoever applies? Not for an adult, whose own word is attested. */
export function needsGuardian(definition: FormDefinition, answers: JsonObject): boolean {
  const role = valueAt(answers, rolePointer);
  if (typeof role !== 'string' || signsHere.includes(role)) return false;
  return resolve(definition, answers).steps.some(({ sections }) =>
    sections.some(({ visible, group }) => visible && group?.pointer === '/guardians' && group.min > 0),
  );
}

/** A text that waits for the guardian. */
export interface GuardianConsent {
  readonly id: string;
  readonly required: boolean;
}

/** The consents that a guardian is asked for with these answers, in the order of the form. */
export function guardianConsents(definition: FormDefinition, answers: JsonObject): readonly GuardianConsent[] {
  const asked = (given: JsonObject) =>
    resolve(definition, given).fields.filter(({ field, applies }) => field.type === 'consent' && applies);
  const ofSubmitter = new Set(asked(answers).map(({ field }) => field.consent));
  return asked(withValue(answers, rolePointer, 'legal-guardian')).flatMap(({ field, required }) =>
    field.consent !== undefined && (eachSigner.includes(field.consent) || !ofSubmitter.has(field.consent))
      ? [{ id: field.consent, required }]
      : [],
  );
}

/** Key of the guardian who is asked to sign: one who may decide, the first contact before others, in order. */
export function signingGuardian(answers: JsonObject): string | undefined {
  const guardians = valueAt(answers, '/guardians');
  if (typeof guardians !== 'object' || guardians === null || Array.isArray(guardians)) return undefined;
  const rank = (key: string): number => {
    const at = (name: string) =>
      valueAt(answers, `/guardians/${key.replaceAll('~', '~0').replaceAll('/', '~1')}/${name}`);
    const order = Number(at('order'));
    return (
      (at('hasLegalAuthority') === true ? 0 : 1000) +
      (typeof at('email') === 'string' ? 0 : 100) +
      (at('primaryContact') === true ? 0 : 10) +
      (Number.isFinite(order) ? Math.min(order, 9) : 9)
    );
  };
  return Object.keys(guardians).toSorted((one, other) => rank(one) - rank(other))[0];
}
