/** Documents that have text and no sheets: their lines, those that decided marked. */
import { readPages } from '../engine.ts';
import { defaultLimits } from '../options.ts';
import type { ReadContext } from '../page.ts';
import { sniff } from '../sniff.ts';
import { byteSource } from '../source.ts';
import type { PageLine, PagePicture, PictureOptions } from './pages.ts';

/** Lines that are shown of one page, and letters of each. */
const LINES = 400;
const LETTERS = 400;

export async function textPicture(source: Blob, { page, spans, signal }: PictureOptions): Promise<PagePicture | null> {
  const started = performance.now();
  const bytes = byteSource(source);
  const open: (() => Promise<void>)[] = [];
  const context: ReadContext = {
    limits: defaultLimits,
    signal,
    elapsed: () => performance.now() - started,
    depth: 0,
    keep: (close) => void open.push(close),
  };
  try {
    let number = 0;
    for await (const read of readPages(bytes, await sniff(bytes), context)) {
      if ((number += 1) === page) return read.kind === 'text' ? linesOf(read.text, spans) : null;
    }
    return null;
  } finally {
    await Promise.all(open.map((close) => close().catch(() => undefined)));
  }
}

function linesOf(pageText: string, spans: PictureOptions['spans']): PagePicture {
  const lines: PageLine[] = [];
  let start = 0;
  for (const line of pageText.split('\n')) {
    const end = start + line.length;
    const span = spans.find((one) => one.start < end && one.end > start);
    const text = line.trim().slice(0, LETTERS);
    if (text !== '' && lines.length < LINES) lines.push({ text, ...(span ? { language: span.language } : {}) });
    start = end + 1;
  }
  return { image: null, marks: [], lines };
}
