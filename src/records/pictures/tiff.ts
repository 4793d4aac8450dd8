/** TIFF, page by page. The only file that imports utif2. */
import UTIF, { type IFD } from 'utif2';
import { Unreadable, type ReadContext, type ReadPage } from '../page.ts';
import type { ByteSource } from '../source.ts';
import { createCanvas, penOf } from './platform.ts';
import { pictureOf, type DrawPicture, type Picture } from './picture.ts';

const tags = { kind: 't254', width: 't256', height: 't257', turn: 't274' } as const;
/** Bit of `NewSubfileType`: a smaller copy of another page. */
const isPreview = 1;

const numberOf = (ifd: IFD, tag: string): number => {
  const value = ifd[tag];
  return Number((Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>)[0] : value) ?? 0);
};

/** Pages that have a picture of their own. */
function pagesOf(bytes: ArrayBuffer): IFD[] {
  try {
    return UTIF.decode(bytes).filter(
      (ifd) => numberOf(ifd, tags.width) > 0 && (numberOf(ifd, tags.kind) & isPreview) === 0,
    );
  } catch (cause) {
    throw new Unreadable('damaged', { cause });
  }
}

/** Decodes one page; its pixels are let go again at once. */
function decode(bytes: ArrayBuffer, ifd: IFD): Picture {
  try {
    UTIF.decodeImage(bytes, ifd);
    const rgba = UTIF.toRGBA8(ifd);
    const { width, height } = ifd;
    if (rgba.length < width * height * 4) throw new RangeError('pixels are missing');
    const canvas = createCanvas(width, height);
    const pen = penOf(canvas);
    const pixels = pen.createImageData(width, height);
    pixels.data.set(rgba.subarray(0, width * height * 4));
    pen.putImageData(pixels, 0, 0);
    const picture = pictureOf(canvas);
    canvas.width = 0;
    canvas.height = 0;
    return picture;
  } catch (cause) {
    throw new Unreadable('damaged', { cause });
  }
}

/** @throws Unreadable `damaged` where not even its table of pages can be read. */
export async function* readTiff(source: ByteSource, context: ReadContext): AsyncGenerator<ReadPage> {
  const all = async (): Promise<ArrayBuffer> => (await source.read(0, source.size)).buffer;
  const pages = pagesOf(await all());
  if (pages.length === 0) throw new Unreadable('damaged');
  for (const [index, ifd] of pages.entries()) {
    if (index >= context.limits.pages) {
      yield { kind: 'unread', reason: 'too-many-pages' };
      return;
    }
    if (numberOf(ifd, tags.width) * numberOf(ifd, tags.height) > context.limits.pixels) {
      yield { kind: 'image', text: '', reason: 'too-many-pixels' };
      continue;
    }
    const draw: DrawPicture = async () => {
      const bytes = await all();
      const page = pagesOf(bytes)[index];
      if (page === undefined) throw new Unreadable('damaged');
      return decode(bytes, page);
    };
    yield { kind: 'image', text: '', draw };
  }
}
