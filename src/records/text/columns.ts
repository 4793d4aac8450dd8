/**
 * Another language in Latin letters beside English: a translation in a second column, or on every other line. A piece of
 * usual length holds both and the English of it wins; pieces of a few words are in one language or the other.
 */
import { chunksOf, type Chunk, type Line } from './chunk.ts';
import type { EnglishProbability } from './classifier.ts';
import { countScripts, onlyLatin } from './script.ts';

/** Characters: a line of a column, about. */
const pieceLength = 50;
/** Pieces with fewer letters are numbers and units. */
const leastLetters = 20;

/** Names belong to no language; the first words of sentences go with them. */
const names = /\p{Lu}\p{Ll}[\p{L}\p{M}'’-]*/gu;

export interface Beside {
  /** Of the Latin letters of the lines, 0 to 1. */
  readonly share: number;
  readonly pieces: readonly Chunk[];
}

/** The short pieces of a page that are not English, names aside. */
export function notEnglishBeside(
  text: string,
  lines: readonly Line[],
  classify: EnglishProbability,
  notEnglish: number,
): Beside {
  const pieces: Chunk[] = [];
  let all = 0;
  let other = 0;
  for (const piece of chunksOf(text, lines, pieceLength)) {
    const { latin } = countScripts(piece.text);
    all += latin;
    const said = onlyLatin(piece.text).replace(names, ' ');
    if (countScripts(said).latin < leastLetters || classify(said) > notEnglish) continue;
    other += latin;
    pieces.push(piece);
  }
  return { share: other / Math.max(1, all), pieces };
}
