/** Trains the language guesser: the features that set a language apart, and the letter pairs that languages share. */
import { fold } from '../../../src/records/text/features.ts';
import { languageFeatures, naturalness, type LanguageModel } from '../../../src/records/text/guess.ts';
import type { CorpusDocument } from './corpus.ts';
import { gibberish, plain } from './noise.ts';
import { createRandom } from './random.ts';
import { labTable, type Analytes } from './tables.ts';

/** Languages that a family's records come in, most of the world's patients abroad; the rest is `und`. */
const named =
  'es pt fr it de nl pl tr vi id ms tl ro cs sk hu sv da nb fi et lv lt hr sl sq az ca eu gl sw so ha af ht uz ga cy is mt ru uk bg sr mk kk ar fa ur ps hi mr ne bn ta te th he el hy ka am'.split(
    ' ',
  );
const perLanguage = 170;

const count = (documents: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const text of documents) {
    for (const feature of languageFeatures(fold(text))) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counts;
};

/** Shares of features rather than counts, so that long and short corpora weigh the same. */
function shares(texts: readonly string[]): Map<string, number> {
  const counts = count(texts);
  const total = [...counts.values()].reduce((sum, value) => sum + value, 0);
  return new Map([...counts].map(([feature, value]) => [feature, value / total]));
}

function mixed(maps: readonly Map<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const map of maps)
    for (const [feature, share] of map) sum.set(feature, (sum.get(feature) ?? 0) + share / maps.length);
  return sum;
}

export function trainLanguages(documents: readonly CorpusDocument[], analytes: readonly Analytes[]): LanguageModel {
  const random = createRandom(99);
  // Languages held out from the English classifier are named all the same: the guess decides nothing.
  const train = documents.filter((one) => one.split === 'train' || one.source === 'declaration');
  const isOf = (one: CorpusDocument, language: string) =>
    one.language === language || (one.source === 'declaration' && one.language.split('-')[0] === language);
  const profileOf = (language: string): Map<string, number> => {
    const of = (source: string) =>
      train.filter((one) => one.source === source && isOf(one, language)).map((one) => one.lines.join('\n'));
    const table = analytes.find((one) => one.language === language);
    const tables = table ? [Array.from({ length: 12 }, () => labTable(table, 10, random)).join('\n')] : [];
    // Typed without accents as well as with them: a third of the weight.
    const clinical = of('clinical');
    const sets = [clinical, of('declaration'), tables, clinical.map(plain)];
    return mixed(sets.filter((texts) => texts.length > 0).map(shares));
  };
  const byLanguage = new Map(
    named.map((language) => [language, profileOf(language)] as const).filter(([, map]) => map.size > 0),
  );
  const average = mixed([...byLanguage.values()]);
  const profiles: Record<string, string> = {};
  for (const [language, map] of byLanguage) {
    const gains = [...map].map(([feature, share]) => {
      const ratio = Math.log(share / (average.get(feature) ?? share));
      return { feature, ratio, gain: share * ratio };
    });
    gains.sort((one, other) => other.gain - one.gain || (one.feature < other.feature ? -1 : 1));
    profiles[language] = gains
      .slice(0, perLanguage)
      .map(({ feature, ratio }) => `${feature}${Math.max(1, Math.min(9, Math.round(ratio * 2)))}`)
      .join('|');
  }
  const latin = train
    .filter((one) => one.language !== 'en')
    .map((one) => one.lines.join('\n'))
    .filter((text) => (text.match(/[a-z]/gi)?.length ?? 0) > text.length / 2);
  const bigrams = letterPairs(latin);
  return { profiles, bigrams, natural: thresholdOf(bigrams, latin) };
}

function letterPairs(texts: readonly string[]): string {
  const place = (code: number) => (code >= 97 && code <= 122 ? code - 96 : 0);
  const pairs = new Float64Array(27 * 27).fill(1e-6);
  for (const text of texts) {
    const base = fold(text).normalize('NFD').replace(/\p{M}/gu, '');
    for (let at = 1; at < base.length; at += 1) {
      const index = place(base.charCodeAt(at - 1)) * 27 + place(base.charCodeAt(at));
      if (index > 0) pairs[index] = (pairs[index] as number) + 1 / base.length;
    }
  }
  return Array.from(pairs, (value, index) => {
    const row = Math.floor(index / 27) * 27;
    const rowSum = pairs.subarray(row, row + 27).reduce((sum, one) => sum + one, 0);
    return String(Math.max(0, Math.min(9, Math.round(9 + 1.6 * Math.log(value / rowSum)))));
  }).join('');
}

/** Half way between the least natural pieces of real languages and the most natural gibberish of 200 characters. */
function thresholdOf(bigrams: string, texts: readonly string[]): number {
  const random = createRandom(5);
  const pieces = Array.from({ length: 4000 }, () => {
    const text = random.pick(texts);
    const start = random.below(Math.max(1, text.length - 200));
    return text.slice(start, start + 200);
  });
  const real = pieces.map((piece) => naturalness(bigrams, fold(piece))).sort((one, other) => one - other);
  const noise = pieces
    .map((piece) => naturalness(bigrams, fold(gibberish(piece, random))))
    .sort((one, other) => one - other);
  const low = real[Math.floor(real.length * 0.004)] as number;
  const high = noise[Math.floor(noise.length * 0.97)] as number;
  process.stdout.write(
    `naturalness: real 0.4 % ${low.toFixed(2)} median ${real[2000]?.toFixed(2)}, noise median ${noise[2000]?.toFixed(2)} 97 % ${high.toFixed(2)}\n`,
  );
  return Number(Math.min(low, (low + high) / 2).toFixed(3));
}
