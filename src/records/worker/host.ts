/** Runs checks in a module worker, so that a page stays quick while 500 pages are read. */
import type { RecordVerdict } from '../../protocol/verdict.ts';
import type { CheckOptions } from '../options.ts';
import { loadWorkerHost } from './load.ts';
import type { RecordSource } from '../source.ts';

/** Whether this host has workers to speak of: a browser's page, not Node and not a worker of ours. */
export function canUseWorker(): boolean {
  return typeof document === 'object' && typeof Worker === 'function';
}

/** @returns nothing where no worker could be started: the caller does the work itself. */
export async function checkInWorker(source: RecordSource, options: CheckOptions): Promise<RecordVerdict | undefined> {
  const { runInWorker } = await loadWorkerHost();
  return runInWorker(source, options);
}
