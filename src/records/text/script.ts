/**
 * Which writing systems a text is in. Most of the world's records are decided here: a page in Arabic or Chinese is a
 * cheap and certain no.
 */
import { type Range, rangeOf, ranges } from './script-ranges.ts';

/** Letters by script, weighted so that a Chinese character counts as the word that it is. */
export interface ScriptCount {
  /** Latin letters. */
  readonly latin: number;
  /** Weighted letters of every other script. */
  readonly other: number;
  /** BCP 47 of the most frequent other script's most usual language; `und` where there is none. */
  readonly language: string;
  /** Characters that stand for nothing: private use, replacement, control, unassigned by use. */
  readonly broken: number;
  /** All characters but white space. */
  readonly visible: number;
  /** Runs of letters. */
  readonly words: number;
  /** Runs of three letters and more, and those of them that mix alphabets, as no language does. */
  readonly longWords: number;
  readonly mixedWords: number;
}

const isLatin = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  // With ɓ, ɗ, ɛ and ɔ, which West African languages write.
  (code >= 0xc0 && code <= 0x2af && code !== 0xd7 && code !== 0xf7) ||
  (code >= 0x1e00 && code <= 0x1eff) ||
  (code >= 0xfb00 && code <= 0xfb06) ||
  code === 0xaa ||
  code === 0xba;

const isBroken = (code: number): boolean =>
  code < 9 ||
  (code > 13 && code < 32) ||
  (code >= 0x7f && code < 0xa0) ||
  (code >= 0xe000 && code <= 0xf8ff) ||
  code === 0xfffd ||
  code === 0xffff ||
  code === 0xfffe ||
  code >= 0xe0000;

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000;

/** What most characters of a page are, looked up: every page is counted several times. */
const kind = { mark: 0, latin: 1, space: 2, broken: 3 } as const;
const kinds = Uint8Array.from({ length: 0x370 }, (_, code) =>
  isLatin(code) ? kind.latin : isSpace(code) ? kind.space : isBroken(code) ? kind.broken : kind.mark,
);

/** Letters with no case and no mark of their own that Greek and Coptic lend to units: µ, α, β, γ, δ and so on. */
const isUnitLetter = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  const greek = (code: number) => (code >= 0x370 && code <= 0x3ff) || (code >= 0x1f00 && code <= 0x1fff);
  return !greek(before) && !greek(after);
};

const alphabets = [...new Set(ranges.map((range) => range[2]))];

/** One bit per alphabet; Chinese, Japanese and Korean have none, since Latin abbreviations stand inside their sentences. */
const bits: ReadonlyMap<Range, number> = new Map(
  ranges.map((range) => [range, range[3] > 1 ? 0 : 1 << (1 + (alphabets.indexOf(range[2]) % 30))]),
);

/** Counts the letters and words of a text by script in one pass. */
export function countScripts(text: string): ScriptCount {
  let latin = 0;
  let other = 0;
  let broken = 0;
  let visible = 0;
  let words = 0;
  let longWords = 0;
  let mixedWords = 0;
  let length = 0;
  let seen = 0;
  const found = new Map<string, number>();
  const endWord = (): void => {
    if (length > 0) words += 1;
    if (length > 2) {
      longWords += 1;
      if ((seen & (seen - 1)) !== 0) mixedWords += 1;
    }
    length = 0;
    seen = 0;
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const known = kinds[unit] ?? (isLatin(unit) ? kind.latin : isSpace(unit) ? kind.space : undefined);
    if (known === kind.latin) {
      visible += 1;
      latin += 1;
      length += 1;
      seen |= 1;
      continue;
    }
    if (known === kind.space) {
      endWord();
      continue;
    }
    visible += 1;
    if (known !== undefined) {
      endWord();
      if (known === kind.broken) broken += 1;
      continue;
    }
    const code = text.codePointAt(at) as number;
    if (code > 0xffff) at += 1;
    const range = rangeOf(code);
    if (range === undefined) {
      endWord();
      if (isBroken(code)) broken += 1;
      continue;
    }
    if (range[2] === 'el' && isUnitLetter(text, at)) continue;
    length += 1;
    seen |= bits.get(range) ?? 0;
    other += range[3];
    found.set(range[2], (found.get(range[2]) ?? 0) + range[3]);
  }
  endWord();
  // Japanese is written mostly in Chinese characters: a fifth of kana makes it Japanese.
  const kana = found.get('ja') ?? 0;
  const language = kana > 0.15 * other ? 'ja' : ([...found].sort((one, next) => next[1] - one[1])[0]?.[0] ?? 'und');
  return { latin, other, language, broken, visible, words, longWords, mixedWords };
}

/** Letters of other scripts are counted, not classified: a name in Arabic in an English letter must not pull it over. */
export const onlyLatin = (text: string): string =>
  text.replace(/[\u0370-\u1dff\u1f00-\u1fff\u2c60-\ua7ff\uac00-\ud7ff\uf900-\ufaff\ufb13-\uffff]+/g, ' ');
