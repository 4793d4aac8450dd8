/** Can the text of a page be trusted at all? A PDF may draw one thing and say another. records.md "How it decides". */
import type { ScriptCount } from './script.ts';

/** Shares above which a text layer is not believed, and how much of it there must be to tell. */
const limits = { broken: 0.06, mixedWords: 0.3, wordLength: 24, letters: 80, words: 8 } as const;

/**
 * True where the characters cannot be what a reader sees: private use and control characters, several alphabets inside
 * one word, or no spaces at all.
 */
export function isBrokenLayer(scripts: ScriptCount): boolean {
  if (scripts.visible === 0) return false;
  if (scripts.broken > limits.broken * scripts.visible) return true;
  if (scripts.longWords >= limits.words && scripts.mixedWords > limits.mixedWords * scripts.longWords) return true;
  const isLatin = scripts.latin >= limits.letters && scripts.other <= scripts.latin;
  return isLatin && scripts.latin / Math.max(1, scripts.words) > limits.wordLength;
}
