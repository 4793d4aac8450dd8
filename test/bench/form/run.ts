/**
 * `npm run bench:form`: our form beside plain HTML, React Hook Form + zod, SurveyJS and Form.io, the same questions in
 * each, in Chromium on a slow phone (a quarter of this machine's speed) and a slow network (1.6 Mbit/s, 150 ms).
 * Installs the others' packages into `.cache/bench-form` where they are not there.
 *
 * `RSO_BENCH_FIELDS` (40,400) and `RSO_BENCH_ROUNDS` (3; the median of times, the worst of the rest) set how much;
 * `RSO_BENCH_FORMS` (all: html,ours,react,survey,formio) who takes part. Prints JSON lines
 * `{"name","value","unit","ratioTo","ratio","limit","holds"}`, then a table for each size with the limits of budgets.md.
 */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../harness/browser.ts';
import build from '../../harness/built.ts';
import { FamilyPage } from '../../harness/family-page.ts';
import { type Weight, weighPages } from './bytes.ts';
import { figuresFor, holds, type Round, valueOf } from './figures.ts';
import { type Candidate, candidates } from './pages.ts';
import { bundlePeers } from './peers.ts';
import { openSite } from './site.ts';
import { against, type Line, rounded, table, weighed } from './table.ts';
import { leaveAlone, pressFirst, type } from './visit.ts';

const { env } = process;
const sizes = (env['RSO_BENCH_FIELDS'] ?? '40,400').split(',').map(Number);
const rounds = Number(env['RSO_BENCH_ROUNDS'] ?? 3);
const wished = env['RSO_BENCH_FORMS']?.split(',');
const shown = candidates.filter((candidate) => wished?.includes(candidate) ?? true);
const progress = (text: string): void => void process.stderr.write(`${text}\n`);

/** Where a name is typed: `patient.name`, which every candidate asks; ours does on its second step, with what the program added there. */
const nameField = (candidate: Candidate): string =>
  candidate === 'ours' ? '[name="patient.name.full"]' : '[name*="patient_name"], [data-name="patient_name"] input';

async function arrive(candidate: Candidate, page: Page): Promise<void> {
  if (candidate !== 'ours') return;
  const family = new FamilyPage(page, 'en');
  await family.whoApplies();
  await family.next('continue', 'step.child.title');
}

async function measure(browser: Browser, url: string, candidate: Candidate): Promise<Round> {
  const first = await pressFirst(browser, url, candidate);
  const typed = await type(browser, url, nameField(candidate), (page) => arrive(candidate, page));
  return { ...first, ...typed, ...(await leaveAlone(browser, url)) };
}

interface Measured {
  readonly weights: readonly Weight[];
  /** By candidate and number of fields. */
  readonly rounds: ReadonlyMap<string, readonly Round[]>;
}

async function measureAll(): Promise<Measured> {
  const site = await openSite(await bundlePeers(), sizes);
  const browser = await openBrowser();
  const all = new Map<string, Round[]>();
  try {
    const weights = await weighPages(browser);
    for (let round = 0; round < rounds; round += 1) {
      for (const size of sizes) {
        // Another order each time: who comes after whom must not decide.
        for (const index of shown.keys()) {
          const candidate = shown[(index + round) % shown.length] ?? 'html';
          progress(`round ${round + 1} of ${rounds}: ${candidate}, ${size} fields`);
          const key = `${candidate} ${size}`;
          try {
            const found = await measure(browser, site.pageOf(candidate, size), candidate);
            all.set(key, [...(all.get(key) ?? []), found]);
          } catch (error) {
            progress(`  did not get through: ${(error as Error).message}`);
          }
        }
      }
    }
    return { weights, rounds: all };
  } finally {
    await browser.close();
    site.close();
  }
}

build();
const { weights, rounds: measured } = await measureAll();
const fewest = Math.min(...sizes);
const linesOf = (size: number): Line[] =>
  figuresFor(size === fewest).map((figure) => {
    const value = (candidate: Candidate, fields: number): number =>
      valueOf(figure, measured.get(`${candidate} ${fields}`) ?? []);
    const values = new Map(shown.map((candidate) => [candidate, value(candidate, size)]));
    return { figure, values, fewest: value('ours', fewest) };
  });

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
for (const { name, value, most } of weights)
  say({ name, value: Number(rounded(value)), unit: 'kB', limit: most, holds: value <= most });
for (const size of sizes) {
  for (const line of linesOf(size)) {
    const { figure, values } = line;
    for (const [candidate, value] of values) {
      const html = values.get('html') ?? 0;
      const compared = candidate !== 'html' && html > 0;
      const limited = candidate === 'ours' && figure.most !== undefined;
      say({
        name: `form.${size}.${candidate}: ${figure.name}`,
        value: Number(rounded(value)),
        unit: figure.unit || '1',
        ...(compared && { ratioTo: `form.${size}.html: ${figure.name}`, ratio: Number(rounded(value / html)) }),
        ...(limited && { limit: figure.most, holds: holds(figure, value, against(line)) }),
      });
    }
  }
}
process.stdout.write(`\n${weighed(weights)}\n`);
for (const size of sizes) process.stdout.write(`\n${size} fields\n${table(linesOf(size), shown)}\n`);
