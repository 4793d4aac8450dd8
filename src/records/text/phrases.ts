/**
 * What is said in another script beside English: in a second column, on every other line. It has fewer letters than the
 * English has and still says half of the page; names, units and the labels of a bilingual form have fewer words in a row.
 */
import { countScripts } from './script.ts';

const letters = String.raw`\u0370-\u1dff\u1f00-\u1fff\u2c60-\u2dff\u3040-\ua7ff\uac00-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefc`;
/** A name of four parts is common in Arabic: five words in a row say something. */
const spaced = String.raw`(?:[${letters}]+[\s\d\p{P}]+){4,}[${letters}]+`;
/** Scripts without spaces: longer than a name in them. */
const unspaced = String.raw`[\u3040-\u30ff\u3400-\u9fff]{8,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{24,}`;
const phrase = new RegExp(`${spaced}|${unspaced}`, 'gu');

/** Letters of other scripts in phrases, weighted as `countScripts` does. */
export const lettersInPhrases = (text: string): number =>
  (text.match(phrase) ?? []).reduce((sum, one) => sum + countScripts(one).other, 0);
