/** Whom the receipt is made out to comes when a quote asks for it; until then its place is kept. */
import { html, type nothing, type TemplateResult } from 'lit';
import { learnFields } from '../fields/later-types.ts';
import { learnParts } from '../form/later-parts.ts';
import { workNote } from '../form/work-note.ts';
import { partMissing } from '../part-missing.ts';
import type { View } from '../view.ts';
import { loadBilling } from './load.ts';

type Parts = NonNullable<View['parts']>;

type Shown = TemplateResult | typeof nothing;

let behind: ((view: View) => Shown) | null = null;
let state: 'closed' | 'opening' | 'failed' = 'closed';
/** Elements that show themselves again once it is here. */
const waiting = new Set<Parts>();

const coming = html`<div class="stack skeleton fill" aria-busy="true">
  <div></div>
  <div></div>
</div>`;

function open(): void {
  if (state === 'opening') return;
  state = 'opening';
  const tell = () => {
    for (const parts of waiting) parts.again();
    waiting.clear();
  };
  loadBilling().then(
    ({ billingView, laterFields, parts }) => {
      learnFields(laterFields);
      learnParts(parts);
      behind = billingView;
      tell();
    },
    () => {
      state = 'failed';
      tell();
    },
  );
}

/** Is everything here that it is asked with? */
export const isBillingHere = ({ words }: View): boolean => behind !== null && words.ready('form');

/** The questions or what was answered; its place while that is on its way. */
export function billingBehind(view: View): Shown {
  const reading = view.state.acting['billing'];
  if (reading?.phase === 'waiting' || reading?.phase === 'failed') return workNote(view, reading, '');
  if (behind && isBillingHere(view)) return behind(view);
  const { parts } = view;
  if (state === 'failed' && parts)
    return partMissing(view, {
      again() {
        state = 'closed';
        parts.again();
      },
    });
  if (!behind) {
    if (parts) waiting.add(parts);
    open();
  }
  return coming;
}
