/**
 * Rejections that pdf.js leaves unhandled when a broken file surprises it (`Catalog.getPageDict` starts fetching nodes of
 * the page tree and forgets them when one of them throws). The error also reaches us by the proper way, so nothing is
 * lost by letting the stray go; left alone, it would end a Node process.
 */

const names = new Set(
  'FormatError XRefEntryException XRefParseException ParserEOFException MissingDataException AbortException UnknownErrorException InvalidPDFException PasswordException ResponseException JpegError JpxError Jbig2Error RenderingCancelledException'.split(
    ' ',
  ),
);

/** Whether a rejection is pdf.js's own. */
export function isStray(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  return names.has(reason.name) || /pdfjs-dist|pdf\.worker|read-pdf/.test(reason.stack ?? '');
}

interface NodeProcess {
  on(event: 'unhandledRejection', listener: (reason: unknown) => void): void;
  listenerCount(event: 'unhandledRejection'): number;
}

let caught = false;

/** From here on strays of pdf.js are let go; every other unhandled rejection does what it would have done. */
export function catchStrays(): void {
  if (caught) return;
  caught = true;
  const { process } = globalThis as { process?: Partial<NodeProcess> };
  if (typeof process?.on === 'function') {
    const node = process as NodeProcess;
    node.on('unhandledRejection', (reason) => {
      if (!isStray(reason) && node.listenerCount('unhandledRejection') === 1) throw reason;
    });
  } else if (typeof addEventListener === 'function') {
    addEventListener('unhandledrejection', (event) => {
      if (isStray((event as PromiseRejectionEvent).reason)) event.preventDefault();
    });
  }
}
