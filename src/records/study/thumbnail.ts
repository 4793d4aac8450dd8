/**
 * A small picture of an image, so that a person recognises the study: uncompressed pixels are windowed here, baseline
 * JPEG is the browser's own. Everything else has none; it is sent all the same.
 */
import type { Parsed } from '../dicom/parse.ts';
import { Values } from '../dicom/summary.ts';
import { imageHeader } from './look.ts';

/** Longest side, CSS pixels twice over. */
const SIDE = 192;
const MOST_PIXELS = 64_000_000;
const MOST_JPEG = 32 * 1024 * 1024;

const explicitLittle = '1.2.840.10008.1.2.1';
const implicitLittle = '1.2.840.10008.1.2';
const baselineJpeg = '1.2.840.10008.1.2.4.50';

/** Four bytes a pixel, as a canvas takes them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

interface Layout {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  /** Bytes a sample: 1 or 2. */
  readonly depth: number;
  readonly signed: boolean;
  readonly inverted: boolean;
  readonly planar: boolean;
  readonly frames: number;
  readonly window?: { readonly from: number; readonly to: number };
}

function layoutOf({ data }: Parsed): Layout | null {
  const values = new Values(data);
  const short = (tag: string, otherwise: number): number => values.short(tag, true) ?? otherwise;
  const [rows, columns, bits] = [short('00280010', 0), short('00280011', 0), short('00280100', 0)];
  const samples = short('00280002', 1);
  if (rows * columns === 0 || rows * columns > MOST_PIXELS || ![8, 16].includes(bits) || ![1, 3].includes(samples))
    return null;
  const slope = Number(values.text('00281053') ?? 1) || 1;
  const intercept = Number(values.text('00281052') ?? 0) || 0;
  const first = (tag: string): number => Number((values.text(tag) ?? '').split('\\')[0] || Number.NaN);
  const [centre, width] = [first('00281050'), first('00281051')];
  const windowed = Number.isFinite(centre) && width > 0;
  return {
    rows,
    columns,
    samples,
    depth: bits / 8,
    signed: short('00280103', 0) === 1,
    inverted: values.text('00280004') === 'MONOCHROME1',
    planar: short('00280006', 0) === 1,
    frames: Math.max(1, values.number('00280008') ?? 1),
    ...(windowed && {
      window: { from: (centre - width / 2 - intercept) / slope, to: (centre + width / 2 - intercept) / slope },
    }),
  };
}

/** Brightness of every pixel that is drawn → the darkest and the brightest of all but the outermost hundredth. */
function spread(values: readonly number[]): { readonly from: number; readonly to: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const from = sorted[Math.floor(sorted.length * 0.01)] ?? 0;
  const to = sorted[Math.floor(sorted.length * 0.99)] ?? 1;
  return { from, to: to > from ? to : from + 1 };
}

/** Draws one frame of uncompressed pixels, no larger than it has to be. */
export function draw(layout: Layout, frame: DataView): Picture | null {
  const { rows, columns, samples, depth, signed, planar } = layout;
  if (frame.byteLength < rows * columns * samples * depth) return null;
  const scale = Math.max(1, rows / SIDE, columns / SIDE);
  const [width, height] = [Math.max(1, Math.floor(columns / scale)), Math.max(1, Math.floor(rows / scale))];
  const at = (x: number, y: number, sample: number): number => {
    const pixel = Math.floor(y * scale) * columns + Math.floor(x * scale);
    const index = planar ? sample * rows * columns + pixel : pixel * samples + sample;
    if (depth === 1) return signed ? frame.getInt8(index) : frame.getUint8(index);
    return signed ? frame.getInt16(index * 2, true) : frame.getUint16(index * 2, true);
  };
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  if (samples === 3) {
    for (let pixel = 0; pixel < width * height; pixel += 1)
      for (let sample = 0; sample < 3; sample += 1)
        rgba[pixel * 4 + sample] = at(pixel % width, Math.floor(pixel / width), sample) / (depth === 2 ? 256 : 1);
    return { width, height, rgba };
  }
  const grey = Array.from({ length: width * height }, (_, pixel) => at(pixel % width, Math.floor(pixel / width), 0));
  const { from, to } = layout.window ?? spread(grey);
  grey.forEach((value, pixel) => {
    const bright = (255 * (value - from)) / (to - from);
    rgba.fill(layout.inverted ? 255 - Math.max(0, Math.min(255, bright)) : bright, pixel * 4, pixel * 4 + 3);
  });
  return { width, height, rgba };
}

/** The picture of an image, or the JPEG that it is; nothing where neither can be had. */
export async function pictureOf(file: Blob): Promise<Picture | Blob | null> {
  const header = await imageHeader(file);
  const at = header?.parsed.pixelsAt;
  if (!header || at === undefined) return null;
  const { transferSyntax } = header.parsed;
  if (transferSyntax === baselineJpeg) return jpegOf(file, at + 12);
  if (transferSyntax !== explicitLittle && transferSyntax !== implicitLittle) return null;
  const layout = layoutOf(header.parsed);
  if (!layout) return null;
  const prefix = new Uint8Array(await file.slice(at + 4, at + 6).arrayBuffer());
  const explicit = prefix.every((byte) => byte >= 0x41 && byte <= 0x5a);
  const size = layout.rows * layout.columns * layout.samples * layout.depth;
  const start = at + (explicit ? 12 : 8) + size * (layout.frames >> 1);
  return draw(layout, new DataView(await file.slice(start, start + size).arrayBuffer()));
}

/** The first fragment behind the table of offsets: for a picture that is enough. */
async function jpegOf(file: Blob, start: number): Promise<Blob | null> {
  const item = async (at: number): Promise<number> => {
    const view = new DataView(await file.slice(at, at + 8).arrayBuffer());
    return view.byteLength === 8 && view.getUint32(0, true) === 0xe000fffe ? view.getUint32(4, true) : -1;
  };
  const table = await item(start);
  if (table < 0) return null;
  const first = start + 8 + table;
  const size = await item(first);
  if (size <= 0 || size > MOST_JPEG) return null;
  return file.slice(first + 8, first + 8 + size, 'image/jpeg');
}

/** A small picture as a file that an `img` shows; nothing where this browser draws none outside the page. */
export async function thumbnail(file: Blob): Promise<Blob | null> {
  const picture = await pictureOf(file).catch(() => null);
  if (!picture || typeof OffscreenCanvas === 'undefined') return null;
  try {
    if (!(picture instanceof Blob)) {
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      canvas.getContext('2d')?.putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
      return await canvas.convertToBlob({ type: 'image/png' });
    }
    const bitmap = await createImageBitmap(picture);
    const scale = Math.max(1, bitmap.width / SIDE, bitmap.height / SIDE);
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width / scale), Math.ceil(bitmap.height / scale));
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch {
    return null;
  }
}
