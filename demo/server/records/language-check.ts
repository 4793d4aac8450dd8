/** Reads records in a worker thread, one at a time; a thread that dies or hangs is replaced, and the record waits for a human. */
import { Worker } from 'node:worker_threads';
import { noCounts, type RecordVerdict, type VerdictReason } from '../../../src/protocol/index.ts';
import type { ByteSource, CheckOptions } from '../../../src/records/index.ts';
import type { CheckAnswer, CheckOrder } from './check-worker.ts';

/** Beyond the engine's own limit: only a hang gets here. */
const HANG_MS = 180_000;

export interface LanguageChecker {
  /** The verdict on stored bytes. @throws only what reading them throws: a store that fails says nothing of the record */
  check(source: ByteSource, options: Pick<CheckOptions, 'patient' | 'thresholds'>): Promise<RecordVerdict>;
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

  const run: LanguageChecker['check'] = (source, options) =>
    new Promise((resolve, reject) => {
      const current = (worker ??= new Worker(new URL('./check-worker.ts', import.meta.url)));
      const id = (next += 1);
      // Bytes are handed over, not copied: whoever read them keeps none.
      const tell = (order: CheckOrder): void =>
        current.postMessage(order, order.kind === 'bytes' && order.bytes ? [order.bytes.buffer] : []);
      let trouble: { readonly error: unknown } | null = null;
      const settle = (verdict: RecordVerdict, dead = false): void => {
        clearTimeout(timer);
        current.off('message', onMessage).off('error', onError).off('exit', onError);
        if (dead) {
          worker = null;
          void current.terminate();
        }
        if (trouble) reject(trouble.error as Error);
        else resolve(verdict);
      };
      const onMessage = (answer: CheckAnswer): void => {
        if (answer.id !== id) return;
        if (answer.kind === 'verdict') return settle(answer.verdict ?? unreadVerdict('damaged'));
        const { ask } = answer;
        source.read(answer.start, answer.end).then(
          (bytes) => tell({ kind: 'bytes', ask, bytes }),
          (error: unknown) => {
            trouble = { error };
            tell({ kind: 'bytes', ask, bytes: null });
          },
        );
      };
      const onError = (): void => settle(unreadVerdict('damaged'), true);
      const timer = setTimeout(() => settle(unreadVerdict('time-limit'), true), HANG_MS);
      current.on('message', onMessage).on('error', onError).on('exit', onError);
      tell({ kind: 'check', id, size: source.size, options });
    });

  return {
    check(source, options) {
      const result = chain.then(() => run(source, options));
      chain = result.catch(() => undefined);
      return result;
    },
    async close() {
      const ending = worker;
      worker = null;
      await ending?.terminate();
    },
  };
}
