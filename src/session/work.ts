/** Running work that people wait for: said as it is, kept while there is no connection, never begun twice. */
import { ProblemError } from '../client/errors.ts';
import type { Pause } from '../client/pause.ts';
import type { Task } from './context.ts';
import { problemIn } from './problems.ts';

export interface Worker {
  readonly work: (task: Task) => Promise<boolean>;
  readonly working: (name: string) => boolean;
  /** Ends every wait now and begins again what failed and may succeed: the person asked, or the connection is back. */
  readonly retry: () => void;
  /** A pause that `retry` ends. */
  readonly pause: Pause;
}

export function createWorker({
  signal,
  now,
  pause,
}: {
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly pause: Pause;
}): Worker {
  const running = new Set<string>();
  const failed = new Map<string, Task>();
  let wake = new AbortController();

  async function work(task: Task): Promise<boolean> {
    const { name, report, run, end = { phase: 'idle' }, caught } = task;
    if (running.has(name) || signal.aborted) return false;
    running.add(name);
    failed.delete(name);
    const since = now();
    report({ phase: 'running' });
    try {
      await run({
        attempts: Infinity,
        onWaiting: (error, nextTry) => report({ phase: 'waiting', problem: problemIn(error), since, nextTry }),
        signal,
      });
      running.delete(name);
      if (!signal.aborted) report(end);
      return !signal.aborted;
    } catch (error) {
      running.delete(name);
      if (signal.aborted) return false;
      // Signed out: the place says so, and nothing of it can be tried again from here.
      if ((error instanceof ProblemError && error.status === 401) || caught?.(error)) {
        report({ phase: 'idle' });
        return false;
      }
      const problem = problemIn(error);
      if (problem.retryable) failed.set(name, task);
      report({ phase: 'failed', problem });
      return false;
    }
  }

  return {
    work,
    working: (name) => running.has(name),
    retry() {
      wake.abort();
      wake = new AbortController();
      for (const task of [...failed.values()]) void work(task);
    },
    async pause(milliseconds, outer) {
      const woken = wake.signal;
      await pause(milliseconds, outer ? AbortSignal.any([outer, woken]) : woken).catch((error: unknown) => {
        if (!woken.aborted || outer?.aborted) throw error;
      });
    },
  };
}
