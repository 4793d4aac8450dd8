/** Reads records in a worker thread, one at a time; a thread that dies or hangs is replaced, and the record waits for a human. */
import { Worker } from 'node:worker_threads';
import { noCounts, type RecordVerdict, type VerdictReason } from '../../../src/protocol/index.ts';
import type { CheckJob } from './check-worker.ts';

/** Beyond the engine's own limit: only a hang gets here. */
const HANG_MS = 180_000;

export interface LanguageChecker {
  /** The verdict on a stored file; never throws. */
  check(path: string, options: CheckJob['options']): Promise<RecordVerdict>;
  close(): Promise<void>;
}

/** A verdict for what could not be read: a human looks. */
export const unreadVerdict = (reason: VerdictReason): RecordVerdict => ({
  verdict: 'needs-review',
  pages: [],
  counts: noCounts(),
  languages: [],
  mediaType: 'application/octet-stream',
  reason,
  unread: [{ reason }],
});

/** Starts nothing until the first record comes. */
export function workerChecker(): LanguageChecker {
  let worker: Worker | null = null;
  let next = 0;
  let chain: Promise<unknown> = Promise.resolve();

  const run = (path: string, options: CheckJob['options']): Promise<RecordVerdict> =>
    new Promise((resolve) => {
      const current = (worker ??= new Worker(new URL('./check-worker.ts', import.meta.url)));
      const id = (next += 1);
      const settle = (verdict: RecordVerdict, dead = false): void => {
        clearTimeout(timer);
        current.off('message', onMessage).off('error', onError).off('exit', onError);
        if (dead) {
          worker = null;
          void current.terminate();
        }
        resolve(verdict);
      };
      const onMessage = (answer: { readonly id: number; readonly verdict: RecordVerdict | null }): void => {
        if (answer.id === id) settle(answer.verdict ?? unreadVerdict('damaged'));
      };
      const onError = (): void => settle(unreadVerdict('damaged'), true);
      const timer = setTimeout(() => settle(unreadVerdict('time-limit'), true), HANG_MS);
      current.on('message', onMessage).on('error', onError).on('exit', onError);
      current.postMessage({ id, path, options } satisfies CheckJob);
    });

  return {
    check(path, options) {
      const result = chain.then(() => run(path, options));
      chain = result;
      return result;
    },
    async close() {
      const ending = worker;
      worker = null;
      await ending?.terminate();
    },
  };
}
