/**
 * One mark per page: colour, shape and a word for each, so that none of them stands alone. A mark opens its page. The strip
 * is one stop for the keyboard; arrows go along it, in the direction of reading.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { RecordItem } from '../../journey/state.ts';
import type { PageVerdict } from '../../protocol/verdict.ts';
import type { View } from '../view.ts';
import { pageKind, pageWords } from './page-words.ts';
import { openPage } from './page-viewer.ts';
import { pageCount, pageRanges, pagesOf } from './record-words.ts';

type Kind = PageVerdict['verdict'] | 'wait';

const tones: Readonly<Record<Kind, { readonly tone: string; readonly mark: string }>> = {
  english: { tone: 'good', mark: '✓' },
  'not-english': { tone: 'bad', mark: '✕' },
  mixed: { tone: 'warn', mark: '½' },
  unreadable: { tone: 'warn', mark: '?' },
  image: { tone: 'quiet', mark: '▣' },
  blank: { tone: 'quiet', mark: '' },
  wait: { tone: 'wait', mark: '' },
};

/** More pages than this are shown in runs of the same kind: the one that matters must not hide behind a hundred others. */
const SINGLE_AT_MOST = 48;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly page: PageVerdict | undefined;
}

function runsOf(pages: readonly PageVerdict[], total: number): readonly Run[] {
  const byNumber = new Map(pages.map((page) => [page.page, page]));
  const runs: Run[] = [];
  for (let number = 1; number <= total; number += 1) {
    const page = byNumber.get(number);
    const last = runs.at(-1);
    const same = last && last.page?.verdict === page?.verdict && last.page?.language === page?.language;
    if (total > SINGLE_AT_MOST && same) runs[runs.length - 1] = { ...last, to: number };
    else runs.push({ from: number, to: number, page });
  }
  return runs;
}

/** Arrows along the strip, first and last; only the mark that has the focus is a stop for Tab. */
function walk(event: KeyboardEvent): void {
  const strip = event.currentTarget as HTMLElement;
  const marks = [...strip.querySelectorAll<HTMLElement>('button')];
  const at = marks.indexOf(event.target as HTMLElement);
  const on = strip.matches(':dir(rtl)') ? -1 : 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + on,
    ArrowLeft: at - on,
    Home: 0,
    End: marks.length - 1,
  };
  const next = marks[Math.min(marks.length - 1, Math.max(0, steps[event.key] ?? -1))];
  if (at < 0 || !(event.key in steps) || !next) return;
  event.preventDefault();
  for (const mark of marks) mark.tabIndex = mark === next ? 0 : -1;
  next.focus();
}

const DECIDING: ReadonlySet<Kind> = new Set(['not-english', 'mixed', 'unreadable']);

/** "✕ Pages 3 to 5 not in English." Only where something is not in English: the chip says it otherwise. */
function legend(pages: readonly PageVerdict[], { words }: View): TemplateResult | typeof nothing {
  if (!pages.some(({ verdict }) => DECIDING.has(verdict))) return nothing;
  const kinds = [...new Set(pages.map(({ verdict }) => verdict))];
  return html`<p class="meta legend">
    ${kinds.map((kind) => {
      const numbers = pages.filter(({ verdict }) => verdict === kind).map(({ page }) => page);
      return html`<span
        ><span aria-hidden="true">${tones[kind].mark}</span> ${words.t(`strip.${kind}`, {
          count: numbers.length,
          pages: pageRanges(numbers, words),
        })}</span
      > `;
    })}
  </p>`;
}

export function pageStrip(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words } = view;
  const pages = pagesOf(record);
  const total = Math.max(pageCount(record) ?? 0, pages.length);
  if (total === 0) return nothing;
  const runs = runsOf(pages, total);
  const first = Math.max(
    0,
    runs.findIndex(({ page }) => page && DECIDING.has(page.verdict)),
  );
  return html`<div
      class="pages"
      part="pages"
      role="toolbar"
      aria-label=${words.t('page.strip', { name: record.name })}
      @keydown=${walk}
    >
      ${runs.map(({ from, to, page }, index) => {
        const { tone, mark } = tones[pageKind(page)];
        const which =
          from === to
            ? words.t('page', { page: from })
            : words.t('pages.which', { count: to - from + 1, pages: words.t('range', { from, to }) });
        const name = `${which}: ${pageWords(page, words)}`;
        return html`<button
          type="button"
          class="page ${tone}"
          tabindex=${index === first ? 0 : -1}
          aria-label=${name}
          title=${name}
          @click=${(event: Event) => openPage(event.currentTarget as HTMLElement, record.clientId, from, view)}
        >
          <span aria-hidden="true">${mark}</span>
        </button>`;
      })}
    </div>
    ${legend(pages, view)}`;
}
