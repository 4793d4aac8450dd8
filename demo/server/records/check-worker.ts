/**
 * The thread in which the backend reads records: a 500-page PDF must not keep a request waiting. Where the bytes lie is not
 * its business: it asks for each range of them and is handed it.
 */
import { parentPort } from 'node:worker_threads';
import type { RecordVerdict } from '../../../src/protocol/index.ts';
import { checkRecord, type CheckOptions } from '../../../src/records/index.ts';

/** What the thread is told: a record to read, or the bytes it asked for (`null`: they could not be read). */
export type CheckOrder =
  | {
      readonly kind: 'check';
      readonly id: number;
      readonly size: number;
      readonly options: Pick<CheckOptions, 'patient' | 'thresholds'>;
    }
  | { readonly kind: 'bytes'; readonly ask: number; readonly bytes: Uint8Array<ArrayBuffer> | null };

/** What the thread says: a range it needs, or the verdict (`null`: it could not be read). */
export type CheckAnswer =
  | { readonly kind: 'ask'; readonly id: number; readonly ask: number; readonly start: number; readonly end: number }
  | { readonly kind: 'verdict'; readonly id: number; readonly verdict: RecordVerdict | null };

const waiting = new Map<number, (bytes: Uint8Array<ArrayBuffer> | null) => void>();
let asked = 0;

const say = (answer: CheckAnswer): void => parentPort?.postMessage(answer);

function bytesOf(id: number, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const ask = (asked += 1);
  return new Promise((resolve, reject) => {
    waiting.set(ask, (bytes) => (bytes ? resolve(bytes) : reject(new Error('cannot be read'))));
    say({ kind: 'ask', id, ask, start, end });
  });
}

parentPort?.on('message', (order: CheckOrder) => {
  if (order.kind === 'bytes') {
    waiting.get(order.ask)?.(order.bytes);
    waiting.delete(order.ask);
    return;
  }
  const { id, size, options } = order;
  void checkRecord({ size, read: (start, end) => bytesOf(id, start, end) }, options).then(
    (verdict) => say({ kind: 'verdict', id, verdict }),
    // The cause may name the file: only the fact goes back.
    () => say({ kind: 'verdict', id, verdict: null }),
  );
});
