/** Photographs and scans as they are, at the size wanted. The whole picture is in memory only while it is made smaller. */
import { createCanvas, decodePicture, penOf } from '../pictures/platform.ts';
import { bitmapOf } from './bitmap.ts';
import type { PagePicture, PictureOptions } from './pages.ts';

/** Beyond this a picture is not decoded to be looked at: a phone would lose the page over it. */
const LARGEST_BYTES = 64 * 1024 ** 2;

export async function imagePicture(
  source: Blob,
  mediaType: string,
  { page, width, signal }: PictureOptions,
): Promise<PagePicture | null> {
  if (page !== 1 || source.size > LARGEST_BYTES) return null;
  const whole = await decodePicture(new Uint8Array(await source.arrayBuffer()), mediaType);
  try {
    signal.throwIfAborted();
    const scale = Math.min(1, width / whole.width);
    const canvas = createCanvas(
      Math.max(1, Math.round(whole.width * scale)),
      Math.max(1, Math.round(whole.height * scale)),
    );
    const pen = penOf(canvas);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(whole, 0, 0, canvas.width, canvas.height);
    return { image: await bitmapOf(canvas), marks: [], lines: [] };
  } finally {
    whole.close();
  }
}
