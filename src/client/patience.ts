/** Trying again: as long as it can help, as long as the caller has patience, and never in a hurry. */
import { ProblemError, UnreachableError } from './errors.ts';
import { backOff, type Pause } from './pause.ts';

/** Told before each wait. `nextTry`: milliseconds since the epoch. */
export type Waiting = (error: ProblemError | UnreachableError, nextTry: number) => void;

export interface Patience {
  /** How often it is tried in all; `Infinity` never gives up while trying again can help. */
  readonly attempts: number;
  readonly onWaiting?: Waiting | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What waiting takes of the world. */
export interface Tools {
  readonly now: () => number;
  readonly random: () => number;
  readonly pause: Pause;
}

/** Runs `attempt` until it succeeds, fails for good, or patience ends. Throws what it threw last. */
export async function insist<T>(
  { now, random, pause }: Tools,
  { attempts, onWaiting, signal }: Patience,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const known = error instanceof ProblemError || error instanceof UnreachableError;
      if (!known || !error.retryable || tried >= attempts) throw error;
      const wait = backOff(tried, random, error instanceof ProblemError ? error.retryAfter : undefined);
      onWaiting?.(error, now() + wait);
      await pause(wait, signal);
    }
  }
}
