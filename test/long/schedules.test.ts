/**
 * A thousand bad days (`test/transfer/schedule.ts`): 0 wrong bytes called received, 0 files lost, 0 twice. About fifteen
 * minutes on two cores, and 100 MB of disk at a time, which are given back. In pieces by `RSO_FROM` (1) and `RSO_COUNT`
 * (1000). A seed replays by itself as `test/transfer/schedules.test.ts` says.
 */
import { describe, test } from 'vitest';
import { liveThrough } from '../transfer/schedule.ts';
import { stage } from '../transfer/stage.ts';

const from = Number(process.env['RSO_FROM'] ?? 1);
const count = Number(process.env['RSO_COUNT'] ?? 1000);

describe('a thousand seeded fault schedules', () => {
  const here = stage();
  test.each(Array.from({ length: count }, (_, index) => index + from))('seed %i', (seed) => liveThrough(seed, here));
});
