/** What has been done about a record, and what is not hidden: its translations, what was left out, two readings that differ. */
import { html, nothing, type TemplateResult } from 'lit';
import { pagesInQuestion, translationsOf, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import type { View } from '../view.ts';
import { pageWords } from './page-words.ts';
import { goToRecord, pagesText } from './record-words.ts';

/** More pages than this are counted on the hospital's side; here the first of them say enough. */
const NAMED_AT_MOST = 8;

function translations(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, state } = view;
  const all = translationsOf(state, record);
  if (all.length === 0) return nothing;
  const gap = pagesInQuestion(state, record).map(({ page }) => page);
  const stated = all.filter(({ translation }) => translation !== undefined);
  return html`<ul class="done">
    ${all.map(
      (one) =>
        html`<li>
          <button type="button" class="link" @click=${goToRecord(one)}>
            ${words.t(one.translation ? 'pair.in' : 'pair.open', { name: one.name })}
          </button>
        </li>`,
    )}
    ${stated.length > 0 && gap.length > 0 ? html`<li>${words.t('pair.gap', { pages: pagesText(gap, words) })}</li>` : nothing}
  </ul>`;
}

function leftOut({ clientId, leftOut: left, here, submitted }: RecordItem, { words, send }: View) {
  if (!left) return nothing;
  return html`<p class="done">
    ${words.t('left.note', { pages: pagesText(left.pages, words) })}
    ${
      here && !submitted
        ? html`<button type="button" class="link" @click=${() => send({ type: 'restore-pages', clientId })}>
            ${words.t('left.undo')}
          </button>`
        : nothing
    }
  </p>`;
}

function difference(record: RecordItem, { words }: View): TemplateResult | typeof nothing {
  const { deviceDiffers } = record;
  if (!deviceDiffers) return nothing;
  const standing = new Map(verdictOf(record)?.pages.map((page) => [page.page, page]));
  return html`<div class="done">
    <p>${words.t('note.differs')}</p>
    <ul>
      ${deviceDiffers.pages.slice(0, NAMED_AT_MOST).map(({ page, verdict }) => {
        const device = pageWords(verdict === null ? undefined : { verdict, language: 'und' }, words);
        return html`<li>
          ${words.t('differs.page', { page, device, server: pageWords(standing.get(page), words) })}
        </li>`;
      })}
    </ul>
  </div>`;
}

export const doneSoFar = (record: RecordItem, view: View): TemplateResult =>
  html`${leftOut(record, view)}${translations(record, view)}${difference(record, view)}`;
