/** Pictures of paper, one page each; TIFF has as many as it says. */
import { loadTiff } from '../load.ts';
import { Unreadable, type ReadContext, type ReadPage } from '../page.ts';
import type { ByteSource } from '../source.ts';
import { decodeFile, letGo } from './decode.ts';
import { pixelsOf } from './dimensions.ts';
import { pictureOf, type DrawPicture } from './picture.ts';

/** Headers of cameras hold previews of some size before the picture's own dimensions. */
const headBytes = 256 * 1024;

/** @throws Unreadable `too-large` where the file cannot be held; everything else is said of its page. */
export async function* readPictureFile(
  source: ByteSource,
  mediaType: string,
  context: ReadContext,
): AsyncGenerator<ReadPage> {
  if (source.size > context.limits.wholeBytes) throw new Unreadable('too-large');
  if (mediaType === 'image/tiff') {
    yield* (await loadTiff()).readTiff(source, context);
    return;
  }
  const pixels = pixelsOf(await source.read(0, headBytes), mediaType);
  if (pixels !== undefined && pixels > context.limits.pixels) {
    yield { kind: 'image', text: '', reason: 'too-many-pixels' };
    return;
  }
  yield { kind: 'image', text: '', draw: drawing(source, mediaType) };
}

/** The file is read again when its turn comes: a hundred photographs are never held at once. */
export const drawing =
  (source: ByteSource, mediaType: string): DrawPicture =>
  async () => {
    const image = await decodeFile(await source.read(0, source.size), mediaType);
    try {
      return pictureOf(image);
    } finally {
      letGo(image);
    }
  };
