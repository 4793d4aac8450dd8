/** Pictures from bytes: by the platform, and where it does not know what telephones write, by a decoder of our own. */
import { loadHeic, NotLoaded } from '../load.ts';
import { Unreadable } from '../page.ts';
import { decodePicture } from './platform.ts';

/** A canvas where our own decoder drew it. */
export type Decoded = ImageBitmap | OffscreenCanvas;

/** @throws Unreadable with the reason for the page. */
export async function decodeFile(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<Decoded> {
  try {
    return await decodePicture(bytes, mediaType);
  } catch (cause) {
    if (mediaType !== 'image/heic') throw new Unreadable('unsupported', { cause });
  }
  const decode = await loadHeic().catch((cause: unknown) => {
    throw cause instanceof NotLoaded ? new Unreadable('ocr-unavailable', { cause }) : cause;
  });
  try {
    return decode(bytes);
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable('damaged', { cause });
  }
}

/** Gives the memory of a picture back. */
export function letGo(picture: Decoded): void {
  // Node's pictures have nothing to give back.
  if ('close' in picture) picture.close();
  else if ('getContext' in picture) Object.assign(picture, { width: 0, height: 0 });
}
