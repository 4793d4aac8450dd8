/** Five hundred broken files, seeded: a verdict each time, in time, and nothing thrown. The long run is test/long. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordVerdict, verdictOfPages } from '../../src/protocol/verdict.ts';
import { checkRecord } from '../../src/records/index.ts';
import { isStray } from '../../src/records/pdf/strays.ts';
import { mutate, seeds } from '../fixtures/broken-records.ts';

const rounds = Number(process.env.RSO_FUZZ ?? 500);
const limits = { milliseconds: 4000, ocrMilliseconds: 1500, pages: 40 };

// The runner counts every unhandled rejection; the ones that pdf.js leaves behind are let go by the code under test.
const runners = process.listeners('unhandledRejection');
beforeAll(() => {
  for (const listener of runners) process.off('unhandledRejection', listener);
  process.on('unhandledRejection', passOn);
});
afterAll(() => {
  process.off('unhandledRejection', passOn);
  for (const listener of runners) process.on('unhandledRejection', listener);
});
function passOn(reason: unknown, promise: Promise<unknown>): void {
  if (!isStray(reason)) for (const listener of runners) listener(reason, promise);
}

describe('files broken at random', async () => {
  const originals = await seeds();
  const each = Math.ceil(rounds / originals.length);
  it.each(originals)('$kind', { timeout: 600_000 }, async ({ kind, bytes }) => {
    for (let seed = 0; seed < each; seed += 1) {
      const broken = mutate(bytes, seed);
      const started = performance.now();
      const verdict = await checkRecord(broken, { limits });
      const told = `${kind}, seed ${seed}`;
      expect(recordVerdict.safeParse(verdict).success, told).toBe(true);
      expect(performance.now() - started, told).toBeLessThan(limits.milliseconds + 30_000);
      if (verdict.mediaType !== 'application/dicom') expect(verdict.verdict, told).toBe(verdictOfPages(verdict.pages));
    }
  });
});
