/**
 * What is said in another script beside English: in a second column, on every other line. It has fewer letters than the
 * English has and still says half of the page; names, units and the labels of a bilingual form have fewer words in a row.
 */
import { looksLikeAddress, type Line } from './chunk.ts';
import { countScripts } from './script.ts';

const letter = String.raw`(?:(?!\p{Script=Latin})[\p{L}\p{M}])`;
/** A name of four parts is common in Arabic: five words in a row say something. */
const spaced = String.raw`(?:${letter}+[\s\d\p{P}]+){4,}${letter}+`;
/** Scripts without spaces: longer than a name in them. */
const unspaced = String.raw`[\u3040-\u30ff\u3400-\u9fff]{8,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{24,}`;
const phrase = new RegExp(`${spaced}|${unspaced}`, 'gu');

/** The lines of a hospital's letterhead in a script without capitals, which `looksLikeAddress` cannot know by them. */
const letterheadLines = 5;
const letterheadWords = 9;

const isShortLine = ({ text }: Line): boolean =>
  !/\p{Script=Latin}/u.test(text) &&
  text.trim().split(/\s+/u).length <= letterheadWords &&
  !/[.!?؟۔।。]\s*$/u.test(text);

function belowLetterhead(lines: readonly Line[]): readonly Line[] {
  let from = 0;
  for (let short = 0; from < lines.length; from += 1) {
    const line = lines[from] as Line;
    if (isShortLine(line) && short < letterheadLines) short += 1;
    else if (!looksLikeAddress(line.text)) break;
  }
  return lines.slice(from);
}

/** Letters of other scripts in phrases, the letterhead aside, weighted as `countScripts` does. */
export function lettersInPhrases(lines: readonly Line[]): number {
  const text = belowLetterhead(lines)
    .map((line) => line.text)
    .join('\n');
  return (text.match(phrase) ?? []).reduce((sum, one) => sum + countScripts(one).other, 0);
}
