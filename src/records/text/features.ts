/**
 * What the classifiers look at: hashed character n-grams and whole words of folded text. Training (test/bench/records)
 * and the device use this one file, so the two can never drift apart.
 */

/** What a model looks at. */
export interface Shape {
  /** Number of hash buckets; a power of two. */
  readonly buckets: number;
  /** Characters of the longest n-gram. */
  readonly longest: number;
}

/** The classifier: small, asked about everything. */
export const first: Shape = { buckets: 32_768, longest: 4 };
/** The second opinion: larger, asked about little. */
export const second: Shape = { buckets: 131_072, longest: 5 };

const prime = 0x01000193;
const space = 32;
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
  return mixed ^ (mixed >>> 13);
}

/** Places that {@link bucketsOf} may need for folded text. */
export const placesFor = (folded: string, { longest }: Shape): number => folded.length * (longest + 1);

/**
 * Bucket numbers of every n-gram (from one character on, across word boundaries) and of every word of folded text.
 * @returns how many were written to `into`.
 */
export function bucketsOf(folded: string, into: Uint32Array, { buckets, longest }: Shape): number {
  const mask = buckets - 1;
  let count = 0;
  let word = wordSeed;
  let letters = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code === space) {
      if (letters > 1) into[count++] = finish(word) & mask;
      word = wordSeed;
      letters = 0;
    } else {
      word = Math.imul(word ^ code, prime);
      letters += 1;
    }
    let hash = 0x811c9dc5;
    const end = Math.min(at + longest, folded.length);
    for (let next = at; next < end; next += 1) {
      hash = Math.imul(hash ^ folded.charCodeAt(next), prime);
      if (next > at || code !== space) into[count++] = finish(hash + next - at) & mask;
    }
  }
  return count;
}
