/** The page's side of the drawing worker: one worker, ended when nobody has looked at a page for a while. */
import { NotLoaded } from '../load.ts';
import { TrustedWorker as Worker } from '../../workers/trusted-worker.ts';
import type { FromPages, ToPages } from './messages.ts';
import type { PagePicture, RecordPages } from './pages.ts';

/** A worker whose script has not said a word by then is not going to. */
const START_MS = 15_000;
/** A page that takes longer than this is not drawn; a copy may take as long as its file is large. */
const PICTURE_MS = 30_000;
const COPY_MS = 180_000;
const REST_MS = 60_000;

interface Waiting {
  readonly done: (message: FromPages) => void;
  readonly failed: (cause: unknown) => void;
}

interface Hand {
  readonly worker: globalThis.Worker;
  readonly port: MessagePort;
  readonly waiting: Map<number, Waiting>;
}

/** The worker; `null` where none can be had: the page's policy will not change while it is open. */
let hand: Promise<Hand | null> | null = null;
let count = 0;
let resting: ReturnType<typeof setTimeout> | undefined;

function start(): Promise<Hand | null> {
  return new Promise((resolve) => {
    let worker: globalThis.Worker;
    try {
      worker = new Worker(new URL('../pages.worker.ts', import.meta.url), { type: 'module' });
    } catch {
      return resolve(null);
    }
    const { port1: port, port2 } = new MessageChannel();
    const here: Hand = { worker, port, waiting: new Map() };
    const impossible = (): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(null);
    };
    const timer = setTimeout(impossible, START_MS);
    worker.onerror = (event) => {
      event.preventDefault();
      impossible();
      end(here);
    };
    port.onmessage = ({ data }: MessageEvent<FromPages>) => {
      if (data.say !== 'ready') return here.waiting.get(data.id)?.done(data);
      clearTimeout(timer);
      if (data.canDraw) resolve(here);
      else impossible();
    };
    worker.postMessage(null, [port2]);
  });
}

/** Ends a worker; whoever waits for it asks again or draws without it. */
function end(here: Hand): void {
  here.worker.terminate();
  here.port.close();
  for (const { failed } of here.waiting.values()) failed(new NotLoaded('worker'));
  here.waiting.clear();
  hand = null;
}

function rest(here: Hand): void {
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (here.waiting.size === 0) end(here);
  }, REST_MS);
}

function ask(
  here: Hand,
  job: DistributiveOmit<Exclude<ToPages, { readonly ask: 'stop' }>, 'id'>,
  signal: AbortSignal,
  limit: number,
) {
  return new Promise<FromPages>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const id = (count += 1);
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      here.waiting.delete(id);
      rest(here);
    };
    const stop = (): void => {
      over();
      here.port.postMessage({ id, ask: 'stop' } satisfies ToPages);
      reject(signal.reason as Error);
    };
    // A file that makes the drawing loop is stopped from outside.
    const timer = setTimeout(() => {
      over();
      reject(new RangeError('time-limit'));
      end(here);
    }, limit);
    signal.addEventListener('abort', stop, { once: true });
    here.waiting.set(id, {
      done(message) {
        over();
        resolve(message);
      },
      failed(cause) {
        over();
        reject(cause as Error);
      },
    });
    here.port.postMessage({ ...job, id } as ToPages);
  });
}

type DistributiveOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never;

/** The painter behind the worker; `null` where no worker could be started. */
export async function pagesInWorker(): Promise<RecordPages | null> {
  const here = await (hand ??= start());
  if (!here) return null;
  return {
    async picture(source, { signal, ...options }): Promise<PagePicture | null> {
      const answer = await ask(here, { ask: 'picture', source, options }, signal, PICTURE_MS);
      if (answer.say === 'not-loaded') throw new NotLoaded('worker');
      return answer.say === 'picture' ? answer.picture : null;
    },
    async withoutPages(source, pages, signal) {
      const answer = await ask(here, { ask: 'copy', source, pages }, signal, COPY_MS);
      if (answer.say === 'not-loaded') throw new NotLoaded('worker');
      if (answer.say !== 'copy') throw new RangeError('no copy');
      return answer.bytes;
    },
  };
}
