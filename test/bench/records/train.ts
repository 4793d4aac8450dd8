/**
 * `npm run train`: one deterministic command from the corpus to `src/records/model/*.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alphabet } from '../../../src/records/text/classifier.ts';
import { first, second } from '../../../src/records/text/features.ts';
import { loadCorpus } from './corpus.ts';
import { loadAnalytes } from './tables.ts';
import { neutralOrLatin, neutralWords } from './noise.ts';
import { anyLength, short, trainEnglish, type TrainingOptions } from './train-english.ts';
import { trainLanguages } from './train-languages.ts';

const out = (name: string): string => fileURLToPath(new URL(`../../../src/records/model/${name}`, import.meta.url));
if (alphabet.length % 2 === 0 || new Set(alphabet).size !== alphabet.length)
  throw new Error('alphabet must be odd and unique');

const started = performance.now();
const corpus = loadCorpus();
const analytes = loadAnalytes();

function write(file: string, name: string, options: TrainingOptions): void {
  const model = trainEnglish(corpus, analytes, options);
  writeFileSync(
    out(file),
    `/** Written by \`npm run train\`; do not edit. Data, licences and errors: README.md beside this file. */
import type { EnglishModel } from '../text/classifier.ts';

export const ${name}: EnglishModel = {
  bias: ${model.bias},
  step: ${model.step},
  // prettier-ignore
  weights: "${model.weights}",
};
`,
  );
}

const steps = Number(process.env.STEPS ?? 1_600_000);
write('english-weights.ts', 'english', {
  steps,
  seed: 20260402,
  shape: first,
  lengthOf: anyLength,
  neutral: neutralWords,
});
write('doubt-weights.ts', 'doubt', { steps, seed: 20261127, shape: second, lengthOf: short, neutral: neutralOrLatin });
const languages = trainLanguages(corpus, analytes);
writeFileSync(
  out('language-profiles.ts'),
  `/** Written by \`npm run train\`; do not edit. Data, licences and errors: README.md beside this file. */
import type { LanguageModel } from '../text/guess.ts';

// prettier-ignore
export const languages: LanguageModel = ${JSON.stringify(languages, null, 2)};
`,
);
process.stdout.write(`the three models were written in ${Math.round((performance.now() - started) / 1000)} s\n`);
