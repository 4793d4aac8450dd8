/** Pages of a PDF as pictures, with the lines that decided; and a copy of it without some pages. By pdf.js. */
import type { DecidingSpan } from '../../protocol/verdict.ts';
import { paintPage } from '../pdf/draw-page.ts';
import { openPdf, type OpenPdf, type PDFPageProxy } from '../pdf/pdfjs.ts';
import { byteSource } from '../source.ts';
import { bitmapOf } from './bitmap.ts';
import type { PageLine, PageMark, PagePicture, PictureOptions } from './pages.ts';

/** Lines that are quoted beside the picture, and letters of each. */
const LINES = 12;
const LETTERS = 200;

/** The document that was looked at last stays open: the next page of it comes at once. */
let last: { readonly source: Blob; readonly pdf: Promise<OpenPdf> } | null = null;
let closing: ReturnType<typeof setTimeout> | undefined;
const REST_MS = 20_000;

function opened(source: Blob): Promise<OpenPdf> {
  clearTimeout(closing);
  if (last?.source !== source) {
    forget();
    last = { source, pdf: openPdf(byteSource(source)) };
    last.pdf.catch(forget);
  }
  closing = setTimeout(forget, REST_MS);
  return (last as NonNullable<typeof last>).pdf;
}

function forget(): void {
  const before = last;
  last = null;
  before?.pdf.then((pdf) => pdf.close()).catch(() => undefined);
}

export async function pdfPicture(
  source: Blob,
  { page, width, spans, signal }: PictureOptions,
): Promise<PagePicture | null> {
  const { document, lost } = await opened(source);
  signal.throwIfAborted();
  if (page > document.numPages) return null;
  const { canvas, viewport } = await Promise.race([
    paintPage(document, page, (size) => width / Math.max(1, size.width)),
    lost,
  ]);
  const image = await bitmapOf(canvas);
  if (spans.length === 0) return { image, marks: [], lines: [] };
  const decided = linesOf(await textRuns(await document.getPage(page)), spans);
  const marks = decided.map(({ runs }) => placeOf(runs, viewport));
  const lines = decided.slice(0, LINES).map(({ runs, language }): PageLine => ({
    text: runs
      .map(({ text }) => text)
      .join('')
      .trim()
      .slice(0, LETTERS),
    language,
  }));
  return { image, marks, lines: lines.filter(({ text }) => text !== '') };
}

/** A run of a page's text as pdf.js gives it, and where it begins in the text that was judged. */
interface TextRun {
  readonly text: string;
  readonly start: number;
  readonly ends: boolean;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** The runs in the order, and at the places, of the text that `read-pdf.ts` hands to the judge. */
async function textRuns(page: PDFPageProxy): Promise<readonly TextRun[]> {
  const content = await page.getTextContent({ disableNormalization: false });
  const runs: TextRun[] = [];
  let start = 0;
  for (const item of content.items) {
    if (!('str' in item)) continue;
    const { str: text, hasEOL: ends, width, height } = item;
    runs.push({ text, start, ends, transform: item.transform as number[], width, height });
    start += text.length + (ends ? 1 : 0);
  }
  return runs;
}

/** Lines that any of the spans touches. */
function linesOf(
  runs: readonly TextRun[],
  spans: readonly DecidingSpan[],
): readonly { readonly runs: readonly TextRun[]; readonly language: string }[] {
  const lines: TextRun[][] = [[]];
  for (const run of runs) {
    lines.at(-1)?.push(run);
    if (run.ends) lines.push([]);
  }
  return lines.flatMap((line) => {
    const [first] = line;
    const end = line.at(-1);
    const span = first && end && spans.find((one) => one.start < end.start + end.text.length && one.end > first.start);
    return span && line.some(({ text }) => text.trim() !== '') ? [{ runs: line, language: span.language }] : [];
  });
}

type Viewport = Awaited<ReturnType<typeof paintPage>>['viewport'];

/** The box around runs, also where they stand on their side. */
function placeOf(runs: readonly TextRun[], viewport: Viewport): PageMark {
  const corners = runs
    .filter(({ text }) => text.trim() !== '')
    .flatMap(({ transform, width, height }) => {
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
      const along = Math.hypot(a, b) || 1;
      const up = Math.hypot(c, d) || 1;
      const tall = height || up;
      const at = (x: number, y: number) =>
        viewport.convertToViewportPoint(
          e + (a / along) * x + (c / up) * tall * y,
          f + (b / along) * x + (d / up) * tall * y,
        ) as [number, number];
      // Letters such as g and p hang below their line.
      return [at(0, -0.25), at(width, -0.25), at(0, 1), at(width, 1)];
    });
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, top] = [Math.max(0, Math.min(...xs)), Math.max(0, Math.min(...ys))];
  return {
    x: left / viewport.width,
    y: top / viewport.height,
    width: (Math.min(viewport.width, Math.max(...xs)) - left) / viewport.width,
    height: (Math.min(viewport.height, Math.max(...ys)) - top) / viewport.height,
  };
}

/** @throws where nothing would be left, or the file cannot be opened. */
export async function pdfWithout(
  source: Blob,
  pages: readonly number[],
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await openPdf(byteSource(source));
  try {
    signal.throwIfAborted();
    const gone = new Set(pages);
    const kept = Array.from({ length: pdf.document.numPages }, (_, index) => index).filter(
      (index) => !gone.has(index + 1),
    );
    if (kept.length === 0) throw new RangeError('no page would be left');
    const bytes = await Promise.race([pdf.document.extractPages([{ document: null, includePages: kept }]), pdf.lost]);
    signal.throwIfAborted();
    return Uint8Array.from(bytes);
  } finally {
    await pdf.close();
  }
}
