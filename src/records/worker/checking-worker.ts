/** One worker for each check; a worker that was of use is kept for the next check. */
import type { PageVerdict, RecordVerdict } from '../../protocol/verdict.ts';
import { defaultLimits, type CheckOptions } from '../options.ts';
import { stoppedRecord } from '../record-verdict.ts';
import type { RecordSource } from '../source.ts';
import type { FromWorker, SentOptions, ToWorker } from './messages.ts';
import { telling } from './telling.ts';
import { TrustedWorker as Worker } from '../../workers/trusted-worker.ts';

interface Hand {
  readonly worker: globalThis.Worker;
  readonly port: MessagePort;
}

/** Checks side by side; more wait for a free one. */
const most = 2;
/** A worker whose script has not said a word by then is not going to. */
const startMilliseconds = 15_000;
/** A file that makes a reader loop is stopped from outside, when nothing was heard for longer than the engine's own limit. */
const graceMilliseconds = 5_000;
const restMilliseconds = 30_000;

const resting: Hand[] = [];
const waiting: (() => void)[] = [];
let busy = 0;

/** Set when a worker could not be started: the page's policy will not change while it is open. */
let impossible = false;

function start(): Hand {
  const worker = new Worker(new URL('../check.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  return { worker, port: port1 };
}

function end({ worker, port }: Hand): void {
  port.close();
  worker.terminate();
}

async function take(): Promise<Hand> {
  if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
  busy += 1;
  try {
    return resting.pop() ?? start();
  } catch (cause) {
    free();
    throw cause;
  }
}

function free(): void {
  busy -= 1;
  waiting.shift()?.();
}

function rest(hand: Hand): void {
  hand.port.onmessage = null;
  resting.push(hand);
  setTimeout(() => {
    const at = resting.indexOf(hand);
    if (at < 0) return;
    resting.splice(at, 1);
    end(hand);
  }, restMilliseconds);
}

/** @returns nothing where no worker could be started; @throws only what the signal was aborted with. */
export async function runInWorker(source: RecordSource, options: CheckOptions): Promise<RecordVerdict | undefined> {
  if (impossible) return undefined;
  let hand: Hand;
  try {
    hand = await take();
  } catch {
    impossible = true;
    return undefined;
  }
  try {
    options.signal?.throwIfAborted();
    const verdict = await converse(hand, source, options);
    return verdict === 'no-worker' ? undefined : verdict;
  } finally {
    free();
  }
}

function converse(hand: Hand, source: RecordSource, options: CheckOptions): Promise<RecordVerdict | 'no-worker'> {
  const { signal, onPage, ...others } = options;
  const sent: SentOptions = others;
  const pages: PageVerdict[] = [];
  const told = telling(onPage);
  const limit = (options.limits?.milliseconds ?? defaultLimits.milliseconds) + graceMilliseconds;
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => finish('no-worker', false), startMilliseconds);
    const settle = (verdict: RecordVerdict | 'no-worker', reusable: boolean): void => {
      // The last pages that were told may have made the caller give up.
      if (signal?.aborted === true) return;
      signal?.removeEventListener('abort', giveUp);
      if (reusable) rest(hand);
      else end(hand);
      resolve(verdict);
    };
    const finish = (verdict: RecordVerdict | 'no-worker', reusable: boolean): void => {
      clearTimeout(timer);
      try {
        told.end();
      } finally {
        settle(verdict, reusable);
      }
    };
    const giveUp = (): void => {
      clearTimeout(timer);
      told.stop();
      end(hand);
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    hand.worker.onerror = (event) => {
      event.preventDefault();
      finish(pages.length > 0 ? stoppedRecord(pages) : 'no-worker', false);
    };
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(stoppedRecord(pages), false), limit);
    };
    hand.port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.say === 'ready') heard();
      else if (data.say === 'page') {
        heard();
        pages[data.page.page - 1] = data.page;
        told.page(data.page);
      } else if (data.say === 'done') finish(data.verdict, true);
      else if (data.say === 'failed') finish('no-worker', false);
    };
    hand.port.postMessage({ source, options: sent } satisfies ToWorker);
  });
}
