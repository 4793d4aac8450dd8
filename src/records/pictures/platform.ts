/** What a browser has and Node does not, or the other way round: canvases, picture decoders, files of this build. */

/** As much of `@napi-rs/canvas` as is used here. */
interface NodeCanvas {
  createCanvas(width: number, height: number): OffscreenCanvas;
  loadImage(bytes: Uint8Array): Promise<ImageBitmap>;
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:module'): { createRequire(from: string): (name: string) => unknown };
  getBuiltinModule?(name: 'node:fs/promises'): { readFile(path: URL): Promise<Uint8Array> };
}

const { process } = globalThis as { process?: NodeProcess };

let nodeCanvas: NodeCanvas | null | undefined;

/** An optional package of ours: without it, or without a binary for this machine, nothing is drawn. */
function canvasOfNode(): NodeCanvas | null {
  if (nodeCanvas === undefined) {
    try {
      const modules = process?.getBuiltinModule?.('node:module');
      nodeCanvas = (modules?.createRequire(import.meta.url)('@napi-rs/canvas') as NodeCanvas | undefined) ?? null;
    } catch {
      nodeCanvas = null;
    }
  }
  return nodeCanvas;
}

const hasOffscreen = (): boolean => typeof OffscreenCanvas === 'function';

/** Whether anything can be drawn here, outside of a page. */
export const canDraw = (): boolean => hasOffscreen() || canvasOfNode() !== null;

/** @throws where there is neither an `OffscreenCanvas` nor Node's canvas package, or no memory for one of this size. */
export function createCanvas(width: number, height: number): OffscreenCanvas {
  if (hasOffscreen()) return new OffscreenCanvas(width, height);
  // An older browser draws with the page's own kind of canvas: the same pen, on the page's thread.
  if (typeof document === 'object')
    return Object.assign(document.createElement('canvas'), { width, height }) as unknown as OffscreenCanvas;
  const node = canvasOfNode();
  if (node === null) throw new TypeError('no canvas');
  return node.createCanvas(width, height);
}

/** The canvas's pen, for reading pixels back. */
export function penOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new TypeError('no canvas');
  return pen;
}

/**
 * Decodes a picture with what the platform knows, turned as its EXIF says where the platform does that.
 * @throws where the platform does not know the format, or the bytes are broken.
 */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<ImageBitmap> {
  if (typeof createImageBitmap === 'function') return createImageBitmap(new Blob([bytes], { type: mediaType }));
  const node = canvasOfNode();
  if (node === null) throw new TypeError('no decoder');
  return node.loadImage(bytes);
}

/** Reads a file that is shipped beside the code. @throws where it cannot be fetched. */
export async function readAsset(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  if (address.protocol === 'file:' && process?.getBuiltinModule) {
    return Uint8Array.from(await process.getBuiltinModule('node:fs/promises').readFile(address));
  }
  const response = await fetch(address);
  if (!response.ok) throw new TypeError('not fetched');
  return new Uint8Array(await response.arrayBuffer());
}
