/**
 * `npm run train`: one deterministic command from the corpus to `src/records/model/*.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alphabet } from '../../../src/records/text/classifier.ts';
import { loadCorpus } from './corpus.ts';
import { loadAnalytes } from './tables.ts';
import { trainEnglish } from './train-english.ts';
import { trainLanguages } from './train-languages.ts';

const out = (name: string): string => fileURLToPath(new URL(`../../../src/records/model/${name}`, import.meta.url));
if (alphabet.length % 2 === 0 || new Set(alphabet).size !== alphabet.length)
  throw new Error('alphabet must be odd and unique');

const started = performance.now();
const corpus = loadCorpus();
const english = trainEnglish(corpus, loadAnalytes(), { steps: Number(process.env.STEPS ?? 1_600_000), seed: 20260402 });
writeFileSync(
  out('english-weights.ts'),
  `/** Written by \`npm run train\`; do not edit. Data, licences and errors: README.md beside this file. */
import type { EnglishModel } from '../text/classifier.ts';

export const english: EnglishModel = {
  bias: ${english.bias},
  step: ${english.step},
  // prettier-ignore
  weights: "${english.weights}",
};
`,
);
const languages = trainLanguages(corpus, loadAnalytes());
writeFileSync(
  out('language-profiles.ts'),
  `/** Written by \`npm run train\`; do not edit. Data, licences and errors: README.md beside this file. */
import type { LanguageModel } from '../text/guess.ts';

// prettier-ignore
export const languages: LanguageModel = ${JSON.stringify(languages, null, 2)};
`,
);
process.stdout.write(`the two models were written in ${Math.round((performance.now() - started) / 1000)} s\n`);
