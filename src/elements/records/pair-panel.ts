/** Adding a translation: a new file, or a record that is in the list already. */
import { html, nothing, type TemplateResult } from 'lit';
import { pagesInQuestion, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import type { View } from '../view.ts';
import { chooser } from './drop-zone.ts';

/** Records that may be its translation: not itself, not one in another language, nobody else's, not one that is translated. */
function candidates(record: RecordItem, { state }: View): readonly RecordItem[] {
  const translated = new Set(state.records.flatMap(({ translates }) => translates ?? []));
  return state.records.filter(
    (one) =>
      one !== record &&
      one.translates === undefined &&
      !one.submitted &&
      !translated.has(one.clientId) &&
      verdictOf(one)?.verdict !== 'refused',
  );
}

export function pairPanel(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, send, state } = view;
  // A translation is not translated in its turn.
  if (record.translates !== undefined || pagesInQuestion(state, record).length === 0) return nothing;
  const { clientId, requestId } = record;
  const others = candidates(record, view);
  const id = `record-${clientId}-pair`;
  const choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value) send({ type: 'pair-record', clientId: value, original: clientId });
  };
  return html`<details>
    <summary>${words.t('way.translation')}<span class="visually-hidden"> ${record.name}</span></summary>
    <div class="panel">
      <div>
        ${chooser(words.t('pair.choose'), record.name, 'button small', (files) => {
          if (files.length > 0)
            send({
              type: 'add-records',
              files,
              translates: clientId,
              ...(requestId === undefined ? {} : { requestId }),
            });
        })}
      </div>
      ${
        others.length > 0
          ? html`<div class="field">
              <label class="label" for=${id}>${words.t('pair.existing')}</label>
              <span class="select"
                ><select part="control" id=${id} @change=${choose}>
                  <option value="">${words.t('record.category.choose')}</option>
                  ${others.map((one) => html`<option value=${one.clientId}>${one.name}</option>`)}
                </select></span
              >
            </div>`
          : nothing
      }
    </div>
  </details>`;
}
