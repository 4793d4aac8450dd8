/** Evens out what cameras and scanners do to paper: shadows, grey paper, white letters on black. */
import type { Picture } from './picture.ts';

const tile = 32;
/** The share of a tile's brightest pixels that is taken to be paper. */
const paperShare = 0.1;
/** A picture darker than this on the whole is white on black. */
const dark = 100;
/** Paper is never taken to be darker than this, or a dark photograph would become noise. */
const darkestPaper = 60;

const meanOf = (grey: Uint8Array): number => {
  let sum = 0;
  for (const shade of grey) sum += shade;
  return sum / Math.max(1, grey.length);
};

const inverted = (picture: Picture): Picture => ({ ...picture, grey: picture.grey.map((shade) => 255 - shade) });

/** How bright the paper is in each tile. */
function paperOf({ width, height, grey }: Picture): { readonly across: number; readonly tiles: Float32Array } {
  const across = Math.ceil(width / tile);
  const down = Math.ceil(height / tile);
  const tiles = new Float32Array(across * down);
  const counts = new Uint32Array(256);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      counts.fill(0);
      const right = Math.min(width, (column + 1) * tile);
      const bottom = Math.min(height, (row + 1) * tile);
      let pixels = 0;
      for (let y = row * tile; y < bottom; y += 1) {
        for (let x = column * tile; x < right; x += 1) {
          counts[grey[y * width + x] as number] = (counts[grey[y * width + x] as number] as number) + 1;
          pixels += 1;
        }
      }
      let left = pixels * paperShare;
      let shade = 255;
      while (shade > darkestPaper && (left -= counts[shade] as number) > 0) shade -= 1;
      tiles[row * across + column] = shade;
    }
  }
  return { across, tiles };
}

/** The brightest of the tiles around: a tile full of ink has no paper of its own. */
function spread(tiles: Float32Array, across: number): Float32Array {
  const down = tiles.length / across;
  return tiles.map((own, index) => {
    const column = index % across;
    const row = (index - column) / across;
    let sum = 0;
    let count = 0;
    let most = own;
    for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y += 1) {
      for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x += 1) {
        most = Math.max(most, tiles[y * across + x] as number);
        sum += tiles[y * across + x] as number;
        count += 1;
      }
    }
    return (most + sum / count) / 2;
  });
}

/** White paper and dark letters, whatever the light was. */
export function evenLight(given: Picture): Picture {
  const picture = meanOf(given.grey) < dark ? inverted(given) : given;
  const { across, tiles } = paperOf(picture);
  const paper = spread(tiles, across);
  const down = paper.length / across;
  const { width, height, grey } = picture;
  const out = new Uint8Array(grey.length);
  for (let y = 0; y < height; y += 1) {
    const row = Math.max(0, Math.min(down - 1, (y + 0.5) / tile - 0.5));
    const above = Math.floor(row);
    const below = Math.min(down - 1, above + 1);
    for (let x = 0; x < width; x += 1) {
      const column = Math.max(0, Math.min(across - 1, (x + 0.5) / tile - 0.5));
      const before = Math.floor(column);
      const after = Math.min(across - 1, before + 1);
      const right = column - before;
      const upper =
        (paper[above * across + before] as number) * (1 - right) + (paper[above * across + after] as number) * right;
      const lower =
        (paper[below * across + before] as number) * (1 - right) + (paper[below * across + after] as number) * right;
      const white = upper * (1 - row + above) + lower * (row - above);
      out[y * width + x] = Math.min(255, ((grey[y * width + x] as number) * 255) / white);
    }
  }
  return { width, height, grey: out };
}

/** Of all steps between neighbours this share is the steepest: the edges of a few lines of text. */
const edges = 0.001;

/**
 * How sharp the edges are, 0–1: the step that only few others exceed, as a share of black to white. Letters out of focus
 * have no steep edge anywhere.
 */
export function sharpness({ width, height, grey }: Picture): number {
  const counts = new Uint32Array(256);
  for (let y = 0; y < height; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width; at += 1) {
      const step = Math.abs((grey[at] as number) - (grey[at - 1] as number));
      counts[step] = (counts[step] as number) + 1;
    }
  }
  let left = width * height * edges;
  let step = 255;
  while (step > 0 && (left -= counts[step] as number) > 0) step -= 1;
  return step / 255;
}
