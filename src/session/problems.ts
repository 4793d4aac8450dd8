/** From what was thrown to what the person meets. */
import { ProblemError, UnreachableError } from '../client/errors.ts';
import type { JourneyProblem } from '../journey/state.ts';

/** A part of the software did not load: a lost connection, not a mistake. It is fetched again on the next try. */
export async function opened<T>(door: () => Promise<T>): Promise<T> {
  try {
    return await door();
  } catch (cause) {
    throw new UnreachableError('chunk', { cause });
  }
}

/** An error of a later part, which knows what the person meets. */
export interface TellingError extends Error {
  readonly problem: JourneyProblem;
}

/** The problem in an error. What we do not know is a chunk that broke: trying again loads it anew. */
export function problemIn(error: unknown): JourneyProblem {
  if (error instanceof ProblemError) {
    const { code, retryable, detail, errors, reason } = error;
    return {
      code,
      retryable,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
      ...(reason === undefined ? {} : { reason }),
    };
  }
  if (error instanceof Error && 'problem' in error) return (error as TellingError).problem;
  if (error instanceof UnreachableError) return { code: error.code, retryable: error.retryable };
  return { code: 'chunk', retryable: true };
}
