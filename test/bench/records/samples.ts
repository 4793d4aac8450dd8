/** Held-out pieces to be judged, by kind and length. Nothing here was seen in training. */
import { isLatin, loadCorpus, type CorpusDocument } from './corpus.ts';
import { gibberish, misread } from './noise.ts';
import { createRandom, type Random } from './random.ts';
import { labTable, loadAnalytes } from './tables.ts';
import { pieceOf } from './train-english.ts';

export interface Sample {
  readonly text: string;
  readonly english: boolean;
  readonly language: string;
}

export interface SampleSet {
  readonly name: string;
  readonly samples: readonly Sample[];
}

const lengths = [50, 100, 200, 280];

/** `count` pieces of `length` characters, languages in turn so that each weighs the same. */
function pieces(documents: readonly CorpusDocument[], length: number, count: number, random: Random): Sample[] {
  const long = documents.filter((one) => one.lines.join('\n').length >= length * 1.1);
  const languages = [...Map.groupBy(long, (one) => one.language).values()];
  const samples: Sample[] = [];
  for (let tried = 0; languages.length > 0 && samples.length < count && tried < count * 4; tried += 1) {
    const document = random.pick(languages[tried % languages.length] as CorpusDocument[]);
    const text = pieceOf(document, length, random);
    if ((text.match(/\p{L}/gu)?.length ?? 0) < length * 0.5) continue;
    samples.push({ text, english: document.language === 'en', language: document.language });
  }
  return samples;
}

const changed = (samples: readonly Sample[], change: (text: string) => string): Sample[] =>
  samples.map((sample) => ({ ...sample, text: change(sample.text) }));

/** All sets. `count` samples in each. */
export function sampleSets(count: number): SampleSet[] {
  const random = createRandom(20261124);
  const test = loadCorpus().filter((one) => one.split === 'test');
  const english = test.filter((one) => one.language === 'en' && one.source !== 'website');
  const others = test.filter((one) => one.language !== 'en');
  const clinical = others.filter((one) => one.source === 'clinical' && isLatin(one));
  const otherScripts = others.filter((one) => one.source === 'clinical' && !isLatin(one));
  const declared = others.filter((one) => one.source === 'declaration' && isLatin(one));
  const sets: SampleSet[] = lengths.flatMap((length) => [
    { name: `english clinical, ${length}`, samples: pieces(english, length, count, random) },
    { name: `other clinical, ${length}`, samples: pieces(clinical, length, count, random) },
    { name: `languages never seen, ${length}`, samples: pieces(declared, length, count, random) },
  ]);
  const tables = loadAnalytes().flatMap((from): Sample[] =>
    Array.from({ length: Math.ceil(count / 20) }, () => ({
      text: labTable(from, 8, random, random.chance(0.5)),
      english: from.language === 'en',
      language: from.language,
    })),
  );
  const both = [...pieces(english, 200, count / 2, random), ...pieces(clinical, 200, count / 2, random)];
  return [
    ...sets,
    { name: 'clinical in other scripts, 50', samples: pieces(otherScripts, 50, count, random) },
    { name: 'lab tables of 8 rows (analytes seen, tables not)', samples: tables },
    { name: 'capitals, 200', samples: changed(both, (text) => text.toUpperCase()) },
    { name: '12 % recognition errors, 200', samples: changed(both, (text) => misread(text, 0.12, random)) },
    {
      name: 'gibberish, 200',
      samples: changed(both, (text) => gibberish(text, random)).map((sample) => ({
        ...sample,
        english: false,
        language: 'und',
      })),
    },
  ];
}
