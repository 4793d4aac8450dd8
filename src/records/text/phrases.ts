/**
 * What is said in another script beside English: in a second column, on every other line. It has fewer letters than the
 * English has and still says half of the page; names, units and the labels of a bilingual form have fewer words in a row.
 */
import type { Line } from './chunk.ts';
import { countScripts } from './script.ts';

const letter = String.raw`(?:(?!\p{Script=Latin})[\p{L}\p{M}])`;
/** A name of four parts is common in Arabic: five words in a row say something. */
const spaced = String.raw`(?:${letter}+[\s\d\p{P}]+){4,}${letter}+`;
/** Scripts without spaces: longer than a name in them. */
const unspaced = String.raw`[\u3040-\u30ff\u3400-\u9fff]{8,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{24,}`;
const phrase = new RegExp(`${spaced}|${unspaced}`, 'gu');

/** Letters of other scripts in phrases, weighted as `countScripts` does. */
export function lettersInPhrases(lines: readonly Line[]): number {
  const text = lines.map((line) => line.text).join('\n');
  return (text.match(phrase) ?? []).reduce((sum, one) => sum + countScripts(one).other, 0);
}
