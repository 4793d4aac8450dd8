/** A page as a picture in shades of grey, and what is done to it before its letters are read. */
import { createCanvas, penOf } from './platform.ts';

/** 8 bits a pixel, row by row, 0 is black. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Draws a page. Called when its turn comes, and never for two pages at once: one picture is held at a time. */
export type DrawPicture = () => Promise<Picture>;

/** Pixels along the longer side: about 160 dpi of a sheet of A4, where recognition is at its best for its time. */
export const readingSide = 1900;
/** Beyond this a small picture gains nothing from being enlarged. */
const mostEnlarged = 2.5;

/** By how much a picture of this size is scaled for reading. */
export const readingScale = (width: number, height: number): number =>
  Math.min(mostEnlarged, readingSide / Math.max(1, width, height));

/** Red, green, blue and opacity to shades on white paper. */
export function greyOf(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): Picture {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 4) {
    const shade = (rgba[from] as number) * 299 + (rgba[from + 1] as number) * 587 + (rgba[from + 2] as number) * 114;
    const opacity = rgba[from + 3] as number;
    grey[at] = opacity === 255 ? shade / 1000 : 255 + ((shade / 1000 - 255) * opacity) / 255;
  }
  return { width, height, grey };
}

/** Draws anything that a canvas can draw, at reading size. */
export function pictureOf(image: ImageBitmap | OffscreenCanvas): Picture {
  const scale = readingScale(image.width, image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = createCanvas(width, height);
  const pen = penOf(canvas);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, 0, 0, width, height);
  return greyOf(pen.getImageData(0, 0, width, height).data, width, height);
}

/** Turned by quarters, clockwise. */
export function turned({ width, height, grey }: Picture, quarters: number): Picture {
  const turns = ((quarters % 4) + 4) % 4;
  if (turns === 0) return { width, height, grey };
  const out = new Uint8Array(grey.length);
  const across = turns === 2 ? width : height;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = turns === 1 ? height - 1 - y : turns === 2 ? width - 1 - x : y;
      const row = turns === 1 ? x : turns === 2 ? height - 1 - y : width - 1 - x;
      out[row * across + column] = grey[y * width + x] as number;
    }
  }
  return { width: across, height: turns === 2 ? height : width, grey: out };
}

/** A part of a picture. */
export function cropped({ width, grey }: Picture, left: number, top: number, across: number, down: number): Picture {
  const out = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1) {
    const from = (top + y) * width + left;
    out.set(grey.subarray(from, from + across), y * across);
  }
  return { width: across, height: down, grey: out };
}
