/**
 * Ends an attempt in which nothing moves: a connection that is neither alive nor closed hangs for ever otherwise.
 * `hold` while the device itself is busy (proving a prefix); `feed` on every sign of life.
 */
export interface Watchdog {
  readonly signal: AbortSignal;
  /** It was the watchdog that ended the attempt. */
  readonly bit: () => boolean;
  readonly feed: () => void;
  readonly hold: () => void;
  readonly stop: () => void;
}

/** @param window milliseconds without a sign of life. */
export function watchdog(window: number, outer: AbortSignal): Watchdog {
  const controller = new AbortController();
  let bitten = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (): void => clearTimeout(timer);
  // AbortSignal.any would do, but phones of three years ago do not have it.
  const pass = (): void => controller.abort(outer.reason);
  const stop = (): void => {
    stopped = true;
    hold();
    outer.removeEventListener('abort', pass);
  };
  const feed = (): void => {
    hold();
    if (stopped) return;
    timer = setTimeout(() => {
      bitten = true;
      controller.abort(new DOMException('stalled', 'TimeoutError'));
    }, window);
  };
  if (outer.aborted) pass();
  else {
    outer.addEventListener('abort', pass, { once: true });
    feed();
  }
  return { signal: controller.signal, bit: () => bitten, feed, hold, stop };
}

/** Milliseconds without a sign of life before the watchdog bites (transfer.md: 20 to 30 s). */
export const stallWindow = 25_000;

/** Rejects when the signal ends, so that no work that does not listen to it keeps anybody waiting. */
export function unlessAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
