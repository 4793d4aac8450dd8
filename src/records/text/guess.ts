/**
 * Which language is it, when it is not English? Only for words on the screen ("Pages 3 to 5 are in Spanish"): nothing
 * is refused or passed by it. Also tells letters that form no language from a language that is not known here.
 */
import { fold } from './features.ts';

/** A trained model as it is written by `npm run train`. */
export interface LanguageModel {
  /** BCP 47 → features, each `text` then one digit of weight, joined by `|`. */
  readonly profiles: Readonly<Record<string, string>>;
  /** 27 × 27 digits (space, a–z): how usual a letter is after another, over all languages in Latin script. */
  readonly bigrams: string;
  /** Below this mean of the digits, letters form no language. */
  readonly natural: number;
}

export interface LanguageGuess {
  /** BCP 47, or `und`. */
  readonly language: string;
  /** False where the letters look like no language at all: a broken encoding, a cipher, noise. */
  readonly natural: boolean;
}

export type GuessLanguage = (text: string) => LanguageGuess;

/** Weight a feature needs per letter of text, before a language is named, and the lead over a more usual language that another needs. */
const least = { perLetter: 2, lead: 1.04 };
const longestRead = 4000;

/** Every feature of folded text: words in spaces, and two to four characters. */
export function* languageFeatures(folded: string): Generator<string> {
  for (const word of folded.split(' ')) if (word.length > 4) yield ` ${word} `;
  for (let at = 0; at < folded.length; at += 1) {
    for (let length = 1; length <= 4 && at + length <= folded.length; length += 1) {
      const gram = folded.slice(at, at + length);
      if (gram !== ' ') yield gram;
    }
  }
}

const place = (code: number): number => (code >= 97 && code <= 122 ? code - 96 : 0);

/** Mean commonness, 0 to 9, of the letter pairs of text in Latin script; accents do not count. */
export function naturalness(bigrams: string, folded: string): number {
  const base = folded.normalize('NFD').replace(/\p{M}/gu, '');
  let sum = 0;
  let pairs = 0;
  for (let at = 1; at < base.length; at += 1) {
    const before = place(base.charCodeAt(at - 1));
    const after = place(base.charCodeAt(at));
    if (before === 0 && after === 0) continue;
    sum += bigrams.charCodeAt(before * 27 + after) - 48;
    pairs += 1;
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/** Unpacks a model once. */
export function createGuesser(model: LanguageModel, needed = least): GuessLanguage {
  const features = new Map<string, { readonly language: string; readonly weight: number }[]>();
  for (const [language, packed] of Object.entries(model.profiles)) {
    for (const entry of packed.split('|')) {
      const text = entry.slice(0, -1);
      const known = features.get(text) ?? [];
      known.push({ language, weight: Number(entry.slice(-1)) });
      features.set(text, known);
    }
  }
  const order = Object.keys(model.profiles);
  return (text) => {
    const folded = fold(text.slice(0, longestRead));
    const scores = new Map<string, number>();
    for (const feature of languageFeatures(folded)) {
      for (const { language, weight } of features.get(feature) ?? []) {
        scores.set(language, (scores.get(language) ?? 0) + weight);
      }
    }
    const best = Math.max(0, ...scores.values());
    const latin = /\p{Script=Latin}/u.test(folded);
    const natural = !latin || naturalness(model.bigrams, folded) >= model.natural;
    // Of languages that come out alike the more usual one: profiles stand in that order.
    const likely = order.find((language) => (scores.get(language) ?? 0) * needed.lead >= best);
    const certain = likely !== undefined && best >= folded.length * needed.perLetter;
    return { language: certain && natural ? likely : 'und', natural };
  };
}
