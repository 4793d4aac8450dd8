/**
 * HEIC, the photographs of iPhones, where the platform cannot decode them: every browser but Safari, and Node. The only
 * file that imports libheif (LGPL, in files of its own: NOTICE).
 */
import createHeif, { type Decoded, type Failure, type Handle, type Heif } from 'libheif-js/libheif-wasm/libheif.js';
import { Unreadable } from '../page.ts';
import { createCanvas, penOf, readAsset } from './platform.ts';

const binary = new URL('../../../node_modules/libheif-js/libheif-wasm/libheif.wasm', import.meta.url);

/** Width times height. Telephones take up to 48 million; each is 4 bytes, once here and once on the canvas. */
const mostPixels = 50_000_000;

export type DecodeHeic = (bytes: Uint8Array) => OffscreenCanvas;

function orFailed<T extends object>(heif: Heif, result: T | Failure): T {
  if (!('code' in result)) return result;
  throw new Unreadable(result.code === heif.heif_error_Invalid_input ? 'damaged' : 'unsupported');
}

/** The file's main picture, turned as the file says. */
function decode(heif: Heif, bytes: Uint8Array): OffscreenCanvas {
  const context = heif.heif_context_alloc();
  const read = heif.heif_context_read_from_memory(context, bytes);
  if (read.code !== heif.heif_error_Ok) orFailed(heif, read);
  const handle = orFailed<Handle>(heif, heif.heif_js_context_get_primary_image_handle(context));
  if (heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle) > mostPixels)
    throw new Unreadable('too-many-pixels');
  const { heif_colorspace_RGB: colours, heif_chroma_interleaved_RGBA: layout } = heif;
  return drawn(orFailed<Decoded>(heif, heif.heif_js_decode_image2(handle, colours, layout)));
}

function drawn({ width, height, channels: [pixels] }: Decoded): OffscreenCanvas {
  if (pixels === undefined) throw new Unreadable('damaged');
  const canvas = createCanvas(width, height);
  const pen = penOf(canvas);
  const sheet = pen.createImageData(width, height);
  for (let row = 0; row < height; row += 1) {
    const from = row * pixels.stride;
    sheet.data.set(pixels.data.subarray(from, from + width * 4), row * width * 4);
  }
  pen.putImageData(sheet, 0, 0);
  return canvas;
}

/**
 * @returns a decoder. Memory of WebAssembly never shrinks: each picture has a module to itself, which goes with it.
 * @throws where the module cannot be fetched.
 */
export async function startHeic(): Promise<DecodeHeic> {
  const wasmBinary = await readAsset(binary);
  return (bytes) => decode(createHeif({ wasmBinary, print: () => undefined, printErr: () => undefined }), bytes);
}
