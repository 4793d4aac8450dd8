/** What is said of one record: its bytes, its check, its state, and what is wrong by page and language. */
import { html, type TemplateResult } from 'lit';
import { factLine } from '../facts.ts';
import { englishPolicy, isLanguageSettled, pagesInQuestion, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import type { PageVerdict } from '../../protocol/verdict.ts';
import type { Words } from '../../i18n/words.ts';
import { problemText, type View } from '../view.ts';

/** Pages known so far, in order. */
export const pagesOf = ({ check }: RecordItem): readonly PageVerdict[] =>
  check.phase === 'reading' ? check.pages : 'verdict' in check ? (check.verdict?.pages ?? []) : [];

/** How many pages there are, or will be. */
export const pageCount = (record: RecordItem): number | null => {
  const { check } = record;
  if (check.phase === 'reading') return check.pageCount ?? null;
  return 'verdict' in check && check.verdict ? check.verdict.pages.length : null;
};

/** `[3, 4, 5, 8]` → "3–5 and 8". */
export function pageRanges(pages: readonly number[], words: Words): string {
  const ranges: [number, number][] = [];
  for (const page of pages) {
    const last = ranges.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else ranges.push([page, page]);
  }
  return words.list(ranges.map(([from, to]) => (from === to ? words.number(from) : words.t('range', { from, to }))));
}

/** `[3, 4, 5]` → "pages 3 to 5". */
export const pagesText = (pages: readonly number[], words: Words): string =>
  words.t('pages.which', { count: pages.length, pages: pageRanges(pages, words) });

export const rowId = ({ clientId }: Pick<RecordItem, 'clientId'>): string => `record-${clientId}`;

/** Leads to another record of the list. */
export const goToRecord =
  (record: RecordItem) =>
  (event: Event): void => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const row = root.getElementById(rowId(record));
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('summary, button')?.focus({ preventScroll: true });
  };

/** How a record's bytes stand, in words that differ for what differs. */
export function stateText({ carried, check }: RecordItem, words: Words): string {
  switch (carried.phase) {
    case 'held':
      return check.phase === 'done' ? words.t('state.held') : words.t('state.checking');
    case 'queued':
      return words.t('state.queued');
    case 'sending':
      return words.t('state.sending', { sent: words.bytes(carried.sent) });
    case 'paused':
      return words.t('state.paused');
    case 'connection':
      return words.t('state.connection');
    case 'repick':
      return words.t('state.repick');
    case 'server':
      return words.t(`state.${carried.state}`);
    case 'failed':
      return words.t('state.failed');
  }
}

/** Is there a translation of it that counts, or will? */
const isTranslated = ({ clientId }: RecordItem, { records }: View['state']): boolean =>
  records.some(({ translates, translation }) => translates === clientId && translation !== undefined);

export type ChipTone = 'good' | 'bad' | 'warn' | 'quiet';
export interface Chip {
  readonly tone: ChipTone;
  /** A shape, so that colour is never alone. */
  readonly mark: string;
  readonly text: string;
}

const pagesBy = (pages: readonly PageVerdict[], ...kinds: readonly PageVerdict['verdict'][]): readonly number[] =>
  pages.filter(({ verdict }) => kinds.includes(verdict)).map(({ page }) => page);

/** Languages of the refused pages, by name. */
function foreignNames(pages: readonly PageVerdict[], words: Words): string {
  const tags = [...new Set(pages.filter(({ verdict }) => verdict === 'not-english').map(({ language }) => language))];
  const names = tags.filter((tag) => tag !== 'und' && !tag.startsWith('und-')).map((tag) => words.language(tag));
  return names.length > 0 ? words.list(names) : words.t('language.other');
}

export function chipOf(record: RecordItem, { words, state }: Pick<View, 'words' | 'state'>): Chip {
  const { check, carried } = record;
  if (carried.phase === 'server' && carried.state === 'rejected')
    return { tone: 'bad', mark: '✕', text: words.t('chip.rejected') };
  if (check.phase === 'waiting') return { tone: 'quiet', mark: '◌', text: words.t('chip.waiting') };
  if (check.phase === 'reading') return { tone: 'quiet', mark: '◌', text: words.t('chip.reading') };
  const verdict = verdictOf(record);
  if (!verdict) return { tone: 'quiet', mark: '◌', text: words.t('chip.unchecked') };
  if (verdict.verdict === 'accepted') return { tone: 'good', mark: '✓', text: words.t('chip.english') };
  if (record.override) return { tone: 'warn', mark: '?', text: words.t('chip.override') };
  if (record.attested) return { tone: 'warn', mark: '✓', text: words.t('chip.attested') };
  const open = pagesInQuestion(state, record);
  const refused = pagesBy(open, 'not-english');
  if (open.length === 0 && isTranslated(record, state) && words.has('chip.translated'))
    return { tone: 'good', mark: '✓', text: words.t('chip.translated') };
  if (verdict.verdict === 'refused' && refused.length > 0)
    return {
      tone: 'bad',
      mark: '✕',
      text: words.t('chip.refused', { count: refused.length, language: foreignNames(verdict.pages, words) }),
    };
  const mixed = pagesBy(open, 'mixed').length > 0;
  return { tone: 'warn', mark: '?', text: words.t(mixed ? 'chip.mixed' : 'chip.review') };
}

export interface Note {
  readonly title: string;
  readonly text: string;
}

/** Words that come with the ways out: nothing is said until they are here. */
const laterWord = (key: string, words: Words): string => (words.has(key) ? words.t(key) : '');

/** What is wrong, with page numbers and languages; null where nothing is. */
export function noteOf(record: RecordItem, view: View): Note | null {
  const { words, state } = view;
  const { carried } = record;
  if (carried.phase === 'failed') return { title: words.t('note.failed'), text: problemText(carried.problem, words) };
  if (carried.phase === 'server' && carried.state === 'rejected') {
    const key = `problem.file-rejected.${carried.reason ?? ''}`;
    return { title: words.t('note.rejected'), text: words.t(words.has(key) ? key : 'problem.file-rejected') };
  }
  const verdict = verdictOf(record);
  if (!verdict || verdict.verdict === 'accepted' || record.override || record.attested) return null;
  const open = pagesInQuestion(state, record);
  const warned = englishPolicy(state) === 'warn';
  if (warned ? open.length === 0 : isLanguageSettled(state, record)) return null;
  const refused = pagesBy(open, 'not-english');
  if (verdict.verdict === 'refused' && refused.length > 0)
    return {
      title: words.t('note.refused', {
        count: refused.length,
        pages: pageRanges(refused, words),
        language: foreignNames(open, words),
      }),
      text: warned ? laterWord('note.refused.warn', words) : words.t('note.refused.more'),
    };
  const mixed = pagesBy(open, 'mixed');
  if (mixed.length > 0)
    return {
      title: words.t('note.mixed', { count: mixed.length, pages: pageRanges(mixed, words) }),
      text: words.t('note.attest'),
    };
  // Why it could not be read, where one reason stands for all that was not.
  const [only = verdict.reason, another] = new Set(verdict.unread.map(({ reason }) => reason));
  const key = another ? '' : `note.reason.${only ?? ''}`;
  return { title: words.t(words.has(key) ? key : 'note.unreadable'), text: words.t('note.attest') };
}

/** One line for a list that is read over: name, pages, verdict. */
export const recordLine = (record: RecordItem, view: View): TemplateResult => {
  const { words } = view;
  const chip = chipOf(record, view);
  const pages = pageCount(record);
  return html`<bdi class="name">${record.name}</bdi>
    <span class="meta"
      >${factLine(words, [record.category && words.t(`category.${record.category}`), pages ? words.t('pages', { count: pages }) : null, chip.text])}</span
    >`;
};
