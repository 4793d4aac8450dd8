/**
 * Photographs of iPhones. `test/fixtures/heic`: pages of `record-pages.ts` drawn by `scans.ts` at 1000 × 500 (and the small
 * sheet of `broken-records.ts`), encoded by `heif-enc -q 35` (libheif 1.15, x265).
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import type * as Records from '../../src/records/index.ts';

const file = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL(`../fixtures/heic/${name}.heic`, import.meta.url)));

describe('a HEIC where the platform has no decoder for it, as on a server', { timeout: 60_000 }, () => {
  it('in English is read and accepted', async () => {
    const verdict = await checkRecord(file('english'));
    expect(verdict.pages).toMatchObject([{ verdict: 'english', method: 'ocr', language: 'en' }]);
    expect(verdict).toMatchObject({ verdict: 'accepted', mediaType: 'image/heic', unread: [] });
  });

  it('in Spanish is read and refused, and whose it is is found', async () => {
    const patient = { latin: 'Layla Haddad', birthDate: '2021-03-14' };
    const verdict = await checkRecord(file('spanish'), { patient });
    expect(verdict.pages).toMatchObject([{ verdict: 'not-english', method: 'ocr', language: 'es' }]);
    expect(verdict.identity?.outcome).toBe('matches');
  });

  it('cut short waits for a human as damaged', async () => {
    for (const share of [0.04, 0.1, 0.5]) {
      const whole = file('english');
      const verdict = await checkRecord(whole.slice(0, Math.floor(whole.length * share)));
      expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [{ page: 1, reason: 'damaged' }] });
    }
  });

  it('with a picture that our decoder has no codec for waits for a human as unsupported', async () => {
    const foreign = file('english');
    const text = Buffer.from(foreign).toString('latin1');
    // The picture says that it is of another kind.
    for (let at = text.indexOf('hvc1'); at >= 0; at = text.indexOf('hvc1', at + 1))
      foreign.set([106, 112, 101, 103], at);
    const verdict = await checkRecord(foreign);
    expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [{ page: 1, reason: 'unsupported' }] });
  });

  it('that claims more pixels than may be decoded is left alone', async () => {
    const bomb = file('english');
    const at = Buffer.from(bomb).toString('latin1').indexOf('ispe');
    new DataView(bomb.buffer).setUint32(at + 8, 60_000);
    new DataView(bomb.buffer).setUint32(at + 12, 60_000);
    expect((await checkRecord(bomb)).unread).toEqual([{ page: 1, reason: 'too-many-pixels' }]);
  });

  it('is left to a human, with the reason, where the decoder does not come', async () => {
    vi.resetModules();
    vi.doMock('../../src/records/pictures/heic.ts', () => {
      throw new TypeError('Failed to fetch dynamically imported module');
    });
    const fresh = (await import('../../src/records/index.ts')) as typeof Records;
    const verdict = await fresh.checkRecord(file('english'));
    vi.doUnmock('../../src/records/pictures/heic.ts');
    expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [{ page: 1, reason: 'ocr-unavailable' }] });
  });
});
