/**
 * A thousand bad days (`test/transfer/schedule.ts`): 0 wrong bytes called received, 0 files lost, 0 twice. About fifteen
 * minutes on two cores, and 100 MB of disk at a time, which are given back. A seed replays by itself as
 * `test/transfer/schedules.test.ts` says.
 */
import { describe, test } from 'vitest';
import { liveThrough } from '../transfer/schedule.ts';
import { stage } from '../transfer/stage.ts';

const from = Number(process.env['RSO_FROM'] ?? 1);

describe('a thousand seeded fault schedules', () => {
  const here = stage();
  test.each(Array.from({ length: 1000 }, (_, index) => index + from))('seed %i', (seed) => liveThrough(seed, here));
});
