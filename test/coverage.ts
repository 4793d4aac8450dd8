/**
 * `npm run test:coverage [part]`: how much of one part of `src` its own tests reach, in Node and in Chromium together
 * (budgets.md: at least 95 % of lines). Names every line that none reaches. `npm test` has the figure for all of `src`.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from '../.tools/entries.ts';
import { checkLines } from '../.tools/run/coverage.ts';
import { runElements } from '../.tools/run/elements.ts';
import { runVitest } from '../.tools/run/vitest.ts';

const parts: Readonly<Record<string, { readonly browser: readonly string[] }>> = {
  records: { browser: ['test/records/*.browser.ts'] },
};

const [part = 'records'] = process.argv.slice(2);
const chosen = parts[part];
if (!chosen) throw new Error(`There are: ${Object.keys(parts).join(', ')}`);

rmSync(join(root, 'coverage'), { recursive: true, force: true });
const results = [
  await runVitest('coverage', {
    projects: ['unit'],
    files: [`test/${part}/`],
    measured: `src/${part}`,
    coverage: 'node',
  }),
  await runElements('chromium', chosen.browser),
  checkLines(['node', 'elements'], 95),
];
process.stdout.write(`src/${part}: ${results.at(-1)?.note ?? ''}\n`);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
