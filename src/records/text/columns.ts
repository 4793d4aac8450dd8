/**
 * Another language in Latin letters beside English: a translation in a second column, or on every other line. A piece of
 * usual length holds both and the English of it wins; pieces of a few words are in one language or the other.
 */
import type { EnglishProbability } from './classifier.ts';
import { countScripts } from './script.ts';

/** Characters: a line of a column, about. */
const pieceLength = 70;
/** Fewer letters than this share of a piece are numbers and units. */
const leastLetters = 0.4;

/** Names belong to no language; the first words of sentences go with them. */
const names = /\p{Lu}\p{Ll}[\p{L}\p{M}'’-]*/gu;

/** Pieces of about {@link pieceLength} characters, cut at white space. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const space = text.slice(at, at + pieceLength).search(/\s\S*$/u);
    const isLast = at + pieceLength >= text.length;
    const end = isLast || space < pieceLength / 3 ? at + pieceLength : at + space;
    yield text.slice(at, end);
    at = end + 1;
  }
}

/** Share of a text's letters, 0 to 1, in short pieces that are not English, names aside. */
export function shareNotEnglish(text: string, classify: EnglishProbability, notEnglish: number): number {
  let all = 0;
  let other = 0;
  for (const piece of piecesOf(text)) {
    const { latin } = countScripts(piece);
    all += latin;
    const said = piece.replace(names, ' ');
    if (countScripts(said).latin >= pieceLength * leastLetters && classify(said) <= notEnglish) other += latin;
  }
  return other / Math.max(1, all);
}
