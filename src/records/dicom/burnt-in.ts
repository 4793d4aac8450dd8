/** The pixels of a picture that may have words burnt into it, as far as no special decoder is needed. */
import { Unreadable } from '../page.ts';
import { greyOf, pictureOf, type Picture } from '../pictures/picture.ts';
import { createCanvas, decodePicture, penOf } from '../pictures/platform.ts';
import type { Parsed } from './parse.ts';
import { Values } from './summary.ts';

const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']);
const jpeg = new Set(['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51']);

interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bits: number;
  readonly planar: boolean;
  readonly inverted: boolean;
}

function shapeOf({ data }: Parsed): Shape {
  const values = new Values(data);
  const short = (tag: string, fallback: number): number => values.short(tag, true) ?? fallback;
  return {
    rows: short('00280010', 0),
    columns: short('00280011', 0),
    samples: short('00280002', 1),
    bits: short('00280100', 8),
    planar: short('00280006', 0) === 1,
    inverted: values.text('00280004') === 'MONOCHROME1',
  };
}

/** Whether {@link drawBurntIn} can draw it: stored as it is or as plain JPEG, with a size that may be decoded. */
export function canDrawBurntIn(parsed: Parsed, mostPixels: number): boolean {
  const { rows, columns, samples, bits } = shapeOf(parsed);
  const isKnown = native.has(parsed.transferSyntax) || jpeg.has(parsed.transferSyntax);
  const isPlain = (samples === 1 || samples === 3) && (bits === 8 || (bits === 16 && samples === 1));
  return isKnown && isPlain && parsed.pixelsAt !== undefined && rows * columns > 0 && rows * columns <= mostPixels;
}

/** Stretches what values there are from black to white: a window that nobody chose shows nothing. */
function shadesOf(bytes: Uint8Array, { rows, columns, samples, bits, planar, inverted }: Shape): Uint8ClampedArray {
  const pixels = rows * columns;
  const width = bits / 8;
  if (bytes.length < pixels * samples * width) throw new Unreadable('damaged');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const valueAt = (index: number): number => (width === 1 ? (bytes[index] as number) : view.getUint16(index * 2, true));
  let least = Infinity;
  let most = -Infinity;
  if (samples === 1) {
    for (let at = 0; at < pixels; at += 1) {
      least = Math.min(least, valueAt(at));
      most = Math.max(most, valueAt(at));
    }
  } else [least, most] = [0, 255];
  const range = Math.max(1, most - least);
  const rgba = new Uint8ClampedArray(pixels * 4);
  for (let at = 0; at < pixels; at += 1) {
    for (let colour = 0; colour < 3; colour += 1) {
      const sample = samples === 1 ? at : planar ? colour * pixels + at : at * 3 + colour;
      const shade = ((valueAt(sample) - least) * 255) / range;
      rgba[at * 4 + colour] = inverted ? 255 - shade : shade;
    }
    rgba[at * 4 + 3] = 255;
  }
  return rgba;
}

/** The first frame's bytes of encapsulated pixels: the items after the offset table, until the next picture would begin. */
function firstFrame(bytes: Uint8Array, start: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  for (let item = 0; at + 8 <= bytes.length; item += 1) {
    if (view.getUint32(at, true) !== 0xe000fffe) break;
    const length = view.getUint32(at + 4, true);
    if (item > 0) return Uint8Array.from(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  throw new Unreadable('damaged');
}

/**
 * Draws the first frame.
 * @param bytes - the whole file. @throws Unreadable where the pixels are not all there.
 */
export async function drawBurntIn(bytes: Uint8Array, parsed: Parsed): Promise<Picture> {
  const shape = shapeOf(parsed);
  const explicit = /^O[BW]$/.test(
    String.fromCharCode(...bytes.subarray((parsed.pixelsAt ?? 0) + 4, (parsed.pixelsAt ?? 0) + 6)),
  );
  const start = (parsed.pixelsAt ?? 0) + (explicit ? 12 : 8);
  if (jpeg.has(parsed.transferSyntax)) {
    const image = await decodePicture(firstFrame(bytes, start), 'image/jpeg').catch((cause: unknown) => {
      throw new Unreadable('damaged', { cause });
    });
    return pictureOf(image);
  }
  const { rows, columns } = shape;
  const shades = shadesOf(bytes.subarray(start), shape);
  const canvas = createCanvas(columns, rows);
  const pen = penOf(canvas);
  const image = pen.createImageData(columns, rows);
  image.data.set(shades);
  pen.putImageData(image, 0, 0);
  return columns > 1 && rows > 1 ? pictureOf(canvas) : greyOf(shades, columns, rows);
}
