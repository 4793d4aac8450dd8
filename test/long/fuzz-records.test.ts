/** Twenty thousand broken files, seeded: a verdict each time, in time, nothing thrown, memory bounded. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordVerdict } from '../../src/protocol/verdict.ts';
import { checkRecord } from '../../src/records/index.ts';
import { isStray } from '../../src/records/pdf/strays.ts';
import { mutate, seeds } from '../fixtures/broken-records.ts';

const rounds = 20_000;
const limits = { milliseconds: 4000, ocrMilliseconds: 1, pages: 20, pixels: 4_000_000 };
const megabyte = 1024 ** 2;

// The runner counts every unhandled rejection; the ones that pdf.js leaves behind are let go by the code under test.
const runners = process.listeners('unhandledRejection');
const passOn = (reason: unknown, promise: Promise<unknown>): void => {
  if (!isStray(reason)) for (const listener of runners) listener(reason, promise);
};
beforeAll(() => {
  for (const listener of runners) process.off('unhandledRejection', listener);
  process.on('unhandledRejection', passOn);
});
afterAll(() => {
  process.off('unhandledRejection', passOn);
  for (const listener of runners) process.on('unhandledRejection', listener);
});

describe('twenty thousand files broken at random', async () => {
  const originals = await seeds();
  const each = Math.ceil(rounds / originals.length);
  it.each(originals)('$kind', { timeout: 3_600_000 }, async ({ kind, bytes }) => {
    const before = process.memoryUsage.rss();
    for (let seed = 0; seed < each; seed += 1) {
      const started = performance.now();
      // Every hundredth is drawn and read as well: a picture that breaks the decoder must not break the check.
      const verdict = await checkRecord(mutate(bytes, seed + 1000), { limits, ocr: seed % 100 === 0 ? 'auto' : 'off' });
      const told = `${kind}, seed ${seed}`;
      expect(recordVerdict.safeParse(verdict).success, told).toBe(true);
      expect(performance.now() - started, told).toBeLessThan(limits.milliseconds + 30_000);
    }
    expect((process.memoryUsage.rss() - before) / megabyte, kind).toBeLessThan(1200);
  });
});
