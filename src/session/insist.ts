/** What the client does for its calls, for the few things that are fetched beside it: wait, say so, try again. */
import { UnreachableError } from '../client/errors.ts';
import { backOff } from '../client/pause.ts';
import type { Patience } from './context.ts';
import type { Environment } from './environment.ts';

/** Runs `attempt` until it succeeds or fails for good. */
export async function insist<T>(
  { now, pause, random }: Pick<Environment, 'now' | 'pause' | 'random'>,
  { attempts, onWaiting, signal }: Patience,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof UnreachableError) || !error.retryable || tried >= attempts) throw error;
      const wait = backOff(tried, random);
      onWaiting(error, now() + wait);
      await pause(wait, signal);
    }
  }
}
