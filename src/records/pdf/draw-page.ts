/** A page of a PDF as a picture. */
import { greyOf, readingScale, type Picture } from '../pictures/picture.ts';
import { createCanvas, penOf } from '../pictures/platform.ts';
import type { PDFDocumentProxy } from './pdfjs.ts';

/** Draws a page onto white paper, `scale` pixels to its point. The caller empties the canvas when done with it. */
export async function paintPage(document: PDFDocumentProxy, number: number, scaleOf: (size: PageSize) => number) {
  const page = await document.getPage(number);
  try {
    const size = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: scaleOf(size) });
    const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
    const canvasContext = penOf(canvas);
    canvasContext.fillStyle = '#ffffff';
    canvasContext.fillRect(0, 0, canvas.width, canvas.height);
    await page.render({ canvas: null, canvasContext: canvasContext as unknown as CanvasRenderingContext2D, viewport })
      .promise;
    return { canvas, viewport };
  } finally {
    page.cleanup();
  }
}

interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** The page at the size at which its letters are read best. */
export async function drawPage(document: PDFDocumentProxy, number: number): Promise<Picture> {
  const { canvas } = await paintPage(document, number, ({ width, height }) => readingScale(width, height));
  const { width, height } = canvas;
  const picture = greyOf(penOf(canvas).getImageData(0, 0, width, height).data, width, height);
  canvas.width = 0;
  canvas.height = 0;
  return picture;
}
