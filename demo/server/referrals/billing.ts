/** Whom the receipt is made out to (clause 11.3): judged, and kept with the quote that it was said with. */
import { billingStep } from '../../../src/form/access-form/billing.ts';
import { normaliseAnswers } from '../../../src/form/normalise.ts';
import { phones } from '../../../src/form/phones.ts';
import { placedFields } from '../../../src/form/placed-fields.ts';
import { valueAt, withValue } from '../../../src/form/pointer.ts';
import { prune } from '../../../src/form/resolve.ts';
import type { JsonObject, Program } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { definitionNow, judgeAnswers } from './form-rules.ts';

/**
 * Answers of the step as they are kept with a quote; null where these answers ask for none.
 * @param form the answers of the referral: they say who pays.
 * @param given what came with the acceptance, or with the one before.
 * @throws `validation` with every pointer.
 */
export function billingOf(program: Program, form: JsonObject, given: JsonObject | null, now: Date): JsonObject | null {
  const definition = definitionNow(program, now);
  const pointers = placedFields(definition)
    .filter(({ step }) => step.id === billingStep)
    .map(({ template }) => template);
  const taken = (into: JsonObject, from: JsonObject): JsonObject =>
    pointers.reduce((answers, pointer) => withValue(answers, pointer, valueAt(from, pointer)), into);
  const answers = taken(form, given ?? {});
  const { errors } = judgeAnswers(program, answers, { step: billingStep, now });
  if (errors.length > 0) throw new ProblemError('validation', { errors });
  const kept = taken({}, normaliseAnswers(definition, prune(definition, answers), phones));
  return Object.keys(kept).length > 0 ? kept : null;
}

/** What the payment provider is told. */
export interface Receipt {
  readonly name: string;
  readonly email: string;
}

/** Whom the receipt is made out to and where it is sent; null where nobody was asked. */
export function receiptTo(form: JsonObject | null): Receipt | null {
  const name = valueAt(form ?? undefined, '/billing/name/full');
  const email = valueAt(form ?? undefined, '/billing/email');
  return typeof name === 'string' && typeof email === 'string' ? { name, email } : null;
}
