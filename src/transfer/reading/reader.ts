/**
 * Who reads files for their digests. A worker where there can be one: a page must stay quick while gigabytes are read.
 * Where a policy allows none, or its script does not come, the page reads for itself.
 */
import { TransferError } from '../errors.ts';
import { buildPack, type BuiltPack, type PackSource } from '../pack/build.ts';
import { TrustedWorker as Worker } from '../../workers/trusted-worker.ts';
import { digestLeaf } from './digest-leaf.ts';
import type { FromWorker, Job, ToWorker } from './messages.ts';

export interface Reader {
  /** SHA-256 of bytes `[start, end)`, lower-case hex. @throws TransferError `file-unreadable`, `file-changed` */
  readonly leaf: (blob: Blob, start: number, end: number) => Promise<string>;
  /** @throws the signal's reason */
  readonly pack: (study: string, sources: readonly PackSource[], signal: AbortSignal) => Promise<BuiltPack>;
}

/** Reads in the thread that asks. */
export const ownThread: Reader = { leaf: digestLeaf, pack: buildPack };

/** A worker whose script has not said a word by then is not going to. */
const startMilliseconds = 10_000;
const restMilliseconds = 30_000;

interface Waiting {
  readonly settle: (answer: FromWorker) => void;
  /** The worker is gone: do it here. */
  readonly instead: () => void;
}

/** Set when a worker could not be started: the page's policy will not change while it is open. */
let impossible = typeof document === 'undefined' || typeof globalThis.Worker === 'undefined';
let worker: globalThis.Worker | undefined;
let resting: ReturnType<typeof setTimeout> | undefined;
let serial = 0;
const waiting = new Map<number, Waiting>();

function end(): void {
  worker?.terminate();
  worker = undefined;
}

function giveUp(): void {
  impossible = true;
  end();
  const left = [...waiting.values()];
  waiting.clear();
  for (const { instead } of left) instead();
}

function start(): globalThis.Worker | undefined {
  if (impossible) return undefined;
  try {
    worker ??= ((): globalThis.Worker => {
      const made = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' });
      const timer = setTimeout(giveUp, startMilliseconds);
      made.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ('ready' in data) clearTimeout(timer);
        else waiting.get(data.id)?.settle(data);
      };
      made.onerror = (event) => {
        event.preventDefault();
        clearTimeout(timer);
        giveUp();
      };
      return made;
    })();
  } catch {
    impossible = true;
  }
  return worker;
}

function ask<Answer>(
  job: Job,
  pick: (answer: FromWorker) => Answer | undefined,
  here: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  const hand = start();
  if (!hand) return here();
  clearTimeout(resting);
  serial += 1;
  const id = serial;
  return new Promise((resolve, reject) => {
    const done = (): void => {
      waiting.delete(id);
      signal?.removeEventListener('abort', abort);
      if (waiting.size === 0) resting = setTimeout(end, restMilliseconds);
    };
    const abort = (): void => {
      done();
      hand.postMessage({ id, stop: true } satisfies ToWorker);
      reject(signal?.reason as Error);
    };
    waiting.set(id, {
      settle(answer) {
        done();
        const picked = pick(answer);
        if (picked !== undefined) resolve(picked);
        else reject(new TransferError('code' in answer ? answer.code : 'file-unreadable'));
      },
      instead() {
        done();
        here().then(resolve, reject);
      },
    });
    signal?.addEventListener('abort', abort, { once: true });
    hand.postMessage({ id, job } satisfies ToWorker);
  });
}

/** Reads in a worker, or in the page where there can be none. */
export const inWorker: Reader = {
  leaf: (blob, start, end) =>
    ask(
      { kind: 'leaf', blob, start, end },
      (answer) => ('leaf' in answer ? answer.leaf : undefined),
      () => ownThread.leaf(blob, start, end),
    ),
  async pack(study, sources, signal) {
    signal.throwIfAborted();
    return ask(
      { kind: 'pack', study, sources },
      (answer) => ('pack' in answer ? answer.pack : undefined),
      () => ownThread.pack(study, sources, signal),
      signal,
    );
  },
};
