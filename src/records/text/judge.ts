/** From the text of one page to its verdict. Pure; the same in the browser, its worker and Node. */
import type { DecidingSpan, PageVerdict, VerdictReason } from '../../protocol/verdict.ts';
import { chunksOf, linesOf, type Chunk, type Line } from './chunk.ts';
import type { EnglishProbability } from './classifier.ts';
import { isBrokenLayer } from './layer.ts';
import { bodyOf } from './letterhead.ts';
import { withoutNames } from './names.ts';
import { foreignOf } from './passages.ts';
import { lettersInPhrases } from './phrases.ts';
import { countScripts, onlyLatin, type ScriptCount } from './script.ts';
import { defaultThresholds, hearVoice, shortText, type Jury, type Spoken, type Voice } from './voice.ts';

/** Fewer letters than this say nothing about a page. records.md "How it decides". */
export const fewestLetters = 12;

/** A page's verdict, still without its number and the way it was read. */
export type Judgement = Pick<PageVerdict, 'verdict' | 'language' | 'confidence' | 'reason' | 'spans'>;

/** Shares of a page's letters. */
const shares = {
  otherScript: 0.5,
  someOtherScript: 0.2,
  otherPhrases: 0.1,
  otherColumn: 0.12,
  mostly: 0.75,
  certain: 0.5,
  stray: 0.08,
  fewUncertain: 0.4,
} as const;
/** Fewer letters than this have no columns. */
const columnLetters = 200;
/** Fewer letters in phrases of another script are a quote. */
const quoteLetters = 60;
/** Fewer letters than this beside names are no sentence. */
const fewestSaid = 40;

interface Heard extends Spoken {
  readonly chunk: Chunk;
  readonly letters: number;
  readonly scripts: ScriptCount;
}

function hear(chunk: Chunk, jury: Jury): Heard {
  const scripts = countScripts(chunk.text);
  const letters = scripts.latin + scripts.other;
  if (scripts.other >= shares.otherScript * letters) return { chunk, letters, voice: 'other', probability: 0, scripts };
  const spoken = hearVoice(scripts.other > 0 ? onlyLatin(chunk.text) : chunk.text, letters, jury);
  return { chunk, letters, scripts, ...spoken };
}

/** On a page where somebody speaks English, what else there is may be names and quotes: they say nothing. */
function withoutNameChunks(heard: readonly Heard[], jury: Jury): readonly Heard[] {
  const letters = (all: readonly Heard[]) => all.reduce((sum, one) => sum + one.letters, 0);
  if (letters(heard.filter((one) => one.voice === 'english')) < shares.certain * letters(heard)) return heard;
  return heard.flatMap((one) => {
    if (one.voice === 'english' || one.scripts.other > 0) return [one];
    const said = withoutNames(one.chunk.text);
    const { latin } = countScripts(said);
    if (latin < fewestSaid) return [];
    const spoken = hearVoice(said, latin, jury);
    return spoken.probability <= one.probability ? [one] : [{ ...one, ...spoken }];
  });
}

function spanOf({ chunk: { start, end }, scripts }: Heard, language?: string): DecidingSpan {
  return { start, end, language: language ?? (scripts.other > scripts.latin ? scripts.language : 'und') };
}

const judgement = (
  verdict: Judgement['verdict'],
  confidence: number,
  language: string,
  reason?: VerdictReason,
  spans?: readonly DecidingSpan[],
): Judgement => ({
  verdict,
  language,
  confidence: Math.round(Math.max(0, Math.min(1, confidence)) * 1000) / 1000,
  ...(reason === undefined ? {} : { reason }),
  ...(spans === undefined || spans.length === 0 ? {} : { spans: [...spans] }),
});

/**
 * Judges one page's text. `second`: asked where `classify` is not sure, or has little to go by.
 * @returns `unreadable` with `too-little-text` or `broken-encoding` where the text says nothing; never `blank` or
 *   `image`, which only the reader of the file can tell.
 */
export function judgeText(
  text: string,
  classify: EnglishProbability,
  thresholds = defaultThresholds,
  second = classify,
): Judgement {
  const jury: Jury = { classify, second, thresholds };
  const scripts = countScripts(text);
  const letters = scripts.latin + scripts.other;
  const judged = judgeLetters(text, scripts, letters, jury);
  // Abbreviations and units belong to no language: "Hb 10.8, WCC 12.4, plt 410".
  const isBare = judged.reason === 'other-language' && letters < shortText && lettersInWords(text) < fewestLetters;
  return isBare ? judgement('mixed', 0.5, 'und', 'too-little-text') : judged;
}

/** Letters in words of four and more. */
function lettersInWords(text: string): number {
  return (text.match(/[\p{L}\p{M}]{4,}/gu) ?? []).reduce((sum, word) => sum + word.length, 0);
}

function judgeLetters(text: string, scripts: ScriptCount, letters: number, jury: Jury): Judgement {
  if (isBrokenLayer(scripts)) return judgement('unreadable', 0.9, 'und', 'broken-encoding');
  if (letters < fewestLetters) return judgement('unreadable', 0.5, 'und', 'too-little-text');

  const body = bodyOf(linesOf(text));
  // A short page has less to say than the letterhead above it: what counts is the body.
  const said = countScripts(body.map((line) => line.text).join('\n'));
  const saidLetters = said.latin + said.other;
  const first = chunksOf(text, body)
    .map((chunk) => hear(chunk, jury))
    .filter((one) => one.letters > 0);
  const heard = withoutNameChunks(first, jury);
  if (said.other >= shares.otherScript * saidLetters) {
    const spans = heard.filter((one) => one.voice === 'other').map((one) => spanOf(one));
    return judgement('not-english', said.other / Math.max(1, saidLetters), said.language, 'other-script', spans);
  }
  const weighed = weigh(heard, text, body, said, jury);
  if (weighed.verdict !== 'english' || saidLetters < columnLetters) return weighed;
  const { passages, pieces, share } = foreignOf(text, body, jury);
  const inColumns = share >= shares.otherColumn;
  if (passages.length === 0 && !inColumns) return weighed;
  const spans = (inColumns ? pieces : passages).map(({ start, end }) => ({ start, end, language: 'und' }));
  return judgement('mixed', inColumns ? share : 0.5, 'und', 'half-and-half', spans);
}

function weigh(
  heard: readonly Heard[],
  text: string,
  body: readonly Line[],
  scripts: ScriptCount,
  jury: Jury,
): Judgement {
  const total = heard.reduce((sum, one) => sum + one.letters, 0);
  const share = (voice: Voice): number =>
    heard.filter((one) => one.voice === voice).reduce((sum, one) => sum + one.letters, 0) / Math.max(1, total);
  const mean = heard.reduce((sum, one) => sum + one.probability * one.letters, 0) / Math.max(1, total);
  const english = share('english');
  const other = share('other');
  const spans = heard.filter((one) => one.voice !== 'english').map((one) => spanOf(one));
  const phrases = scripts.other < quoteLetters ? 0 : lettersInPhrases(body);
  const onlyEnglishScript =
    scripts.other < shares.someOtherScript * (scripts.latin + scripts.other) &&
    (phrases < quoteLetters || phrases < shares.otherPhrases * total);

  if (other === 0 && english >= 1 - shares.fewUncertain) {
    if (onlyEnglishScript) return judgement('english', mean, 'en');
    const beside = heard.filter((one) => one.scripts.other > 0).map((one) => spanOf(one, scripts.language));
    return judgement('mixed', 0.5, scripts.language, 'half-and-half', spans.length > 0 ? spans : beside);
  }
  if (english === 0 && other >= shares.certain)
    return judgement('not-english', 1 - mean, languageOf(heard), 'other-language', spans);
  if (other >= shares.mostly) return judgement('not-english', other, languageOf(heard), 'other-language', spans);
  if (english >= 1 - shares.stray && onlyEnglishScript) return judgement('english', english, 'en');
  if (english > 0 && other > 0)
    return judgement('mixed', Math.min(1, 2 * Math.min(english, other)), languageOf(heard), 'half-and-half', spans);

  // Only uncertain pieces, or uncertain beside one kind: the page as a whole has more to go by than each piece.
  const { voice, probability: whole } = hearVoice(onlyLatin(text), scripts.latin + scripts.other, jury);
  if (voice === 'english' && other === 0 && onlyEnglishScript) return judgement('english', whole, 'en');
  if (voice === 'other' && english === 0)
    return judgement('not-english', 1 - whole, languageOf(heard), 'other-language', spans);
  const reason = scripts.latin + scripts.other < shortText ? 'too-little-text' : 'half-and-half';
  return judgement('mixed', 1 - Math.abs(whole - 0.5) * 2, 'und', reason, spans);
}

/** The language of the script that pieces are in, where it is not Latin; the guesser names the rest. */
function languageOf(heard: readonly Heard[]): string {
  const foreign = heard.find((one) => one.voice === 'other' && one.scripts.other > one.scripts.latin);
  return foreign?.scripts.language ?? 'und';
}
