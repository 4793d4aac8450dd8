/** Scans, photographs and pictures: read by the one reader of scans, in Node as the backend does. */
import { describe, expect, it, vi } from 'vitest';
import type { PageVerdict } from '../../src/protocol/verdict.ts';
import { checkRecord } from '../../src/records/index.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';
import { drawSheet, pictureFile, scannedPdf, tiffOf, type Paper } from '../fixtures/scans.ts';

const english = englishPages[1]!;
const spanish = { title: spanishPages[0]!.title, lines: spanishPages[0]!.lines.slice(0, 3) };
const short = { title: english.title, lines: english.lines.slice(2, 4) };
const kinds = (pages: readonly PageVerdict[]): string[] => pages.map((page) => page.verdict);

const photographs: readonly (readonly [string, Paper])[] = [
  ['as it lies', {}],
  ['skewed by six degrees', { turned: 6 }],
  ['sideways', { turned: 90, width: 1500, height: 1500 }],
  ['upside down', { turned: 180 }],
  ['in half shadow, with specks', { shadow: true, noise: 25 }],
  ['white on black', { ink: '#f0f0f0', paper: '#101010' }],
  ['under a watermark', { watermark: 'CONFIDENTIAL' }],
];

describe('a picture of a page', { timeout: 120_000 }, () => {
  it.each(photographs)('in English, %s, is accepted', async (_, look) => {
    const verdict = await checkRecord(await pictureFile(drawSheet(short, look)));
    expect(verdict.pages).toMatchObject([{ verdict: 'english', method: 'ocr', language: 'en' }]);
    expect(verdict).toMatchObject({ verdict: 'accepted', mediaType: 'image/jpeg', unread: [] });
  });

  it.each([photographs[1]!, photographs[3]!])('in Spanish, %s, is refused', async (_, look) => {
    const verdict = await checkRecord(await pictureFile(drawSheet(spanish, look)));
    expect(verdict.pages).toMatchObject([{ verdict: 'not-english', method: 'ocr', language: 'es' }]);
  });

  it('in Russian is another script, not bad English', async () => {
    const lines = [
      'Ребёнок поступил в стационар с высокой температурой и рвотой в течение двух дней.',
      'Общий анализ крови: гемоглобин 104, тромбоциты 66, лейкоциты 3,1.',
      'Живот мягкий, безболезненный, печень не увеличена. Рекомендовано наблюдение у педиатра.',
    ];
    const verdict = await checkRecord(await pictureFile(drawSheet({ title: 'Выписка', lines })));
    expect(verdict.pages).toMatchObject([{ verdict: 'not-english', method: 'ocr', reason: 'other-script' }]);
  });

  it('out of focus waits for a human, with the reason', async () => {
    const verdict = await checkRecord(await pictureFile(drawSheet(short, { blur: 6 })));
    expect(verdict.verdict).toBe('needs-review');
    expect(kinds(verdict.pages)).not.toContain('english');
  });

  it('without words is a picture', async () => {
    const verdict = await checkRecord(await pictureFile(drawSheet({ title: '', lines: [] }), 'png'));
    expect(verdict.pages).toMatchObject([{ verdict: 'image', method: 'ocr' }]);
    expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [] });
  });

  it('may be a WebP', async () => {
    const verdict = await checkRecord(await pictureFile(drawSheet(short), 'webp'));
    expect(verdict).toMatchObject({ verdict: 'accepted', mediaType: 'image/webp' });
  });

  it('that claims more pixels than may be decoded is left alone', async () => {
    const bomb = await pictureFile(drawSheet(short), 'png');
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    const verdict = await checkRecord(bomb);
    expect(verdict.pages).toMatchObject([{ verdict: 'image', reason: 'too-many-pixels' }]);
    expect(verdict.unread).toEqual([{ page: 1, reason: 'too-many-pixels' }]);
  });
});

describe('a scan of several pages', { timeout: 120_000 }, () => {
  it('as TIFF is read page by page', async () => {
    const verdict = await checkRecord(tiffOf([drawSheet(short), drawSheet(spanish)]));
    expect(kinds(verdict.pages)).toEqual(['english', 'not-english']);
    expect(verdict).toMatchObject({ verdict: 'refused', mediaType: 'image/tiff' });
  });

  it('as PDF shows its pages as pictures first, then each as it was read, the ends before the middle', async () => {
    const said: string[] = [];
    const blank = { title: 'Page', lines: [] };
    const file = await scannedPdf([short, blank, blank, blank, blank, blank, blank, blank, spanish]);
    const verdict = await checkRecord(file, { onPage: ({ page, method }) => said.push(`${page} ${method}`) });
    expect(said.slice(0, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((page) => `${page} text`));
    expect(said.slice(9)).toEqual([1, 2, 3, 5, 7, 9, 4, 6, 8].map((page) => `${page} ocr`));
    expect(kinds(verdict.pages)).toEqual(['english', ...new Array<string>(7).fill('image'), 'not-english']);
    expect(verdict.verdict).toBe('refused');
  });

  it('finds whose it is', async () => {
    const patient = { latin: 'Layla Haddad', birthDate: '2021-03-14' };
    const verdict = await checkRecord(await scannedPdf([english]), { patient });
    expect(verdict.identity?.outcome).toBe('matches');
  });

  it('stops when asked to, between two pages', async () => {
    const controller = new AbortController();
    const file = await scannedPdf([short, short, short]);
    const reason = new Error('enough');
    const onPage = ({ method }: PageVerdict): void => {
      if (method === 'ocr') controller.abort(reason);
    };
    await expect(checkRecord(file, { signal: controller.signal, onPage })).rejects.toBe(reason);
  });

  it('whose time is over says so of the pages that were not read', async () => {
    const verdict = await checkRecord(await scannedPdf([short, short]), { limits: { ocrMilliseconds: 0 } });
    expect(verdict.pages).toMatchObject([
      { verdict: 'image', method: 'text', reason: 'time-limit' },
      { verdict: 'image', method: 'text', reason: 'time-limit' },
    ]);
    expect(verdict.unread.map(({ reason }) => reason)).toEqual(['time-limit', 'time-limit']);
  });

  it('is left to a human where reading of scans is off', async () => {
    const verdict = await checkRecord(await scannedPdf([short]), { ocr: 'off' });
    expect(verdict.pages).toMatchObject([{ verdict: 'image', method: 'text', reason: 'no-text-layer' }]);
    expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [{ page: 1, reason: 'ocr-unavailable' }] });
  });

  it('is left to a human where WebAssembly has no SIMD, or a policy forbids it', async () => {
    const compile = vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
      throw new WebAssembly.CompileError('not allowed');
    });
    const verdict = await checkRecord(await scannedPdf([short]));
    compile.mockRestore();
    expect(verdict.unread).toEqual([{ page: 1, reason: 'ocr-unavailable' }]);
  });

  it('is left to a human on a phone with little memory', async () => {
    vi.stubGlobal('navigator', { deviceMemory: 1 });
    const verdict = await checkRecord(await scannedPdf([short]));
    vi.unstubAllGlobals();
    expect(verdict.unread).toEqual([{ page: 1, reason: 'ocr-unavailable' }]);
  });
});
