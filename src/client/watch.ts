/**
 * Keeps a referral's view fresh: an event stream where the program offers one, polling where it does not or where the
 * way there breaks streams (protocol.md 6). Says only "look again"; what is looked at is the caller's.
 */
import { ProblemError, UnreachableError } from './errors.ts';
import { backOff, type Pause, pauseByTimer } from './pause.ts';
import { serverSentEvents } from './sse.ts';

/** Is anybody looking at the page? */
export interface Visibility {
  readonly hidden: () => boolean;
  /** Calls when it becomes visible or hidden; returns the way to stop. */
  readonly onChange: (listener: () => void) => () => void;
}

export interface WatchOptions {
  /** Opens the stream after an event id; `null`: there is no stream, poll. */
  readonly openStream: ((lastEventId: string, signal: AbortSignal) => Promise<Response>) | null;
  /** Id of the last event that is known already. */
  readonly from?: string;
  /** Looks again. Resolves to whether anything was new; rejects if it could not look. */
  readonly refresh: () => Promise<boolean>;
  readonly visibility: Visibility;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  readonly pause?: Pause;
  /** Milliseconds without a byte after which a stream counts as dead; the protocol's heartbeat is 25 s at most. */
  readonly silence?: number;
}

const FIRST_POLL = 15_000;
const LONGEST_POLL = 300_000;
const GROWTH = 1.5;
/** Streams that fail this often in a row, without one event or heartbeat, are given up for polling. */
const STREAM_FAILURES = 3;

/** Resolves when the page is visible. */
function visible({ hidden, onChange }: Visibility, signal: AbortSignal): Promise<void> {
  if (!hidden()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      stop();
      signal.removeEventListener('abort', aborted);
      settle();
    };
    const aborted = () => finish(() => reject(signal.reason as Error));
    const stop = onChange(() => {
      if (!hidden()) finish(resolve);
    });
    signal.addEventListener('abort', aborted, { once: true });
  });
}

/** Refused for good: watching goes on only after the person did something. */
const isFinal = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 401 || error.status === 404);

/**
 * What became of a stream. `ended`: it worked. `useless`: something answered that cannot stream. `unreachable`: nothing
 * answered; a backend that starts again will.
 */
type Outcome = 'ended' | 'useless' | 'unreachable';

/** Reads one stream to its end. */
async function readStream(
  options: WatchOptions,
  from: string,
  seen: (id: string, retry?: number) => void,
): Promise<Outcome> {
  const { signal, silence = 60_000 } = options;
  const cut = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let outcome: Outcome = 'useless';
  const beat = () => {
    clearTimeout(timer);
    timer = setTimeout(() => cut.abort(), silence);
  };
  try {
    beat();
    const response = await options.openStream?.(from, AbortSignal.any([signal, cut.signal]));
    if (response?.status === 204 || !response?.body) return outcome;
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      await response.body.cancel();
      return outcome;
    }
    const bytes = () => {
      outcome = 'ended';
      beat();
    };
    for await (const { id, retry } of serverSentEvents(response.body, bytes)) {
      seen(id, retry);
      await options.refresh();
    }
    return outcome;
  } catch (error) {
    signal.throwIfAborted();
    if (isFinal(error)) throw error;
    const away = error instanceof UnreachableError || (error instanceof ProblemError && error.status >= 500);
    return away && outcome === 'useless' ? 'unreachable' : outcome;
  } finally {
    clearTimeout(timer);
  }
}

async function stream(options: WatchOptions): Promise<void> {
  const { signal, pause = pauseByTimer, random = Math.random } = options;
  let lastEventId = options.from ?? '';
  let wish: number | undefined;
  let tries = 0;
  for (let useless = 0; useless < STREAM_FAILURES;) {
    const outcome = await readStream(options, lastEventId, (id, retry) => {
      lastEventId = id;
      wish = retry ?? wish;
    });
    useless = outcome === 'useless' ? useless + 1 : 0;
    tries = outcome === 'ended' ? 1 : tries + 1;
    await pause(backOff(tries, random, outcome === 'ended' ? wish : undefined), signal);
    await visible(options.visibility, signal);
    // What happened between two streams is caught up with, whatever the server remembers.
    await options.refresh().catch((error: unknown) => {
      if (isFinal(error)) throw error;
    });
  }
}

async function poll({
  refresh,
  visibility,
  signal,
  pause = pauseByTimer,
  random = Math.random,
}: WatchOptions): Promise<void> {
  for (let wait = FIRST_POLL; ;) {
    await pause(wait * (0.85 + 0.3 * random()), signal);
    await visible(visibility, signal);
    try {
      wait = (await refresh()) ? FIRST_POLL : Math.min(LONGEST_POLL, wait * GROWTH);
    } catch (error) {
      if (isFinal(error)) throw error;
      const known = error instanceof ProblemError || error instanceof UnreachableError;
      if (!known) throw error;
      wait = Math.min(LONGEST_POLL, wait * GROWTH);
    }
  }
}

/** Watches until the signal is aborted or the capability is refused; never rejects for a lost connection. */
export async function watch(options: WatchOptions): Promise<void> {
  try {
    if (options.openStream) await stream(options);
    await poll(options);
  } catch (error) {
    if (!options.signal.aborted && !isFinal(error)) throw error;
  }
}
