/** Runs projects of Vitest and reads how many tests there were. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../entries.ts';
import { runModule, type RunOptions } from './process.ts';
import type { Result } from './result.ts';

export interface VitestOptions extends RunOptions {
  /** Projects of the configuration; default all. */
  readonly projects?: readonly string[];
  readonly config?: string;
  /** Only files whose path begins like one of these; default all. */
  readonly files?: readonly string[];
  /** Only sources in this folder are measured; default `src`. */
  readonly measured?: string;
  /** Folder under `coverage/` for this run's coverage; default none is measured. */
  readonly coverage?: string;
}

interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

export async function runVitest(name: string, options: VitestOptions): Promise<Result> {
  const report = join(root, '.cache/results', `${name}.json`);
  rmSync(report, { force: true });
  const well = await runModule(
    'node_modules/vitest/vitest.mjs',
    [
      'run',
      ...(options.files ?? []),
      ...(options.measured ? [`--coverage.include=${options.measured}/**/*.ts`] : []),
      ...(options.config ? ['--config', options.config] : []),
      ...(options.projects ?? []).flatMap((project) => ['--project', project]),
      ...(options.coverage ? ['--coverage.enabled', `--coverage.reportsDirectory=coverage/${options.coverage}`] : []),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    options,
  );
  if (!existsSync(report))
    return { passed: 0, failed: 1, skipped: 0, note: 'no tests were found, or it did not start' };
  const counts = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
  const unexplained = !well && counts.numFailedTests === 0;
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + (unexplained ? 1 : 0),
    skipped: counts.numPendingTests + counts.numTodoTests,
    ...(unexplained ? { note: 'a file failed outside its tests; see above' } : {}),
  };
}
