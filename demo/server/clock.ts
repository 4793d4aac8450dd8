/** The server's clock: real time, or real time set off, for the test profile. */
import type { ServerClock } from './service.ts';

export function serverClock(real: () => Date): ServerClock {
  let offset = 0;
  return {
    now: () => new Date(real().getTime() + offset),
    set: (to) => {
      offset = to === null ? 0 : to.getTime() - real().getTime();
    },
  };
}
