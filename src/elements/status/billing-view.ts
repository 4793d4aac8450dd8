/**
 * Whom the receipt is made out to. What is known is shown to be read, and opened only to be changed; after the quote was
 * accepted it is what the hospital has.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { answerAt } from '../../journey/answers.ts';
import { billingAsked, billingFields, isBillingKnown } from '../../journey/billing.ts';
import type { ResolvedField } from '../../form/resolve.ts';
import type { JsonObject } from '../../protocol/merge-patch.ts';
import { fieldTemplate } from '../fields/by-type.ts';
import { type FieldAt, labelOf } from '../fields/field.ts';
import { errorSummary } from '../form/error-summary.ts';
import { fieldHost } from '../form/step-view.ts';
import { answerText } from '../views/answer-text.ts';
import type { View } from '../view.ts';

/** Answers to be read; those that nobody gave are left out. */
function pairs(fields: readonly ResolvedField[], answers: JsonObject, { words }: View): TemplateResult {
  return html`<dl class="pairs fill">
    ${fields.map((one) => {
      const text = answerText(one, answerAt(answers, one.pointer), words);
      return text
        ? html`<div>
            <dt>${labelOf(one, words)}</dt>
            <dd>${text.split('\n').map((line) => html`<bdi class="line">${line}</bdi>`)}</dd>
          </div>`
        : nothing;
    })}
  </dl>`;
}

function questions(fields: readonly ResolvedField[], view: View): TemplateResult {
  const { state, words } = view;
  const host = fieldHost(view);
  const all = fields.map((one): FieldAt => ({
    field: one.field,
    pointer: one.pointer,
    value: answerAt(state.answers, one.pointer),
    required: one.required,
    options: one.options,
  }));
  const grid = html`<div class="grid">${all.map((at) => fieldTemplate(at, host))}</div>`;
  return html`<section class="tight fill" aria-labelledby="billing-title">
    <h3 id="billing-title">${words.t('section.billing')}</h3>
    <p class="hint">${words.t('billing.why')}</p>
    ${errorSummary(view, all)}
    ${
      isBillingKnown(state)
        ? html`${pairs(fields, state.answers, view)}
            <details>
              <summary>${words.t('billing.change')}</summary>
              ${grid}
            </details>`
        : grid
    }
  </section>`;
}

export function billingView(view: View): TemplateResult | typeof nothing {
  const { state, words } = view;
  const fields = billingFields(state);
  if (billingAsked(state) === 'yes')
    return questions(
      fields.filter(({ visible }) => visible),
      view,
    );
  // The program asks no more, or the whole form is on its way.
  if (fields.length === 0) return nothing;
  return html`<section class="tight fill" aria-labelledby="billing-title">
    <h3 id="billing-title">${words.t('billing.given')}</h3>
    ${pairs(fields, state.status?.quote?.form ?? {}, view)}
  </section>`;
}
