/** Whom the receipt is made out to comes when a quote asks for it. */
import type { nothing, TemplateResult } from 'lit';
import { learnFields } from '../fields/later-types.ts';
import { learnParts } from '../form/later-parts.ts';
import { workNote } from '../form/work-note.ts';
import type { View } from '../view.ts';
import { coming } from './coming.ts';
import { lazy } from './lazy.ts';
import { loadBilling } from './load.ts';

const billing = lazy(async () => {
  const { billingView, laterFields, parts } = await loadBilling();
  learnFields(laterFields);
  learnParts(parts);
  return billingView;
});

/** Is everything here that it is asked with? */
export const isBillingHere = ({ words }: View): boolean => billing.here() !== null && words.ready('form');

/** The questions or what was answered; its place while that is on its way. */
export function billingBehind(view: View): TemplateResult | typeof nothing {
  const reading = view.state.acting['billing'];
  if (reading?.phase === 'waiting' || reading?.phase === 'failed') return workNote(view, reading, '');
  return billing.show(view, (shown) => (view.words.ready('form') ? shown(view) : coming));
}
