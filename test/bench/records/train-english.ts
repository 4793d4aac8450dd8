/**
 * Trains "is this English?": logistic regression over hashed n-grams, one pass after another over random pieces of the
 * training documents, half of them English. Deterministic.
 */
import { alphabet, logit, type EnglishModel } from '../../../src/records/text/classifier.ts';
import { bucketsOf, fold, type Shape } from '../../../src/records/text/features.ts';
import { isLatin, type CorpusDocument } from './corpus.ts';
import { gibberish, misread, plain } from './noise.ts';
import { createRandom, type Random } from './random.ts';
import { labTable, type Analytes } from './tables.ts';

/** A piece of `length` characters or so, cut at word boundaries, of lines in their order. */
export function pieceOf(document: CorpusDocument, length: number, random: Random): string {
  const text = document.lines.join('\n');
  if (text.length <= length) return text;
  const start = random.below(text.length - length);
  const from = start === 0 ? 0 : text.indexOf(' ', start) + 1;
  const to = text.lastIndexOf(' ', from + length);
  return text.slice(from, to > from ? to : from + length);
}

/** Characters of a piece to learn from. */
export type LengthOf = (random: Random) => number;

export const anyLength: LengthOf = (random) =>
  random.chance(0.25) ? 30 + random.below(40) : random.chance(0.4) ? 60 + random.below(80) : 120 + random.below(280);

/** What the second opinion is asked about. */
export const short: LengthOf = (random) => (random.chance(0.7) ? 24 + random.below(50) : 60 + random.below(120));

/** What a real page does to a piece: names and units in between, lost accents, recognition errors. */
function disturb(piece: string, neutral: (random: Random) => string, random: Random): string {
  let text = piece;
  if (random.chance(0.3)) {
    const words = text.split(' ');
    const extra = 1 + random.below(Math.max(1, words.length / 8));
    for (let n = 0; n < extra; n += 1) words.splice(random.below(words.length), 0, neutral(random));
    text = words.join(' ');
  }
  if (random.chance(0.25)) text = plain(text);
  if (random.chance(0.3)) text = misread(text, random.next() * 0.14, random);
  return text;
}

interface Pools {
  readonly english: () => string;
  readonly other: () => string;
}

function poolsOf(
  documents: readonly CorpusDocument[],
  analytes: readonly Analytes[],
  lengthOf: LengthOf,
  random: Random,
): Pools {
  const train = documents.filter((one) => one.split === 'train');
  const of = (source: string, english: boolean) =>
    train.filter((one) => one.source === source && (one.language === 'en') === english);
  const byLanguage = (list: CorpusDocument[]) => [...Map.groupBy(list, (one) => one.language).values()];
  const notes = of('notes', true);
  const dialogue = of('dialogue', true);
  const ownEnglish = of('clinical', true);
  const law = of('declaration', true);
  const website = of('website', true);
  // Other scripts are decided before the classifier is asked; their clinical text teaches the language names only.
  const clinical = byLanguage(of('clinical', false).filter(isLatin));
  const websites = byLanguage(of('website', false).filter(isLatin));
  const declared = byLanguage(of('declaration', false));
  const mainDeclared = declared.filter((list) =>
    clinical.some((other) => other[0]?.language === list[0]?.language.split('-')[0]),
  );
  const tablesEnglish = analytes.filter((one) => one.language === 'en');
  const tablesOther = analytes.filter((one) => one.language !== 'en');
  const table = (from: readonly Analytes[]) =>
    labTable(random.pick(from), 2 + random.below(8), random, random.chance(0.7));
  const piece = (list: readonly CorpusDocument[]) => pieceOf(random.pick(list), lengthOf(random), random);
  return {
    english: () => {
      const what = random.next();
      if (what < 0.36) return piece(notes);
      if (what < 0.46) return piece(dialogue);
      if (what < 0.74) return piece(ownEnglish);
      if (what < 0.78) return piece(law);
      if (what < 0.86) return piece(website);
      return table(tablesEnglish);
    },
    other: () => {
      const what = random.next();
      if (what < 0.22) return piece(random.pick(declared));
      if (what < 0.25) return piece(random.pick(mainDeclared));
      if (what < 0.42) return piece(random.pick(websites));
      if (what < 0.8) return piece(random.pick(clinical));
      if (what < 0.92) return table(tablesOther);
      return gibberish(piece(random.chance(0.6) ? notes : random.pick(clinical)), random);
    },
  };
}

export interface TrainingOptions {
  readonly steps: number;
  readonly seed: number;
  readonly shape: Shape;
  readonly lengthOf: LengthOf;
  /** Words that belong to no language, to be put in between. */
  readonly neutral: (random: Random) => string;
}

/** @returns the quantised model, ready to be written. */
export function trainEnglish(
  documents: readonly CorpusDocument[],
  analytes: readonly Analytes[],
  { steps, seed, shape, lengthOf, neutral }: TrainingOptions,
): EnglishModel {
  const random = createRandom(seed);
  const pools = poolsOf(documents, analytes, lengthOf, random);
  const weights = new Float32Array(shape.buckets);
  const squares = new Float32Array(shape.buckets).fill(1e-4);
  const scratch = new Uint32Array(60_000);
  let bias = 0;
  for (let step = 0; step < steps; step += 1) {
    const english = step % 2 === 0;
    const folded = fold(disturb(english ? pools.english() : pools.other(), neutral, random));
    const count = bucketsOf(folded, scratch, shape);
    if (count < 20) continue;
    let sum = 0;
    for (let index = 0; index < count; index += 1) sum += weights[scratch[index] as number] as number;
    const odds = logit(bias, sum, count);
    // A margin: pieces that are right by far still teach a little, pieces that are wrong teach most.
    const error = 1 / (1 + Math.exp(-odds)) - (english ? 1 : 0);
    if (Math.abs(error) < 1e-4) continue;
    const rate = 0.12 * (1 - step / steps) + 0.004;
    bias -= 0.002 * rate * error;
    const gradient = error / Math.sqrt(count + 1);
    for (let index = 0; index < count; index += 1) {
      const bucket = scratch[index] as number;
      squares[bucket] = (squares[bucket] as number) + gradient * gradient;
      weights[bucket] =
        (weights[bucket] as number) -
        rate * (gradient / Math.sqrt(squares[bucket] as number) + 2e-5 * (weights[bucket] as number));
    }
  }
  return quantised(weights, bias);
}

function quantised(weights: Float32Array, bias: number): EnglishModel {
  const half = (alphabet.length - 1) / 2;
  const sorted = Float32Array.from(weights, Math.abs).sort();
  const step = (sorted[Math.floor(sorted.length * 0.998)] as number) / half;
  const digit = (weight: number) => alphabet.charAt(half + Math.max(-half, Math.min(half, Math.round(weight / step))));
  return {
    bias: Number(bias.toFixed(4)),
    step: Number(step.toPrecision(5)),
    weights: Array.from(weights, digit).join(''),
  };
}
