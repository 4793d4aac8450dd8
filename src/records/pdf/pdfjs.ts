/**
 * The only file that imports pdf.js. Both of its halves run in the thread that imports this one (our worker, or Node):
 * they talk over a message channel, so pdf.js starts no worker of its own, which a content policy or Trusted Types
 * might forbid, and needs no address. `#pdfjs` is the build for current browsers, or pdf.js's legacy build in Node
 * (package.json, `imports`).
 */
import { getDocument, PDFDataRangeTransport, PDFWorker, type PDFDocumentProxy, type PDFPageProxy } from '#pdfjs';
import { WorkerMessageHandler } from '#pdfjs-worker';
import { createCanvas, penOf, readAsset } from '../pictures/platform.ts';
import type { ByteSource } from '../source.ts';
import { catchStrays } from './strays.ts';
import { assetAddress } from './assets.ts';

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

interface Sheet {
  canvas: OffscreenCanvas | null;
  context: OffscreenCanvasRenderingContext2D | null;
}

/** Canvases for pages and what is drawn on them, without a document. */
class SheetFactory {
  create(width: number, height: number): Sheet {
    const canvas = createCanvas(width, height);
    return { canvas, context: penOf(canvas) };
  }

  reset(sheet: Sheet, width: number, height: number): void {
    if (sheet.canvas === null) throw new TypeError('no canvas');
    sheet.canvas.width = width;
    sheet.canvas.height = height;
  }

  destroy(sheet: Sheet): void {
    if (sheet.canvas === null) return;
    sheet.canvas.width = 0;
    sheet.canvas.height = 0;
    sheet.canvas = null;
    sheet.context = null;
  }

  getNoAlphaContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
    return penOf(canvas);
  }
}

/** Fonts that every reader has, and decoders of scanners' formats: from this build's own folder, when a page needs one. */
class AssetFactory {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const address = assetAddress(filename);
    if (address === undefined) throw new TypeError('not shipped');
    return readAsset(address);
  }
}

/** Filters are style sheets, which a worker has none of: pages are drawn without them. */
class NoFilters {
  addFilter = (): string => 'none';
  addHCMFilter = (): string => 'none';
  addAlphaFilter = (): string => 'none';
  addLuminosityFilter = (): string => 'none';
  addKnockoutFilter = (): string => 'none';
  addHighlightHCMFilter = (): string => 'none';
  addSelectionHCMFilter = (): string => 'none';
  addSelectionFilter = (): string => 'none';
  createSelectionStyle = (): null => null;
  destroy(): void {}
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
    useWasm: true,
    CanvasFactory: SheetFactory,
    FilterFactory: NoFilters,
    BinaryDataFactory: AssetFactory,
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
