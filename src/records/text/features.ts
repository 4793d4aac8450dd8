/**
 * What the classifiers look at: hashed character n-grams and whole words of folded text. Training (test/bench/records)
 * and the device use this one file, so the two can never drift apart.
 */

/** Number of hash buckets; a power of two. */
export const buckets = 32_768;

const mask = buckets - 1;
const prime = 0x01000193;
const space = 32;
const longestGram = 4;
const wordSeed = 0x5bd1e995;

/**
 * Folds text for the classifiers: compatibility forms and capitals are gone, everything that is not a letter is one
 * space. Case, digits, units of punctuation and layout therefore cannot decide anything.
 */
export function fold(text: string): string {
  const lower = (plainText.test(text) ? text : text.normalize('NFKC').replace(apostrophes, "'")).toLowerCase();
  const words = ` ${lower.replace(noLetters, ' ').trim()} `;
  return words.includes("'") ? words.replace(/ '+/g, ' ').replace(/'+ /g, ' ') : words;
}

const plainText = /^[\t\n\r\x20-\x7e]*$/;
const apostrophes = /[’ʼ`]/g;
const noLetters = /[^\p{L}\p{M}']+/gu;

function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & mask;
}

/**
 * Bucket numbers of every n-gram (1 to 4 characters, across word boundaries) and of every word of folded text.
 * @returns how many were written to `into`, which must hold at least `5 * folded.length`.
 */
export function bucketsOf(folded: string, into: Uint16Array): number {
  let count = 0;
  let word = wordSeed;
  let letters = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code === space) {
      if (letters > 1) into[count++] = finish(word);
      word = wordSeed;
      letters = 0;
    } else {
      word = Math.imul(word ^ code, prime);
      letters += 1;
    }
    let hash = 0x811c9dc5;
    const end = Math.min(at + longestGram, folded.length);
    for (let next = at; next < end; next += 1) {
      hash = Math.imul(hash ^ folded.charCodeAt(next), prime);
      if (next > at || code !== space) into[count++] = finish(hash + next - at);
    }
  }
  return count;
}
