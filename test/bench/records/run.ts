/**
 * `npm run bench:records`: accuracy on held-out text beside other detectors, speed beside pdf.js alone, what
 * holds up the page's own thread, bytes. One JSON object per line: name, value, unit, and where it says something the ratio to another line.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { detectors, judge } from './detectors.ts';
import { measureDocuments, measureScans } from './documents.ts';
import { percent, type Line } from './line.ts';
import { measureMainThread } from './main-thread.ts';
import { pageSets } from './pages.ts';
import { sampleSets } from './samples.ts';
import { separateLines } from './separate-lines.ts';
import { measureSpeed } from './speed.ts';

const print = (line: Line): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

for (const { name, samples } of sampleSets(Number(process.env.SAMPLES ?? 6000))) {
  for (const { name: detector, ask } of detectors) {
    const answers = samples.map((sample) => ({ sample, said: ask(sample.text) }));
    const refused = answers.filter(({ sample, said }) => sample.english && said === 'other').length;
    const accepted = answers.filter(({ sample, said }) => !sample.english && said === 'english');
    const unsure = answers.filter(({ said }) => said === 'unsure').length;
    const english = samples.filter((sample) => sample.english).length;
    const others = samples.length - english;
    if (english > 0)
      print({
        name: `${detector}: ${name}: English refused (of ${english})`,
        value: percent(refused, english),
        unit: '%',
      });
    if (others > 0)
      print({
        name: `${detector}: ${name}: other accepted (of ${others})`,
        value: percent(accepted.length, others),
        unit: '%',
      });
    if (detector.startsWith('rso')) {
      print({
        name: `${detector}: ${name}: left to a human (of ${samples.length})`,
        value: percent(unsure, samples.length),
        unit: '%',
      });
      const by = Map.groupBy(accepted, ({ sample }) => sample.language);
      for (const [language, list] of by)
        print({ name: `${detector}: ${name}: accepted, ${language}`, value: list.length, unit: 'samples' });
    }
  }
}

for (const line of separateLines()) print(line);

for (const { name, pages } of pageSets(Number(process.env.PAGES ?? 1000))) {
  const share = (verdict: string) =>
    percent(pages.filter(({ text }) => judge(text).verdict === verdict).length, pages.length);
  print({ name: `pages: ${name}: passed as English (of ${pages.length})`, value: share('english'), unit: '%' });
  print({ name: `pages: ${name}: refused (of ${pages.length})`, value: share('not-english'), unit: '%' });
}

const speed = await measureSpeed(240, 5);
print({ name: 'pdf.js text extraction alone', value: Math.round(speed.extraction), unit: 'pages per CPU second' });
print({
  name: 'checkRecord',
  value: Math.round(speed.check),
  unit: 'pages per CPU second',
  ratioTo: 'pdf.js text extraction alone',
  ratio: Number((speed.check / speed.extraction).toFixed(3)),
});

const thread = await measureMainThread(500);
const while500 = `main thread while a PDF of ${thread.pages} pages is checked and somebody types`;
print({ name: `${while500}: longest task (0: none over 50)`, value: Math.round(thread.longestTask), unit: 'ms' });
print({ name: `${while500}: longest wait of a letter`, value: Math.round(thread.longestWait), unit: 'ms' });

print({ name: 'a scanned page', value: Number((await measureScans(3)).toFixed(1)), unit: 'CPU seconds' });

const withScans = process.env.DOCUMENTS === 'all';
const { files, right, passed, lockedOut } = await measureDocuments(withScans);
const which = `tricky files ${withScans ? '' : 'that need no reading of scans '}(of ${files})`;
print({ name: `${which}: right`, value: right, unit: 'files' });
print({ name: `${which}: other language passed as English`, value: passed, unit: 'files' });
print({ name: `${which}: English refused or left to a human`, value: lockedOut, unit: 'files' });

for (const [name, file] of [
  ['classifier weights', '../../../src/records/model/english-weights.ts'],
  ['second opinion weights', '../../../src/records/model/doubt-weights.ts'],
  ['language names', '../../../src/records/model/language-profiles.ts'],
] as const) {
  const bytes = brotliCompressSync(readFileSync(fileURLToPath(new URL(file, import.meta.url)))).length;
  print({ name: `${name}, brotli`, value: bytes, unit: 'bytes' });
}
