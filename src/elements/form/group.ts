/** A section that repeats: its items, one more, one less. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResolvedField, ResolvedSection } from '../../form/resolve.ts';
import { answerAt } from '../../journey/answers.ts';
import { idOf } from '../fields/field.ts';
import { newItemId } from '../fields/item-id.ts';
import type { View } from '../view.ts';

/** @param list shows the fields of an item. */
export function groupView(
  found: ResolvedSection,
  group: NonNullable<ResolvedSection['group']>,
  view: View,
  list: (fields: readonly ResolvedField[], foldName: string | undefined) => TemplateResult,
): TemplateResult {
  const { words, send } = view;
  const { section } = found;
  const full = group.items.length >= group.max;
  const add = () => {
    const orders = group.items.map(({ pointer }) => Number(answerAt(view.state.answers, `${pointer}/order`) ?? 0));
    send({
      type: 'change',
      change: { pointer: `${group.pointer}/${newItemId()}`, value: { order: Math.max(-1, ...orders) + 1 } },
    });
  };
  const label = (key: string, params = {}) => {
    const own = `section.${section.id}.${key}`;
    return words.t(words.has(own, params) ? own : `group.${key}`, params);
  };
  return html`${repeat(
    group.items,
    ({ key }) => key,
    ({ pointer, fields }, index) =>
      html`<fieldset class="item" part="item">
        <legend class="label">${label('item', { number: index + 1 })}</legend>
        ${list(fields, section.unfolded ? undefined : words.t('more'))}
        ${
          group.items.length > group.min
            ? html`<div>
                <button
                  type="button"
                  class="button small"
                  part="button"
                  @click=${() => send({ type: 'change', change: { pointer, value: undefined } })}
                >
                  ${words.t('remove')}<span class="visually-hidden"> ${label('item', { number: index + 1 })}</span>
                </button>
              </div>`
            : nothing
        }
      </fieldset>`,
  )}
  ${full ? nothing : html`<p class="add"><button type="button" class="button small" part="button" id=${idOf(group.pointer)} @click=${add}>${label('add')}</button></p>`}`;
}
