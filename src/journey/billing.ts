/**
 * Whom the receipt is made out to: asked with the quote of whoever pays (protocol clause 11.3). It begins with what is
 * known, so that one look and one press are enough where that is right.
 */
import { billingStep } from '../form/access-form/billing.ts';
import { isGiven, valueAt, withValue } from '../form/pointer.ts';
import type { ResolvedField } from '../form/resolve.ts';
import type { Json, JsonObject } from '../protocol/merge-patch.ts';
import { may } from './asked.ts';
import { shownForm } from './shown.ts';
import type { JourneyState } from './state.ts';

export { billingStep } from '../form/access-form/billing.ts';

const stepIn = (state: JourneyState) => shownForm(state)?.steps.find(({ step }) => step.id === billingStep);

/** Answers are read by whoever may change them; before they are, nothing is known of who pays. */
const answersAreComing = ({ referral, answers }: JourneyState): boolean =>
  referral.phase === 'held' && referral.scopes.includes('edit') && Object.keys(answers).length === 0;

/** Is it asked, now that a quote can be accepted? `coming`: what tells is on its way. */
export function billingAsked(state: JourneyState): 'no' | 'coming' | 'yes' {
  const { program } = state;
  if (program.phase !== 'ready' || !program.program.fee.billing || !may(state, 'accept-quote')) return 'no';
  const found = stepIn(state);
  if (!found || answersAreComing(state)) return 'coming';
  return found.sections.some(({ visible }) => visible) ? 'yes' : 'no';
}

/** The questions, whether or not they are asked at present: what was answered is shown with their names. */
export const billingFields = (state: JourneyState): readonly ResolvedField[] =>
  stepIn(state)?.sections.flatMap(({ fields }) => fields) ?? [];

/** What is known of an answer before the person says anything: what they said with an earlier quote, or in the form. */
function known({ field, pointer }: ResolvedField, { status, answers }: JourneyState): Json | undefined {
  const form = status?.quote?.form;
  if (form) return valueAt(form, pointer);
  return field.offer === undefined ? undefined : valueAt(answers, field.offer);
}

/** The answers with what is known in place of those that nobody has given; the same object where nothing is added. */
export function withKnownBilling(state: JourneyState): JsonObject {
  return billingFields(state).reduce((answers, one) => {
    const value = one.visible && valueAt(answers, one.pointer) === undefined ? known(one, state) : undefined;
    return value === undefined ? answers : withValue(answers, one.pointer, value);
  }, state.answers);
}

const isWhole = ({ field: { type } }: ResolvedField, value: Json | undefined): boolean =>
  isGiven(type === 'address' ? valueAt(value, '/lines') : value);

/** Was everything known beforehand? Then it is shown to be read, and opened only to be changed. */
export const isBillingKnown = (state: JourneyState): boolean =>
  billingFields(state).every((one) => !one.visible || !one.required || isWhole(one, known(one, state)));
