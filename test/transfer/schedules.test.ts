/**
 * Seeded fault schedules: whatever the day brings, every file is byte for byte on the server or named to the person with
 * a way on. A failing seed is in the test's name and replays by itself: `RSO_SEEDS=17 npx vitest run test/transfer/schedules`.
 * A thousand of them: `test/long/schedules.test.ts`.
 */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { PartsStore } from '../../demo/server/records/s3/parts-store.ts';
import { type S3Server, startS3Server } from '../server/s3/s3-server.ts';
import { liveThrough } from './schedule.ts';
import { stage } from './stage.ts';

const chosen = process.env['RSO_SEEDS']?.split(',').map(Number);
const seeds = chosen ?? Array.from({ length: 20 }, (_, index) => index + 1);

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(() => s3.close());

describe.each([
  ['on disk', undefined],
  ['in S3', () => new PartsStore(s3.place)],
])('seeded fault schedules, bytes %s', (_, store) => {
  const here = stage(store);

  test.each(seeds)('seed %i', (seed) => liveThrough(seed, here));
});
