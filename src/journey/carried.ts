/** The records as a whole: how far their bytes have come, and which of them wait for the person. */
import type { PageVerdict, RecordVerdict } from '../protocol/verdict.ts';
import { type EnglishPolicy, languageSettled, openPages, type TranslationFacts } from '../protocol/language-settled.ts';
import type { JourneyState, RecordItem } from './state.ts';

/**
 * What a record asks of the person.
 * - `identify`: it names somebody else: is it this child's?
 * - `decide`: the English check refused it: replace it, pair it with a translation, leave pages out, or say that the check
 *   is wrong.
 * - `attest`: it could not be read here: say that it is in English.
 * - `translate`: it is a translation: who made it, and where each page is.
 * - `describe`: what kind of record it is, and of when.
 * - `repick`: choose the same file again. `replace`: the backend rejected it. `retry`: it failed.
 */
export type RecordNeed = 'identify' | 'decide' | 'attest' | 'translate' | 'describe' | 'repick' | 'replace' | 'retry';

/** A real day, month or year; what is half typed is kept, and is not a date yet. */
export const isPartialDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/u.test(text);

/** The verdict that stands for a record, as far as there is one. */
export const verdictOf = (record: RecordItem): RecordVerdict | undefined =>
  'verdict' in record.check ? record.check.verdict : undefined;

/** What the program does about a record that is not in English. */
export const englishPolicy = ({ program }: JourneyState): EnglishPolicy =>
  program.phase === 'ready' ? program.program.records.policy : 'block';

/** A record as R-ENG looks at it. */
function factsOf(record: RecordItem): TranslationFacts {
  const verdict = verdictOf(record);
  const { override, attested, translation } = record;
  return {
    ...(verdict ? { verdict } : {}),
    ...(override ? { override } : {}),
    ...(attested ? { attested } : {}),
    ...(translation ? { translation } : {}),
  };
}

/** Records that are, or are to be, translations of this one. */
export const translationsOf = ({ records }: JourneyState, { clientId }: RecordItem): readonly RecordItem[] =>
  records.filter(({ translates }) => translates === clientId);

/** May the record be submitted, as far as its language goes? Not before it was judged. The backend's very rule. */
export const isLanguageSettled = (state: JourneyState, record: RecordItem): boolean =>
  languageSettled(factsOf(record), englishPolicy(state), translationsOf(state, record).map(factsOf));

/** Pages that still ask something of the person: not in English or not for certain, and in no translation. */
export const pagesInQuestion = (state: JourneyState, record: RecordItem): readonly PageVerdict[] =>
  openPages(factsOf(record), englishPolicy(state), translationsOf(state, record).map(factsOf));

/** Does it name somebody else, with no word from the person on that yet? */
export const asksWhose = (record: RecordItem): boolean =>
  verdictOf(record)?.identity?.outcome === 'differs' && record.identityAnswer === undefined;

/** Whether a word for the record would do, or its pages in another language need more than that. */
function languageNeed(state: JourneyState, record: RecordItem): 'decide' | 'attest' {
  if (verdictOf(record)?.verdict !== 'refused') return 'attest';
  const open = pagesInQuestion(state, record);
  return open.length === 0 || open.some(({ verdict }) => verdict === 'not-english') ? 'decide' : 'attest';
}

/** What a record asks of the person, the most pressing first. Nothing for one that was submitted. */
export function recordNeeds(state: JourneyState, record: RecordItem): readonly RecordNeed[] {
  if (record.submitted) return [];
  const needs: RecordNeed[] = [];
  const { carried } = record;
  if (carried.phase === 'server' && carried.state === 'rejected') needs.push('replace');
  if (carried.phase === 'failed') needs.push(carried.problem.retryable ? 'retry' : 'replace');
  if (carried.phase === 'repick') needs.push('repick');
  if (asksWhose(record)) needs.push('identify');
  if (verdictOf(record) && !isLanguageSettled(state, record)) needs.push(languageNeed(state, record));
  if (record.translates !== undefined && record.translation === undefined) needs.push('translate');
  if (record.category === '' || !isPartialDate(record.documentDate)) needs.push('describe');
  return needs;
}

const sentOf = ({ carried, size }: RecordItem): number => {
  switch (carried.phase) {
    case 'held':
    case 'queued':
    case 'failed':
      return 0;
    case 'server':
      return carried.state === 'rejected' ? 0 : size;
    default:
      return Math.min(carried.sent, size);
  }
};

/** The device has handed over all that it can, and the backend has it safe. */
export const isStored = ({ carried }: RecordItem): boolean => carried.phase === 'server' && carried.state === 'stored';

/** Overall progress of the records that are on their way or there. Bytes. */
export interface CarriedOverview {
  readonly sent: number;
  readonly total: number;
  readonly count: number;
  /** Checked, compared and safe at the backend. */
  readonly stored: number;
  /** Records that wait for the person. */
  readonly needYou: number;
  /** Records that move, or will by themselves. */
  readonly moving: number;
  /** Records that wait for a connection. */
  readonly offline: number;
  /** Bytes a second over all; absent while nothing is measured. */
  readonly bytesPerSecond?: number;
}

/** Sums the records up. Held, failed and rejected ones count, but not their bytes: nothing of them is on its way. */
export function carriedOverview(state: JourneyState): CarriedOverview {
  const { records } = state;
  const onTheWay = records.filter(
    ({ carried }) =>
      carried.phase !== 'held' &&
      carried.phase !== 'failed' &&
      !(carried.phase === 'server' && carried.state === 'rejected'),
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const moves = (record: RecordItem) =>
    ['queued', 'sending', 'connection'].includes(record.carried.phase) ||
    (record.carried.phase === 'server' && ['receiving', 'received', 'scanning'].includes(record.carried.state));
  const speeds = records.flatMap(({ carried }) =>
    carried.phase === 'sending' && carried.bytesPerSecond !== undefined ? [carried.bytesPerSecond] : [],
  );
  return {
    sent: sum(onTheWay.map(sentOf)),
    total: sum(onTheWay.map(({ size }) => size)),
    count: records.length,
    stored: records.filter(isStored).length,
    needYou: records.filter((record) => recordNeeds(state, record).length > 0).length,
    moving: records.filter(moves).length,
    offline: records.filter(({ carried }) => carried.phase === 'connection').length,
    ...(speeds.length > 0 ? { bytesPerSecond: sum(speeds) } : {}),
  };
}
