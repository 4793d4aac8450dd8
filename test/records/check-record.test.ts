import { existsSync, readdirSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkRecord, readDicomHeader, type PageVerdict, type RecordVerdict } from '../../src/records/index.ts';
import { recordVerdict, verdictOfPages } from '../../src/protocol/verdict.ts';
import {
  englishPdf,
  largeRecord,
  onePixelPng,
  scanPdf,
  spanishInTheMiddlePdf,
  spanishPdf,
} from '../fixtures/records.ts';

const shared = new URL('../../../shared/data/', import.meta.url);
const hasShared = existsSync(shared);
if (!hasShared && process.env.CI) throw new Error('test data is missing: ../shared/data');

const kinds = (verdict: RecordVerdict): string[] => verdict.pages.map((page) => page.verdict);

describe('a PDF', () => {
  it('of 12 English pages is accepted, every page with its number', async () => {
    const verdict = await checkRecord(new Blob([await englishPdf()]));
    expect(verdict.verdict).toBe('accepted');
    expect(verdict.counts.english).toBe(12);
    expect(verdict.pages.map((page) => page.page)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(verdict.languages).toEqual(['en']);
    expect(verdict.mediaType).toBe('application/pdf');
    expect(recordVerdict.safeParse(verdict).success).toBe(true);
  });

  it('with Spanish in the middle is refused, and the pages are named', async () => {
    const verdict = await checkRecord(await spanishInTheMiddlePdf());
    expect(verdict.verdict).toBe('refused');
    const refused = verdict.pages.filter((page) => page.verdict === 'not-english');
    expect(refused.map((page) => page.page)).toEqual([3, 4, 5]);
    expect(refused.every((page) => page.language === 'es' && page.reason === 'other-language')).toBe(true);
    expect(refused.every((page) => (page.spans?.length ?? 0) > 0)).toBe(true);
  });

  it('tells each page as soon as it is known', async () => {
    const seen: PageVerdict[] = [];
    const verdict = await checkRecord(await spanishPdf(), { onPage: (page) => seen.push(page) });
    expect(seen).toEqual(verdict.pages);
  });

  it('that is a scan waits for a human, with the reason', async () => {
    const verdict = await checkRecord(await scanPdf(), { ocr: 'off' });
    expect(verdict.verdict).toBe('needs-review');
    expect(verdict.pages[0]).toMatchObject({ verdict: 'image', reason: 'no-text-layer' });
    expect(verdict.unread).toEqual([{ page: 1, reason: 'ocr-unavailable' }]);
  });

  it('of 200 MB is read piece by piece, and not as a whole', async () => {
    const file = new Blob([await largeRecord(200_000_000)]);
    const slices = vi.spyOn(Blob.prototype, 'slice');
    const verdict = await checkRecord(file);
    const bytes = slices.mock.calls.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
    slices.mockRestore();
    expect(kinds(verdict)).toEqual(['english', 'english']);
    expect(bytes).toBeLessThan(8_000_000);
  });

  it('cut short is read as far as it goes, or said to be damaged', async () => {
    const whole = await englishPdf();
    for (const share of [0.02, 0.3, 0.6, 0.95]) {
      const verdict = await checkRecord(whole.slice(0, Math.floor(whole.length * share)));
      expect(['needs-review', 'accepted']).toContain(verdict.verdict);
      expect(verdict.verdict).toBe(verdictOfPages(verdict.pages));
      if (verdict.pages.length === 0) expect(verdict.reason).toBe('damaged');
    }
  });

  it('beyond a limit says which', async () => {
    const pages = await checkRecord(await englishPdf(), { limits: { pages: 3 } });
    expect(pages.verdict).toBe('needs-review');
    expect(pages.unread).toEqual([{ page: 4, reason: 'too-many-pages' }]);
    const time = await checkRecord(await englishPdf(), { limits: { milliseconds: 0 } });
    expect(new Set(time.unread.map((one) => one.reason))).toEqual(new Set(['time-limit']));
    const bytes = await checkRecord(await englishPdf(), { limits: { bytes: 100 } });
    expect(bytes).toMatchObject({ verdict: 'needs-review', reason: 'too-large' });
  });
});

describe('giving up', () => {
  it('rejects with the reason of the signal, before and during', async () => {
    const reason = new DOMException('enough', 'AbortError');
    await expect(checkRecord(await englishPdf(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const running = checkRecord(await englishPdf(200), {
      signal: controller.signal,
      onPage: ({ page }) => (page === 2 ? controller.abort(reason) : undefined),
    });
    await expect(running).rejects.toBe(reason);
  });
});

describe('what is no record', () => {
  const cases: [string, Uint8Array<ArrayBuffer>, object][] = [
    ['an empty file', new Uint8Array(), { verdict: 'needs-review', reason: 'empty' }],
    [
      'noise',
      Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919) % 251),
      { verdict: 'needs-review', reason: 'unsupported' },
    ],
    [
      'a PDF header and nothing else',
      new TextEncoder().encode('%PDF-1.7\n'),
      { verdict: 'needs-review', reason: 'damaged' },
    ],
    ['a picture', onePixelPng(), { verdict: 'needs-review', mediaType: 'image/png' }],
  ];
  it.each(cases)('%s gets a verdict and a reason', async (_, bytes, expected) => {
    expect(await checkRecord(bytes)).toMatchObject(expected);
  });
});

describe.skipIf(!hasShared)('files of others', () => {
  const verdictsOf = new Map<string, RecordVerdict>();
  const files = (folder: string) => (hasShared ? readdirSync(new URL(folder, shared)) : []);
  beforeAll(async () => {
    for (const name of files('pdf/'))
      verdictsOf.set(name, await checkRecord(await openAsBlob(new URL(`pdf/${name}`, shared))));
  }, 180_000);

  it('never make the check fail, and what says nothing is never English', () => {
    expect(verdictsOf.size).toBeGreaterThan(10);
    for (const verdict of verdictsOf.values()) expect(recordVerdict.safeParse(verdict).success).toBe(true);
    const unclear = ['scan-bad.pdf', 'vertical.pdf', 'sizes.pdf', 'form_two_pages.pdf', 'noembed-jis7.pdf'];
    for (const name of unclear) expect([name, verdictsOf.get(name)?.verdict]).toEqual([name, 'needs-review']);
    // Its letters are drawn by a font that says they are Latin: only the picture shows what they are.
    expect(verdictsOf.get('ThuluthFeatures.pdf')?.pages).toMatchObject([{ method: 'ocr', reason: 'other-script' }]);
    expect(verdictsOf.get('ArabicCIDTrueType.pdf')).toMatchObject({ verdict: 'refused', languages: ['ar'] });
    expect(verdictsOf.get('rotation.pdf')?.verdict).toBe('accepted');
    expect(verdictsOf.get('chrome-text-selection-markedContent.pdf')?.verdict).toBe('accepted');
  });

  it.each([
    ['chrArab.dcm', 'قباني, لنزار'],
    ['chrGreek.dcm', 'Διονυσιος'],
    ['chrH31.dcm', '山田, 太郎'],
    ['chrX1.dcm', '王, 小東'],
    ['chrFren.dcm', 'Buc, Jérôme'],
    ['chrGerm.dcm', 'Äneas, Rüdiger'],
  ])('%s names its patient in the own script', async (name, patient) => {
    const header = await readDicomHeader(await openAsBlob(new URL(`dicom/files/${name}`, shared)));
    expect(header?.patientNames).toContain(patient);
  });

  it('read DICOM images as pictures without a question, and reports as text', async () => {
    for (const name of files('dicom/files/')) {
      const verdict = await checkRecord(await openAsBlob(new URL(`dicom/files/${name}`, shared)));
      expect([name, verdict.mediaType]).toEqual([name, 'application/dicom']);
      expect([name, kinds(verdict)[0]]).toEqual([name, /report|SR/.test(name) ? 'english' : 'image']);
      expect(verdict.verdict).toBe('accepted');
    }
  });
});
