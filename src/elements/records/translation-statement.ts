/**
 * The statement on a translation: who made it, where each page of the original is in it, and that it is complete and
 * faithful. What the pages suggest is filled in and can be changed; nothing counts before the person saves it.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { pagesInQuestion, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import type { Translation, TranslatorType } from '../../protocol/record.ts';
import { followWriting } from '../fields/writing.ts';
import { factLine } from '../facts.ts';
import type { View } from '../view.ts';
import { pagesText } from './record-words.ts';

const translators = ['certified', 'medical', 'other', 'self'] as const satisfies readonly TranslatorType[];

/** Pages of the original that this translation may hold: those that nobody has translated, and those that it says it has. */
function wantedPages(record: RecordItem, original: RecordItem, { state }: View): readonly number[] {
  const own = record.translation?.pages.map(({ page }) => page) ?? [];
  return [...new Set([...pagesInQuestion(state, original).map(({ page }) => page), ...own])].sort((a, b) => a - b);
}

/** Where a page most likely begins: at its own number in a whole translation, else in the order of the pages. */
function likely(page: number, index: number, wanted: number, total: number, ofOriginal: number): number | undefined {
  if (total === ofOriginal) return page;
  if (total === 1) return 1;
  return total >= wanted ? index + 1 : undefined;
}

function matching(record: RecordItem, original: RecordItem, view: View): TemplateResult {
  const { words } = view;
  const total = verdictOf(record)?.pages.length ?? 0;
  if (total === 0) return html`<p class="hint">${words.t('pair.reading')}</p>`;
  const wanted = wantedPages(record, original, view);
  const stated = new Map(record.translation?.pages.map(({ page, on }) => [page, on]));
  const ofOriginal = verdictOf(original)?.pages.length ?? 0;
  return html`<fieldset class="field">
    <legend class="label">${words.t('pair.pages')}</legend>
    <div class="matching">
      ${wanted.map((page, index) => {
        const id = `record-${record.clientId}-on-${page}`;
        const on = stated.size > 0 ? stated.get(page) : likely(page, index, wanted.length, total, ofOriginal);
        return html`<label for=${id}>${words.t('pair.page', { page, name: original.name })}</label>
          <span class="select"
            ><select part="control" id=${id} data-page=${page}>
              <option value="" ?selected=${on === undefined}>${words.t('pair.not')}</option>
              ${Array.from({ length: total }, (_, at) => at + 1).map(
                (number) =>
                  html`<option value=${number} ?selected=${on === number}>
                    ${words.t('pair.on', { page: number })}
                  </option>`,
              )}
            </select></span
          >`;
      })}
    </div>
  </fieldset>`;
}

/** What stands in the form; null while something is missing. */
function stated(panel: HTMLElement): Translation | null {
  const type = panel.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.value as
    TranslatorType | undefined;
  const name = panel.querySelector<HTMLInputElement>('[data-name]')?.value.trim();
  const pages = [...panel.querySelectorAll<HTMLSelectElement>('select[data-page]')].flatMap(({ value, dataset }) =>
    value ? [{ page: Number(dataset['page']), on: Number(value) }] : [],
  );
  const faithful = panel.querySelector<HTMLInputElement>('[data-faithful]')?.checked;
  if (!type || !faithful || pages.length === 0) return null;
  return { translatorType: type, ...(name ? { translatorName: name } : {}), faithful: true, pages };
}

function statementForm(record: RecordItem, original: RecordItem, view: View): TemplateResult {
  const { words, send } = view;
  const { clientId, translation } = record;
  const id = `record-${clientId}-statement`;
  const save = (event: Event) => {
    const panel = (event.currentTarget as HTMLElement).closest<HTMLElement>('.panel');
    const said = panel && stated(panel);
    const alert = panel?.querySelector<HTMLElement>('[data-alert]');
    if (alert) alert.hidden = said !== null;
    if (said) {
      send({ type: 'pair-record', clientId, original: original.clientId, translation: said });
      panel.closest('details')?.removeAttribute('open');
    } else panel?.querySelector<HTMLElement>('input')?.focus();
  };
  return html`<div class="panel">
    <fieldset class="field" aria-describedby="${id}-alert">
      <legend class="label">${words.t('pair.by')}</legend>
      ${translators.map(
        (type) =>
          html`<label class="check"
            ><input type="radio" name="${id}-by" value=${type} ?checked=${translation?.translatorType === type} /><span
              >${words.t(`translator.${type}`)}</span
            ></label
          >`,
      )}
    </fieldset>
    <div class="field">
      <label class="label" for="${id}-name"
        >${words.t('pair.name')} <span class="optional">${words.t('optional')}</span></label
      >
      <input
        part="control"
        id="${id}-name"
        data-name
        maxlength="200"
        @input=${followWriting}
        autocomplete="off"
        .value=${translation?.translatorName ?? ''}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && event.preventDefault()}
      />
    </div>
    ${matching(record, original, view)}
    <label class="check"
      ><input type="checkbox" data-faithful ?checked=${translation !== undefined} /><span
        >${words.t('pair.faithful')}</span
      ></label
    >
    <p class="message" id="${id}-alert" role="alert" data-alert hidden>${words.t('pair.missing')}</p>
    <div class="row">
      <button type="button" class="button small" part="button" @click=${save}>${words.t('pair.save')}</button>
      ${
        translation
          ? nothing
          : html`<button
              type="button"
              class="link"
              @click=${() => send({ type: 'pair-record', clientId, original: null })}
            >
              ${words.t('pair.undo')}
            </button>`
      }
    </div>
  </div>`;
}

export function translationStatement(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, state } = view;
  const original = state.records.find(({ clientId }) => clientId === record.translates);
  if (!original) return nothing;
  const { translation, submitted } = record;
  const title = words.t('pair.of', { name: original.name });
  const pages = translation?.pages.map(({ page }) => page) ?? [];
  const line = factLine(words, [
    title,
    translation && words.t(`translator.${translation.translatorType}`),
    translation && pagesText(pages, words),
  ]);
  if (submitted) return html`<p class="done">${line}</p>`;
  return html`<details class="describe" ?open=${translation === undefined}>
    <summary>${line}</summary>
    ${statementForm(record, original, view)}
  </details>`;
}
