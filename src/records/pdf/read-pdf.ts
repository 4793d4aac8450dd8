/** Pages of a PDF by its text layer. A layer that says nothing, or cannot be believed, is said so. */
import { Unreadable, type ReadContext, type ReadPage } from '../page.ts';
import type { ByteSource } from '../source.ts';
import { fewestLetters } from '../text/judge.ts';
import { countScripts } from '../text/script.ts';
import type { DrawPicture } from '../pictures/picture.ts';
import { openPdf, type OpenPdf, type PDFPageProxy } from './pdfjs.ts';
import { drawPage } from './draw-page.ts';
import { marksOf } from './marks.ts';

/** With fewer letters than this, what is drawn on a page decides whether its text is the page. */
const sparse = 200;
/** A picture over this share of a page is the page; a few words beside it are a stamp or a watermark. */
const covering = 0.45;
/** Drawn for each letter that was read; of digits and marks there may be many, but not nothing else. */
const mostLost = 12;
const mostCharacters = 200_000;

const reasons: Readonly<Record<string, 'encrypted' | 'damaged'>> = { PasswordException: 'encrypted' };

/** @throws Unreadable where no page can be reached: `encrypted`, `damaged`. */
export async function* readPdf(source: ByteSource, context: ReadContext): AsyncGenerator<ReadPage> {
  let pdf: OpenPdf;
  try {
    pdf = await openPdf(source);
  } catch (cause) {
    throw new Unreadable(reasons[(cause as Error | undefined)?.name ?? ''] ?? 'damaged', { cause });
  }
  // Pages that must be seen are drawn after all others were read.
  context.keep(() => pdf.close());
  const total = pdf.document.numPages;
  const seen: Seen = { scans: 0, hidden: false };
  const { late, clear } = rejectAfter(context.limits.milliseconds - context.elapsed());
  const stopped = Promise.race([pdf.lost, late]);
  stopped.catch(() => undefined);
  try {
    for (let number = 1; number <= total; number += 1) {
      context.signal?.throwIfAborted();
      if (number > context.limits.pages) {
        yield { kind: 'unread', reason: 'too-many-pages' };
        return;
      }
      yield context.elapsed() > context.limits.milliseconds
        ? { kind: 'unread', reason: 'time-limit' }
        : { ...(await readPage(pdf, number, seen, stopped)), draw: drawing(pdf, number) };
    }
  } finally {
    clear();
  }
}

/** A page that pdf.js cannot draw within this many milliseconds is left to a human. */
const drawMilliseconds = 60_000;

const drawing =
  (pdf: OpenPdf, number: number): DrawPicture =>
  async () => {
    const { late, clear } = rejectAfter(drawMilliseconds);
    try {
      return await Promise.race([drawPage(pdf.document, number), pdf.lost, late]);
    } finally {
      clear();
    }
  };

function rejectAfter(milliseconds: number): { readonly late: Promise<never>; clear(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreadable('time-limit')), Math.max(0, milliseconds));
  });
  late.catch(() => undefined);
  return { late, clear: () => clearTimeout(timer) };
}

/** What earlier pages tell about later ones. */
interface Seen {
  scans: number;
  /** The file's letters are drawn invisibly over scans. */
  hidden: boolean;
}

/** After this many scans a page without text is taken for one more, without decoding it to make sure. */
const enoughScans = 3;

/** @param stopped rejects when the reader was lost or its time is over */
async function readPage(pdf: OpenPdf, number: number, seen: Seen, stopped: Promise<never>): Promise<ReadPage> {
  try {
    return await Promise.race([readOpen(pdf, number, seen), stopped]);
  } catch (cause) {
    return { kind: 'unread', reason: cause instanceof Unreadable ? cause.reason : 'damaged' };
  }
}

async function readOpen(pdf: OpenPdf, number: number, seen: Seen): Promise<ReadPage> {
  const page = await pdf.document.getPage(number);
  const read = await pageOf(page, await textOf(page), seen);
  page.cleanup();
  return read;
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const content = await page.getTextContent({ disableNormalization: false });
  let text = '';
  for (const item of content.items) {
    if (!('str' in item)) continue;
    text += item.hasEOL ? `${item.str}\n` : item.str;
    if (text.length > mostCharacters) break;
  }
  return text;
}

async function pageOf(page: PDFPageProxy, text: string, seen: Seen): Promise<ReadPage> {
  const { latin, other } = countScripts(text);
  const letters = latin + other;
  // What is drawn is looked at where the words alone do not settle it, and once for the file: a copier or a recognition
  // program that hides letters under a scan does so on every page.
  if (letters >= sparse && page.pageNumber > 1 && !seen.hidden) return { kind: 'text', text };
  if (letters < fewestLetters && seen.scans >= enoughScans) return { kind: 'image', text };
  const marks = await marksOf(page);
  const isScan = marks.pictureShare > covering;
  if (isScan) seen.scans += 1;
  if (marks.invisibleText && isScan) seen.hidden = true;
  if (letters >= sparse) return marks.invisibleText && isScan ? { kind: 'image', text } : { kind: 'text', text };
  if (isScan) return { kind: 'image', text };
  const lost = marks.glyphs - letters;
  if (lost > 4 && letters < fewestLetters && lost > letters * mostLost)
    return { kind: 'unread', reason: 'broken-encoding' };
  if (letters > 0 && marks.glyphs > 0) return { kind: 'text', text };
  return marks.painted ? { kind: 'image', text } : { kind: 'blank' };
}
