/** Answers that two devices changed differently: both stay until the person chooses; nothing is overwritten silently. */
import { html, nothing, type TemplateResult } from 'lit';
import { shownForm } from '../../journey/shown.ts';
import { labelOf } from '../fields/field.ts';
import { answerText } from '../views/answer-text.ts';
import type { View } from '../view.ts';

export function conflicts(view: View): TemplateResult | typeof nothing {
  const { state, words, send } = view;
  const fields = shownForm(state)?.fields ?? [];
  const open = state.conflicts.flatMap((conflict) => {
    const field = fields.find(
      ({ pointer }) => conflict.pointer === pointer || conflict.pointer.startsWith(`${pointer}/`),
    );
    return field ? [{ conflict, field }] : [];
  });
  if (open.length === 0) return nothing;
  return html`<section class="notice warn conflicts" role="status" aria-labelledby="conflicts-title">
    <h2 id="conflicts-title">${words.t('conflict.title')}</h2>
    ${open.map(({ conflict, field }) => {
      const whole = conflict.pointer === field.pointer;
      const said = (value: typeof conflict.mine) =>
        (whole ? answerText(field, value, words) : typeof value === 'string' ? value : '') || words.t('conflict.empty');
      return html`<div class="tight">
        <b>${labelOf(field, words)}</b>
        ${(['mine', 'theirs'] as const).map(
          (keep) =>
            html`<div class="row between">
              <span><span class="meta">${words.t(`conflict.${keep}`)}</span> <bdi>${said(conflict[keep])}</bdi></span>
              <button
                type="button"
                class="button small"
                @click=${() => send({ type: 'resolve-conflict', pointer: conflict.pointer, keep })}
              >
                ${words.t('conflict.keep')}<span class="visually-hidden"> ${words.t(`conflict.${keep}`)}</span>
              </button>
            </div>`,
        )}
      </div>`;
    })}
  </section>`;
}
