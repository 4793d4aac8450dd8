/**
 * `npm test`: every runner in turn, and one true total at the end. `node test/run.ts lint unit` runs only those named.
 * Nothing is tried twice: what fails once has failed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { findChromium } from '../.tools/browsers.mjs';
import { root } from '../.tools/entries.ts';
import { checkCoverage } from '../.tools/run/coverage.ts';
import { runElements } from '../.tools/run/elements.ts';
import { runModule } from '../.tools/run/process.ts';
import { oneStep, type Result } from '../.tools/run/result.ts';
import { runVitest } from '../.tools/run/vitest.ts';

const chromium = findChromium();
if (chromium) process.env['CHROMIUM'] = chromium;

/** What needs Chromium: skipped aloud where there is none, but never in CI. */
const inChromium = (run: () => Promise<Result>) => async (): Promise<Result> =>
  chromium || process.env['CI']
    ? run()
    : { passed: 0, failed: 0, skipped: 1, note: 'CHROMIUM IS NOT INSTALLED: its tests did not run' };

const tool =
  (path: string, ...args: readonly string[]) =>
  async (): Promise<Result> =>
    oneStep(await runModule(path, args));

/** While somebody works: files that did not change are not looked at again. */
const cached = ['--cache', '--cache-location', '.cache/eslint', '--cache-strategy', 'content'];

const chosen = process.argv.slice(2);
const everything = chosen.length === 0;
/** Coverage is measured where all of it is: a part would always be too little. */
const coverage = (folder: string) => (everything ? { coverage: folder } : {});

const runners: Readonly<Record<string, () => Promise<Result>>> = {
  lint: tool('node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0', ...(process.env['CI'] ? [] : cached)),
  format: tool('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  types: tool('node_modules/typescript/bin/tsc'),
  build: tool('.tools/build.ts', '--if-changed'),
  storybook: tool('node_modules/storybook/dist/bin/dispatcher.js', 'build', '--quiet', '-o', 'storybook-static'),
  unit: () =>
    everything
      ? runVitest('unit', { projects: ['unit', 'transfer', 'server', 'conformance'], coverage: 'node' })
      : runVitest('unit', { projects: ['unit'] }),
  ...(everything
    ? {}
    : {
        transfer: () => runVitest('transfer', { projects: ['transfer'] }),
        server: () => runVitest('server', { projects: ['server'] }),
        conformance: () => runVitest('conformance', { projects: ['conformance'] }),
      }),
  package: () => runVitest('package', { projects: ['package'] }),
  e2e: inChromium(() => runVitest('e2e', { projects: ['e2e'] })),
  chromium: () => runElements('chromium'),
  firefox: () => runElements('firefox'),
  webkit: () => runElements('webkit'),
  stories: inChromium(() => runVitest('stories', { config: '.storybook/vitest.config.ts', ...coverage('stories') })),
  ...(everything ? { coverage: async () => checkCoverage(['node', 'elements', 'stories']) } : {}),
};

/** The linter takes one core for as long as the other steps that run no test take together: it runs beside them. */
const beside = 'lint';
const together = ['format', 'types', 'build', 'storybook'];

const unknown = chosen.filter((name) => !(name in runners));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(runners).join(', ')}\n`);
  process.exit(2);
}

process.env['STORYBOOK_DISABLE_TELEMETRY'] = '1';
mkdirSync(join(root, '.cache/results'), { recursive: true });
if (everything) rmSync(join(root, 'coverage'), { recursive: true, force: true });

const results: (Result & { readonly name: string; readonly seconds: number })[] = [];
const begun = performance.now();
async function run(name: string): Promise<void> {
  if (!everything && !chosen.includes(name)) return;
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}\n`);
  const start = performance.now();
  const result = await runners[name]!();
  results.push({ ...result, name, seconds: (performance.now() - start) / 1000 });
}
async function inTurn(names: readonly string[]): Promise<void> {
  for (const name of names) await run(name);
}
await Promise.all([run(beside), inTurn(together)]);
await inTurn(Object.keys(runners).filter((name) => name !== beside && !together.includes(name)));
const minutes = (performance.now() - begun) / 60_000;

const sum = (of: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[of], 0);
process.stdout.write('\n');
for (const { name, passed, failed, skipped, seconds, note } of results) {
  const counts = [passed, failed, skipped].map((count) => String(count).padStart(6)).join('');
  process.stdout.write(
    `${failed > 0 ? '✕' : '✓'} ${name.padEnd(12)}${counts}  ${seconds.toFixed(1).padStart(7)} s  ${note ?? ''}\n`,
  );
}
process.stdout.write(`${' '.repeat(14)}passed failed skipped, ${minutes.toFixed(1)} minutes in all\n\n`);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
