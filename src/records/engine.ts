/**
 * The check itself: what is this file, what does each page say, what follows for the record. Runs in a worker in
 * browsers and in-process in Node; the backend's run of this same code is the one that counts.
 */
import type { PageVerdict, RecordVerdict, VerdictReason } from '../protocol/verdict.ts';
import { Witness } from './identity/witness.ts';
import {
  loadDicomReader,
  loadDocumentReaders,
  loadPdfReader,
  loadPictureReader,
  loadScanReader,
  NotLoaded,
} from './load.ts';
import { Offering } from './offers.ts';
import { canReadScans } from './ocr/device.ts';
import type { ReadScan, WaitingPage } from './ocr/read-scans.ts';
import { defaultLimits, type CheckOptions } from './options.ts';
import { Unreadable, type ReadContext, type ReadPage } from './page.ts';
import { recordOf } from './record-verdict.ts';
import { sniff, type Sniffed } from './sniff.ts';
import { byteSource, type ByteSource, type RecordSource } from './source.ts';
import type { Judgement } from './text/judge.ts';
import { nameLanguages } from './text/name-language.ts';
import { judgeWithSecondOpinion } from './text/second-opinion.ts';
import { defaultThresholds } from './text/voice.ts';

/** Pages of a file in reading order, as they are read. */
export async function* readPages(source: ByteSource, sniffed: Sniffed, context: ReadContext): AsyncGenerator<ReadPage> {
  switch (sniffed.kind) {
    case 'empty':
      throw new Unreadable('empty');
    case 'unknown':
      throw new Unreadable('unsupported');
    case 'image':
      yield* (await loadPictureReader()).readPictureFile(source, sniffed.mediaType, context);
      return;
    case 'pdf':
      yield* (await loadPdfReader()).readPdf(source, context);
      return;
    case 'dicom':
      yield* (await loadDicomReader()).readDicom(source, context);
      return;
    default:
      yield* (await loadDocumentReaders()).readDocument(source, sniffed, context);
  }
}

const judgementOf = async (page: ReadPage, options: CheckOptions): Promise<Judgement> => {
  if (page.kind === 'blank') return { verdict: 'blank', language: 'und', confidence: 0.9 };
  if (page.kind === 'image') {
    const reason = page.reason ?? (page.draw === undefined ? undefined : 'no-text-layer');
    return { verdict: 'image', language: 'und', confidence: 0.9, ...(reason === undefined ? {} : { reason }) };
  }
  if (page.kind === 'unread') return { verdict: 'unreadable', language: 'und', confidence: 1, reason: page.reason };
  const judged = await judgeWithSecondOpinion(page.text, options.thresholds ?? defaultThresholds);
  return nameLanguages(judged, page.text);
};

/**
 * Whether a page must be looked at as a picture: it has no text, or text that cannot be what a person sees: letters that
 * say nothing, or a language that nobody knows. A page with a word or two is what it is.
 */
const mustBeSeen = ({ verdict, language, reason }: Judgement): boolean =>
  verdict === 'image' ||
  (verdict === 'unreadable' && reason !== 'too-little-text') ||
  (verdict === 'not-english' && language === 'und' && reason === 'other-language');

/** Media types that only the reader can tell: a ZIP may be a word processor's document. */
const mediaTypeOf = (sniffed: Sniffed, page: ReadPage | undefined): string => page?.mediaType ?? sniffed.mediaType;

/** On a page's own thread, where no worker could start, the person goes first: one page of the file per idle slice. */
const pause =
  typeof document === 'object'
    ? () =>
        new Promise<void>((go) =>
          typeof requestIdleCallback === 'function' ? requestIdleCallback(() => go()) : setTimeout(go, 1),
        )
    : undefined;

/** Pages read as pictures; none where this device cannot, or the reader of scans does not start. */
async function* seen(
  waiting: readonly WaitingPage[],
  options: CheckOptions,
  context: ReadContext,
): AsyncGenerator<ReadScan> {
  if (waiting.length === 0 || options.ocr === 'off' || !canReadScans()) return;
  // Too little memory, a model that could not be fetched: a human reads these pages.
  const scans = await loadScanReader().catch(() => undefined);
  if (scans !== undefined)
    yield* scans.readScans(waiting, scans.recogniser, options.thresholds ?? defaultThresholds, context);
}

/** One check, while it runs. */
interface Check {
  readonly pages: PageVerdict[];
  readonly waiting: WaitingPage[];
  readonly witness: Witness | undefined;
  readonly offering: Offering | undefined;
  mediaType: string;
  reason: VerdictReason | undefined;
}

/** Reads and judges the text of every page; what ends it early becomes the record's reason. */
async function readText(
  source: RecordSource | ByteSource,
  options: CheckOptions,
  context: ReadContext,
  running: Check,
): Promise<void> {
  const { pages, waiting, witness, offering } = running;
  try {
    const bytes = byteSource(source);
    const sniffed = await sniff(bytes);
    running.mediaType = sniffed.mediaType;
    if (bytes.size > context.limits.bytes) throw new Unreadable('too-large');
    for await (const read of readPages(bytes, sniffed, context)) {
      options.signal?.throwIfAborted();
      running.mediaType = mediaTypeOf(sniffed, read);
      witness?.see(read);
      if (read.kind === 'text') offering?.see(pages.length + 1, read.text);
      const judged = await judgementOf(read, options);
      const page: PageVerdict = { page: pages.length + 1, method: 'text', ...judged };
      pages.push(page);
      if (read.draw !== undefined && mustBeSeen(judged)) waiting.push({ verdict: page, draw: read.draw });
      options.onPage?.(page);
      await pause?.();
    }
    if (pages.length === 0) running.reason = 'empty';
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof NotLoaded) throw cause;
    // Whatever a hostile file does to a reader, the family gets a verdict and a human looks at it.
    running.reason = cause instanceof Unreadable ? cause.reason : 'damaged';
  }
}

/**
 * Checks one record. Bad input gives a verdict with a reason, never an exception.
 * @throws only the signal's reason, when the caller gave up, and {@link NotLoaded}.
 */
export async function check(source: RecordSource | ByteSource, options: CheckOptions = {}): Promise<RecordVerdict> {
  options.signal?.throwIfAborted();
  const started = performance.now();
  const open: (() => Promise<void>)[] = [];
  const context: ReadContext = {
    limits: { ...defaultLimits, ...options.limits },
    signal: options.signal,
    elapsed: () => performance.now() - started,
    depth: 0,
    keep: (close) => void open.push(close),
  };
  const running: Check = {
    pages: [],
    waiting: [],
    witness: options.patient === undefined ? undefined : new Witness(options.patient),
    offering: options.offer === true ? new Offering() : undefined,
    mediaType: 'application/octet-stream',
    reason: undefined,
  };
  const { pages, witness, offering } = running;
  try {
    await readText(source, options, context, running);
    for await (const { verdict, text } of seen(running.waiting, options, context)) {
      pages[verdict.page - 1] = verdict;
      if (text !== '') {
        witness?.see({ kind: 'text', text });
        offering?.see(verdict.page, text);
      }
      options.onPage?.(verdict);
    }
  } finally {
    await Promise.all(open.map((close) => close().catch(() => undefined)));
  }
  return recordOf(pages, running.mediaType, running.reason, witness?.verdict(), offering?.offers());
}
