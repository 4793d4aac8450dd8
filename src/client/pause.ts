/** Waiting, and how long: jittered exponential back-off that the backend's own wish overrides. */

/** Resolves after a while, or at once when whoever injected it knows better (the connection came back). */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** A timer that honours its signal. */
export const pauseByTimer: Pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return void reject(signal.reason as Error);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** Milliseconds before the next try. `attempt` counts from 1; half of the wait is random, so that a crowd spreads. */
export const backOff = (attempt: number, random: () => number, retryAfter?: number): number => {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  const jittered = full / 2 + (full / 2) * random();
  // Never before the backend's wish, and not all at the very moment it named.
  return retryAfter === undefined ? jittered : retryAfter + Math.min(1000, jittered) * random();
};
