/** Photographs and scans as they are, at the size wanted. The whole picture is in memory only while it is made smaller. */
import { loadTiff } from '../load.ts';
import { defaultLimits } from '../options.ts';
import type { Picture } from '../pictures/picture.ts';
import { decodeFile, letGo } from '../pictures/decode.ts';
import { pixelsOf } from '../pictures/dimensions.ts';
import { createCanvas, penOf } from '../pictures/platform.ts';
import { byteSource } from '../source.ts';
import { bitmapOf } from './bitmap.ts';
import type { PagePicture, PictureOptions } from './pages.ts';

/** Beyond this a picture is not decoded to be looked at: a phone would lose the page over it. */
const LARGEST_BYTES = 64 * 1024 ** 2;
/** Where a picture says how large it is. */
const HEAD_BYTES = 256 * 1024;

export async function imagePicture(
  source: Blob,
  mediaType: string,
  { page, width, signal }: PictureOptions,
): Promise<PagePicture | null> {
  if (source.size > LARGEST_BYTES) return null;
  if (mediaType === 'image/tiff') return tiffPicture(source, page, width, signal);
  const pixels = pixelsOf(new Uint8Array(await source.slice(0, HEAD_BYTES).arrayBuffer()), mediaType);
  if (page !== 1 || (pixels ?? 0) > defaultLimits.pixels) return null;
  const whole = await decodeFile(new Uint8Array(await source.arrayBuffer()), mediaType);
  try {
    signal.throwIfAborted();
    return { image: await scaled(whole, width), marks: [], lines: [] };
  } finally {
    letGo(whole);
  }
}

async function scaled(whole: ImageBitmap | OffscreenCanvas, width: number): Promise<ImageBitmap> {
  const scale = Math.min(1, width / whole.width);
  const canvas = createCanvas(
    Math.max(1, Math.round(whole.width * scale)),
    Math.max(1, Math.round(whole.height * scale)),
  );
  const pen = penOf(canvas);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(whole, 0, 0, canvas.width, canvas.height);
  return bitmapOf(canvas);
}

/** A page of a TIFF, which no browser but one decodes: as our own reader draws it for recognition, in shades of grey. */
async function tiffPicture(
  source: Blob,
  page: number,
  width: number,
  signal: AbortSignal,
): Promise<PagePicture | null> {
  const started = performance.now();
  const { readTiff } = await loadTiff();
  let number = 0;
  for await (const read of readTiff(byteSource(source), {
    limits: defaultLimits,
    signal,
    elapsed: () => performance.now() - started,
    depth: 0,
    keep: () => undefined,
  })) {
    if ((number += 1) < page) continue;
    const picture = await read.draw?.();
    if (!picture) return null;
    const canvas = createCanvas(picture.width, picture.height);
    penOf(canvas).putImageData(rgbaOf(picture), 0, 0);
    return { image: await scaled(canvas, width), marks: [], lines: [] };
  }
  return null;
}

function rgbaOf({ width, height, grey }: Picture): ImageData {
  const data = new ImageData(width, height);
  for (let at = 0; at < grey.length; at += 1)
    data.data.fill(grey[at] ?? 0, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  return data;
}
