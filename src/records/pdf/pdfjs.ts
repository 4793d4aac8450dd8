/**
 * The only file that imports pdf.js. Both of its halves run in the thread that imports this one (our worker, or Node):
 * they talk over a message channel, so pdf.js starts no worker of its own, which a content policy or Trusted Types
 * might forbid, and needs no address. `#pdfjs` is the build for current browsers, or pdf.js's legacy build in Node
 * (package.json, `imports`).
 */
import { getDocument, PDFDataRangeTransport, PDFWorker, type PDFDocumentProxy, type PDFPageProxy } from '#pdfjs';
import { WorkerMessageHandler } from '#pdfjs-worker';
import type { ByteSource } from '../source.ts';
import { catchStrays } from './strays.ts';

export { OPS } from '#pdfjs';
export type { PDFDocumentProxy, PDFPageProxy };

const chunkBytes = 2 ** 18;

class SourceTransport extends PDFDataRangeTransport {
  readonly #source: ByteSource;
  readonly #failed: (cause: unknown) => void;

  constructor(source: ByteSource, failed: (cause: unknown) => void) {
    super(source.size, null);
    this.#source = source;
    this.#failed = failed;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#source.read(begin, end).then((chunk) => this.onDataRange(begin, chunk), this.#failed);
  }
}

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  /** Rejects when the file can no longer be read. */
  readonly lost: Promise<never>;
  close(): Promise<void>;
}

/**
 * Opens a PDF over a source that is read range by range.
 * @throws pdf.js's own errors: `PasswordException`, `InvalidPDFException` and so on, told apart by `name`.
 */
export async function openPdf(source: ByteSource): Promise<OpenPdf> {
  catchStrays();
  const { port1, port2 } = new MessageChannel();
  WorkerMessageHandler.initializeFromPort(port2);
  port1.start();
  port2.start();
  const worker = new PDFWorker({ port: port1 as unknown as Worker, verbosity: 0 } as never);
  let fail: (cause: unknown) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    fail = reject;
  });
  lost.catch(() => undefined);
  const task = getDocument({
    range: new SourceTransport(source, fail),
    worker,
    verbosity: 0,
    rangeChunkSize: chunkBytes,
    disableAutoFetch: true,
    disableStream: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 64_000_000,
  } as Parameters<typeof getDocument>[0]);
  const close = async (): Promise<void> => {
    await task.destroy().catch(() => undefined);
    worker.destroy();
    port1.close();
    port2.close();
  };
  try {
    return { document: await Promise.race([task.promise, lost]), lost, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
