/**
 * Which writing systems a text is in. Most of the world's records are decided here: a page in Arabic or Chinese is a
 * cheap and certain no.
 */

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

type Range = readonly [from: number, to: number, language: string, weight: number];

/** By first code point. Where several languages share a script the guesser is asked; this is the fallback. */
const ranges: readonly Range[] = [
  [0x0370, 0x03ff, 'el', 1],
  [0x0400, 0x052f, 'ru', 1],
  [0x0530, 0x058f, 'hy', 1],
  [0x0590, 0x05ff, 'he', 1],
  [0x0600, 0x06ff, 'ar', 1],
  [0x0700, 0x074f, 'syr', 1],
  [0x0750, 0x077f, 'ar', 1],
  [0x0780, 0x07bf, 'dv', 1],
  [0x08a0, 0x08ff, 'ar', 1],
  [0x0900, 0x097f, 'hi', 1],
  [0x0980, 0x09ff, 'bn', 1],
  [0x0a00, 0x0a7f, 'pa', 1],
  [0x0a80, 0x0aff, 'gu', 1],
  [0x0b00, 0x0b7f, 'or', 1],
  [0x0b80, 0x0bff, 'ta', 1],
  [0x0c00, 0x0c7f, 'te', 1],
  [0x0c80, 0x0cff, 'kn', 1],
  [0x0d00, 0x0d7f, 'ml', 1],
  [0x0d80, 0x0dff, 'si', 1],
  [0x0e00, 0x0e7f, 'th', 1],
  [0x0e80, 0x0eff, 'lo', 1],
  [0x0f00, 0x0fff, 'bo', 1],
  [0x1000, 0x109f, 'my', 1],
  [0x10a0, 0x10ff, 'ka', 1],
  [0x1100, 0x11ff, 'ko', 1],
  [0x1200, 0x139f, 'am', 1],
  [0x1780, 0x17ff, 'km', 1],
  [0x1800, 0x18af, 'mn', 1],
  [0x1f00, 0x1fff, 'el', 1],
  [0x3040, 0x30ff, 'ja', 2],
  [0x3130, 0x318f, 'ko', 2],
  [0x31f0, 0x31ff, 'ja', 2],
  [0x3400, 0x4dbf, 'zh', 2.5],
  [0x4e00, 0x9fff, 'zh', 2.5],
  [0xac00, 0xd7af, 'ko', 2],
  [0xf900, 0xfaff, 'zh', 2.5],
  [0xfb1d, 0xfb4f, 'he', 1],
  [0xfb50, 0xfdff, 'ar', 1],
  [0xfe70, 0xfefe, 'ar', 1],
  [0xff66, 0xff9f, 'ja', 2],
  [0x20000, 0x323af, 'zh', 2.5],
];

function rangeOf(code: number): Range | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle] as Range;
    if (code < range[0]) high = middle - 1;
    else if (code > range[1]) low = middle + 1;
    else return range;
  }
  return undefined;
}

const isLatin = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) ||
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

/** Letters with no case and no mark of their own that Greek and Coptic lend to units: µ, α, β, γ, δ and so on. */
const isUnitLetter = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  const greek = (code: number) => code >= 0x370 && code <= 0x3ff;
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
    if (isLatin(unit)) {
      visible += 1;
      latin += 1;
      length += 1;
      seen |= 1;
      continue;
    }
    if (isSpace(unit)) {
      endWord();
      continue;
    }
    visible += 1;
    if (unit < 0x370) {
      endWord();
      if (isBroken(unit)) broken += 1;
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
