/** Answers that two devices changed differently: both stay until the person chooses; nothing is overwritten silently. */
import { html, nothing, type TemplateResult } from 'lit';
import { shownForm } from '../../journey/shown.ts';
import { labelOf } from '../fields/field.ts';
import type { Json } from '../../protocol/merge-patch.ts';
import { answerText } from '../views/answer-text.ts';
import type { View } from '../view.ts';

/** What a person wrote inside an answer, for one that is no field by itself: a guardian removed here and changed there. */
function textsIn(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value)
    .map((inner) => textsIn(inner as Json))
    .filter(Boolean)
    .join(', ')
    .slice(0, 200);
}

/** The group that an item is of; never nothing: what cannot be seen cannot be chosen, and would block for ever. */
function groupLabel(pointer: string, { words }: View): string {
  const key = `section.${pointer.split('/').slice(1, -1).join('.')}`;
  return words.t(words.has(key) ? key : 'list');
}

export function conflicts(view: View): TemplateResult | typeof nothing {
  const { state, words, send } = view;
  const fields = shownForm(state)?.fields ?? [];
  const open = state.conflicts.flatMap((conflict) => {
    const field = fields.find(
      ({ pointer }) => conflict.pointer === pointer || conflict.pointer.startsWith(`${pointer}/`),
    );
    return [{ conflict, field }];
  });
  if (open.length === 0) return nothing;
  return html`<section class="notice warn conflicts" role="status" aria-labelledby="conflicts-title">
    <h2 id="conflicts-title">${words.t('conflict.title')}</h2>
    ${open.map(({ conflict, field }) => {
      const whole = conflict.pointer === field?.pointer;
      const said = (value: typeof conflict.mine) =>
        (whole && field ? answerText(field, value, words) : textsIn(value)) || words.t('conflict.empty');
      return html`<div class="tight">
        <b>${field ? labelOf(field, words) : groupLabel(conflict.pointer, view)}</b>
        ${(['mine', 'theirs'] as const).map(
          (keep) =>
            html`<div class="row between">
              <span><span class="meta">${words.t(`conflict.${keep}`)}</span> <bdi>${said(conflict[keep])}</bdi></span>
              <button
                type="button"
                class="button small"
                part="button"
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
