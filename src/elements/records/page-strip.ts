/** One mark per page: colour, shape and a word for each, so that none of them stands alone. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RecordItem } from '../../journey/state.ts';
import type { PageVerdict } from '../../protocol/verdict.ts';
import type { Words } from '../../i18n/words.ts';
import { pageCount, pageRanges, pagesOf } from './record-words.ts';

const toneOf: Readonly<Record<PageVerdict['verdict'], 'good' | 'bad' | 'warn' | 'quiet'>> = {
  english: 'good',
  'not-english': 'bad',
  mixed: 'warn',
  unreadable: 'warn',
  image: 'quiet',
  blank: 'quiet',
};

/** More marks than this are said in words only. */
const SHOWN_AT_MOST = 200;

/** "Pages 1, 2 and 6 in English; 3 to 5 not in English." */
function spoken(pages: readonly PageVerdict[], words: Words): string {
  const kinds = [...new Set(pages.map(({ verdict }) => verdict))];
  return kinds
    .map((kind) => {
      const numbers = pages.filter(({ verdict }) => verdict === kind).map(({ page }) => page);
      return words.t(`strip.${kind}`, { count: numbers.length, pages: pageRanges(numbers, words) });
    })
    .join(' ');
}

export function pageStrip(record: RecordItem, words: Words): TemplateResult | typeof nothing {
  const pages = pagesOf(record);
  const total = Math.max(pageCount(record) ?? 0, pages.length);
  if (total === 0) return nothing;
  const byNumber = new Map(pages.map((page) => [page.page, page]));
  return html`<div class="pages" part="pages" role="img" aria-label=${spoken(pages, words)}>
    ${Array.from({ length: Math.min(total, SHOWN_AT_MOST) }, (_, index) => {
      const page = byNumber.get(index + 1);
      return html`<i class="page ${page ? toneOf[page.verdict] : 'wait'}"></i>`;
    })}
    ${total > SHOWN_AT_MOST ? html`<span class="meta">…</span>` : nothing}
  </div>`;
}
