/**
 * Pages as they are told to the caller. Five hundred pages of text are read in a second, and each call may draw a whole
 * page strip: the first is told at once, the next ones together, ten times a second, so that a person can type meanwhile.
 */
import type { PageVerdict } from '../../protocol/verdict.ts';

const betweenMilliseconds = 100;

export interface Telling {
  /** Tells now, or with the next ones; always in order. */
  readonly page: (page: PageVerdict) => void;
  /** Tells what waits, and no more. */
  readonly end: () => void;
  /** Tells nothing more: the caller gave up. */
  readonly stop: () => void;
}

export function telling(onPage: ((page: PageVerdict) => void) | undefined): Telling {
  let waiting: PageVerdict[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellAll = (): void => {
    // One by one from the front: what is told may be what makes the caller give up.
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) onPage?.(next);
  };
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting.length === 0) return;
      rest();
      tellAll();
    }, betweenMilliseconds);
  };
  const stop = (): void => {
    clearTimeout(timer);
    waiting = [];
  };
  return {
    page(page) {
      waiting.push(page);
      if (timer !== undefined) return;
      rest();
      tellAll();
    },
    end() {
      clearTimeout(timer);
      tellAll();
    },
    stop,
  };
}
