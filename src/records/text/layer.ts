/** Can the text of a page be trusted at all? A PDF may draw one thing and say another. records.md "How it decides". */
import type { ScriptCount } from './script.ts';

/** Shares above which a text layer is not believed. */
const limits = { broken: 0.06, mixedWords: 0.3, wordLength: 24, fewestForWords: 80 } as const;

/**
 * True where the characters cannot be what a reader sees: private use and control characters, several scripts inside
 * one word, or no spaces at all.
 */
export function isBrokenLayer(text: string, scripts: ScriptCount): boolean {
  if (scripts.visible === 0) return false;
  if (scripts.broken > limits.broken * scripts.visible) return true;
  return hasNoSpaces(text, scripts) || hasMixedWords(text);
}

function hasNoSpaces(text: string, scripts: ScriptCount): boolean {
  if (scripts.latin < limits.fewestForWords || scripts.other > scripts.latin) return false;
  const words = text.split(/[\s\p{P}\p{N}]+/u).filter((word) => word !== '');
  return scripts.latin / Math.max(1, words.length) > limits.wordLength;
}

function hasMixedWords(text: string): boolean {
  let words = 0;
  let mixed = 0;
  for (const word of text.slice(0, 6000).split(/[\s\p{P}\p{N}]+/u)) {
    if (word.length < 3) continue;
    words += 1;
    const scripts = [
      /\p{Script=Latin}/u,
      /\p{Script=Greek}/u,
      /\p{Script=Cyrillic}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Thai}/u,
      /\p{Script=Malayalam}/u,
      /\p{Script=Han}/u,
      /\p{Script=Hangul}/u,
    ];
    // A Chinese or Japanese sentence has no spaces, so a Latin abbreviation may stand inside it.
    const found = scripts.slice(0, 6).filter((script) => script.test(word)).length;
    if (found > 1 && !/[µμαβγδ]/.test(word)) mixed += 1;
  }
  return words >= 8 && mixed > limits.mixedWords * words;
}
