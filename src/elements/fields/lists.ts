/** Lists whose absence must be explicit: "none", "not known", or the list itself; medicines with dose and since when. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../protocol/merge-patch.ts';
import { type FieldAt, type FieldHost, grouped, idOf, isRecord, labelOf, textIn } from './field.ts';
import { newItemId } from './item-id.ts';
import { latinDigits } from './digits.ts';
import { dirOf } from './writing.ts';

type Item = Readonly<Record<string, Json>>;

/** Items of a group, by their order. */
export const ordered = (items: Json | undefined): readonly (readonly [string, Item])[] =>
  Object.entries(isRecord(items) ? items : {})
    .flatMap(([id, item]) => (isRecord(item) ? ([[id, item]] as const) : []))
    .sort(([, one], [, other]) => Number(one['order'] ?? 0) - Number(other['order'] ?? 0));

const states = ['list', 'none', 'unknown'] as const;

const listField =
  (columns: readonly [main: string, ...others: string[]]) =>
  (at: FieldAt, on: FieldHost): TemplateResult => {
    const { words } = on;
    const value = isRecord(at.value) ? at.value : {};
    const items = ordered(value['items']);
    const choose = (state: (typeof states)[number]) => {
      const keep = value['items'];
      const first = { [newItemId()]: { order: 0 } };
      on.change(at.pointer, { state, ...(keep ? { items: keep } : state === 'list' ? { items: first } : {}) });
    };
    const setItems = (next: Readonly<Record<string, Json>>) =>
      on.change(at.pointer, { ...value, state: 'list', items: next });
    const all = isRecord(value['items']) ? value['items'] : {};
    const add = () =>
      setItems({
        ...all,
        [newItemId()]: { order: 1 + Math.max(-1, ...items.map(([, item]) => Number(item['order'] ?? 0))) },
      });
    const remove = (id: string) => {
      const { [id]: _gone, ...others } = all;
      setItems(others);
    };
    const cell = (id: string, item: Item, column: string, number: number) => {
      const boxId = `${idOf(at.pointer)}-${id}-${column}`;
      const invalid = on.issuesAt(`${at.pointer}/items/${id}/${column}`).length > 0;
      return html`<div class=${column === columns[0] ? 'main' : nothing}>
        <label class="sub" for=${boxId}>${words.t(`list.${column}`, { number })}</label>
        <input
          part="control"
          id=${boxId}
          dir=${dirOf(textIn(item[column]))}
          autocomplete="off"
          aria-invalid=${invalid ? 'true' : nothing}
          .value=${textIn(item[column])}
          @input=${(event: Event) => {
            const text = (event.target as HTMLInputElement).value;
            setItems({ ...all, [id]: { ...item, [column]: column === 'since' ? latinDigits(text) : text } });
          }}
        />
      </div>`;
    };
    return grouped(
      at,
      on,
      (ids) =>
        html`<div class="choices">
            ${states.map(
              (state, index) =>
                html`<label class="choice" part="choice"
                  ><input
                    type="radio"
                    id=${index === 0 ? ids.id : `${ids.id}-${state}`}
                    name=${ids.id}
                    value=${state}
                    aria-invalid=${ids.invalid}
                    .checked=${value['state'] === state}
                    @change=${() => choose(state)}
                  /><span>${words.t(`list.${state}`)}</span></label
                >`,
            )}
          </div>
          ${
            value['state'] === 'list'
              ? html`<div class="tight below">
                  ${repeat(
                    items,
                    ([id]) => id,
                    ([id, item], index) =>
                      html`<div class="inline">
                        ${columns.map((column) => cell(id, item, column, index + 1))}
                        <button
                          type="button"
                          class="button small"
                          part="button"
                          aria-label=${words.t('list.remove', { number: index + 1, label: labelOf(at, words) })}
                          @click=${() => remove(id)}
                        >
                          ${words.t('remove')}
                        </button>
                      </div>`,
                  )}
                  <div>
                    <button type="button" class="button small" part="button" @click=${add}>
                      ${words.t('list.add')}
                    </button>
                  </div>
                </div>`
              : nothing
          }`,
    );
  };

export const listNoneUnknownField = listField(['text']);
export const medicationListField = listField(['name', 'dose', 'since']);
