/**
 * The check itself: what is this file, what does each page say, what follows for the record. Runs in a worker in
 * browsers and in-process in Node; the backend's run of this same code is the one that counts.
 */
import {
  noCounts,
  verdictOfPages,
  type PageVerdict,
  type RecordVerdict,
  type VerdictReason,
} from '../protocol/verdict.ts';
import { Witness } from './identity/witness.ts';
import { loadClassifier, loadDicomReader, loadDocumentReaders, loadPdfReader, NotLoaded } from './load.ts';
import { defaultLimits, type CheckOptions } from './options.ts';
import { Unreadable, type ReadContext, type ReadPage } from './page.ts';
import { sniff, type Sniffed } from './sniff.ts';
import { byteSource, type ByteSource, type RecordSource } from './source.ts';
import { defaultThresholds, judgeText, type Judgement } from './text/judge.ts';
import { nameLanguages } from './text/name-language.ts';

/** Pages of a file in reading order, as they are read. */
export async function* readPages(source: ByteSource, sniffed: Sniffed, context: ReadContext): AsyncGenerator<ReadPage> {
  switch (sniffed.kind) {
    case 'empty':
      throw new Unreadable('empty');
    case 'unknown':
      throw new Unreadable('unsupported');
    case 'image':
      yield { kind: 'image', text: '', reason: 'no-text-layer' };
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
  if (page.kind === 'image')
    return { verdict: 'image', language: 'und', confidence: 0.9, reason: page.reason ?? 'no-text-layer' };
  if (page.kind === 'unread') return { verdict: 'unreadable', language: 'und', confidence: 1, reason: page.reason };
  const classify = await loadClassifier();
  return nameLanguages(judgeText(page.text, classify, options.thresholds ?? defaultThresholds), page.text);
};

/** Media types that only the reader can tell: a ZIP may be a word processor's document. */
const mediaTypeOf = (sniffed: Sniffed, page: ReadPage | undefined): string => page?.mediaType ?? sniffed.mediaType;

function recordOf(pages: PageVerdict[], mediaType: string, reason?: VerdictReason, witness?: Witness): RecordVerdict {
  const counts = noCounts();
  const languages = new Map<string, number>();
  for (const page of pages) {
    counts[page.verdict] += 1;
    if (page.language !== 'und') languages.set(page.language, (languages.get(page.language) ?? 0) + 1);
  }
  const unread = pages
    .filter((page) => page.verdict === 'image' || page.verdict === 'unreadable')
    .map((page) => ({
      page: page.page,
      reason: page.verdict === 'image' ? ('ocr-unavailable' as const) : (page.reason ?? 'damaged'),
    }));
  return {
    // Pictures of a study have no language: they are not a question for a human. contract.md "Records, uploads".
    verdict:
      mediaType === 'application/dicom' && pages.length > 0 && pages.every((page) => page.verdict === 'image')
        ? 'accepted'
        : verdictOfPages(pages),
    pages,
    counts,
    languages: [...languages].sort((one, other) => other[1] - one[1]).map(([language]) => language),
    mediaType,
    ...(reason === undefined ? {} : { reason }),
    ...(witness === undefined ? {} : { identity: witness.verdict() }),
    unread: reason === undefined ? unread : [...unread, { reason }],
  };
}

/** On a page's own thread, where no worker could start, the person goes first: one page of the file per idle slice. */
const pause =
  typeof document === 'object'
    ? () =>
        new Promise<void>((go) =>
          typeof requestIdleCallback === 'function' ? requestIdleCallback(() => go()) : setTimeout(go, 1),
        )
    : undefined;

/**
 * Checks one record. Bad input gives a verdict with a reason, never an exception.
 * @throws only the signal's reason, when the caller gave up, and {@link NotLoaded}.
 */
export async function check(source: RecordSource, options: CheckOptions = {}): Promise<RecordVerdict> {
  options.signal?.throwIfAborted();
  const started = performance.now();
  const limits = { ...defaultLimits, ...options.limits };
  const context: ReadContext = { limits, signal: options.signal, elapsed: () => performance.now() - started, depth: 0 };
  const pages: PageVerdict[] = [];
  const witness = options.patient === undefined ? undefined : new Witness(options.patient);
  let sniffed: Sniffed = { kind: 'unknown', mediaType: 'application/octet-stream' };
  let mediaType = sniffed.mediaType;
  try {
    const bytes = byteSource(source);
    sniffed = await sniff(bytes);
    mediaType = sniffed.mediaType;
    if (bytes.size > limits.bytes) throw new Unreadable('too-large');
    for await (const read of readPages(bytes, sniffed, context)) {
      options.signal?.throwIfAborted();
      mediaType = mediaTypeOf(sniffed, read);
      witness?.see(read);
      const judged = await judgementOf(read, options);
      const page: PageVerdict = { page: pages.length + 1, method: 'text', ...judged };
      pages.push(page);
      options.onPage?.(page);
      await pause?.();
    }
    if (pages.length === 0) return recordOf(pages, mediaType, 'empty', witness);
    return recordOf(pages, mediaType, undefined, witness);
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof NotLoaded) throw cause;
    // Whatever a hostile file does to a reader, the family gets a verdict and a human looks at it.
    return recordOf(pages, mediaType, cause instanceof Unreadable ? cause.reason : 'damaged', witness);
  }
}
