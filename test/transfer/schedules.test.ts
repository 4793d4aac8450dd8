/**
 * Seeded fault schedules: whatever the network does, every file is byte for byte on the server or named to the person.
 * A failing seed is in the test's name and replays by itself: `RSO_SEEDS=17 npx vitest run test/transfer/schedules`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PartsStore } from '../../demo/server/records/s3/parts-store.ts';
import { randomFaults } from '../chaos/fault-proxy.ts';
import { between, noise, seededRandom } from '../chaos/random.ts';
import { type S3Server, startS3Server } from '../server/s3/s3-server.ts';
import { sameBytes } from './family.ts';
import { stage } from './stage.ts';

const chosen = process.env['RSO_SEEDS']?.split(',').map(Number);
const count = Number(process.env['RSO_SCHEDULES'] ?? 30);
const seeds = chosen ?? Array.from({ length: count }, (_, index) => index + 1);

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

  test.each(seeds)('seed %i', async (seed) => {
    const random = seededRandom(seed);
    const files = Array.from({ length: between(random, 1, 4) }, (_, index) => ({
      clientId: `file-${index}`,
      bytes: noise(
        seed * 31 + index,
        between(random, 0, 3) === 0 ? between(random, 0, 70_000) : between(random, 1, 6_000_000),
      ),
    }));
    const { transfer, ends } = here.family({
      over: { random, limits: { parallel: between(random, 1, 3), stall: 400, retry: { first: 2, longest: 30 } } },
    });
    const faults = randomFaults(random, 0.2 + random() * 0.5, 3_000_000, random() < 0.2);
    // The weather gets better in the end; nobody waits for a network that is never there.
    const until = between(random, 10, 60);
    here.proxy.plan = (request) => (request.index < until ? faults(request) : { kind: 'pass' });
    for (const { clientId, bytes } of files) transfer.add({ clientId, blob: new Blob([bytes]) });
    if (random() < 0.3) {
      here.backend.token = 'second';
    }
    if (random() < 0.3) {
      transfer.pause();
      setTimeout(() => transfer.resume(), between(random, 1, 50));
    }
    for (const { clientId, bytes } of files) {
      expect(await ends(clientId)).toMatchObject({ phase: 'received' });
      expect(await sameBytes(here.backend, clientId, bytes)).toBe(true);
      expect(here.backend.records.get(clientId)?.state).toBe('received');
    }
    expect(here.backend.records.size).toBe(files.length);
  });
});
