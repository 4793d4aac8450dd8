/** Errors on texts that share nothing, pooled and by language, with the second opinion and without it. */
import { judge, judgeAlone } from './detectors.ts';
import { loadCorpus } from './corpus.ts';
import { freeDocuments, type FreeDocument } from './free-documents.ts';
import { percent, type Line } from './line.ts';
import { separateSamples, type SeparateSample } from './separate.ts';

/** Fewer separate texts than this prove little of a language by itself. */
const fewest = 300;
const lengths = [50, 100, 200];

interface Judged extends SeparateSample {
  readonly verdict: string;
}

const count = (some: readonly Judged[], verdict: string): number =>
  some.filter((one) => one.verdict === verdict).length;

function* pooled(name: string, judged: readonly Judged[]): Generator<Line> {
  const english = judged.filter(({ language }) => language === 'en');
  const others = judged.filter(({ language }) => language !== 'en');
  const share = (what: string, some: readonly Judged[], wrong: number): Line => ({
    name: `${name}: ${what} (${wrong} of ${some.length})`,
    value: percent(wrong, some.length),
    unit: '%',
  });
  const toHuman = (some: readonly Judged[]) => some.length - count(some, 'english') - count(some, 'not-english');
  yield share('English refused', english, count(english, 'not-english'));
  yield share('English left to a human', english, toHuman(english));
  yield share('other accepted', others, count(others, 'english'));
  yield share('other left to a human', others, toHuman(others));
}

function* byLanguage(name: string, judged: readonly Judged[]): Generator<Line> {
  const languages = [...Map.groupBy(judged, ({ language }) => language)].filter(([language]) => language !== 'en');
  for (const [language, some] of languages.sort(([one], [other]) => (one < other ? -1 : 1)))
    yield {
      name: `${name}: ${language}: accepted (of ${some.length}${some.length < fewest ? ', too few' : ''})`,
      value: count(some, 'english'),
      unit: 'samples',
    };
  const own = judged.filter(({ source, language }) => source === 'this program' && language !== 'en');
  yield {
    name: `${name}: words of this program: accepted (of ${own.length})`,
    value: count(own, 'english'),
    unit: 'samples',
  };
}

/** What of the websites' words no model has seen. */
function heldOut(): FreeDocument[] {
  const pages = loadCorpus().filter(({ split, source }) => split === 'test' && source === 'website');
  return pages.map(({ language, lines }) => ({
    language: language.split('-')[0] ?? '',
    source: 'websites',
    paragraphs: lines,
  }));
}

export function* separateLines(): Generator<Line> {
  const documents = [...freeDocuments(), ...heldOut()];
  for (const length of lengths) {
    const samples = separateSamples(documents, length);
    const name = `separate texts of ${length} characters and more`;
    const judged = samples.map((sample) => ({ ...sample, verdict: judge(sample.text).verdict }));
    yield* pooled(name, judged);
    const alone = samples.map((sample) => ({ ...sample, verdict: judgeAlone(sample.text).verdict }));
    yield* pooled(`${name}, without a second opinion`, alone);
    if (length === lengths.at(-1)) yield* byLanguage(name, judged);
  }
}
