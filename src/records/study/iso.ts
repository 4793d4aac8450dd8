/** Files of a CD image (ISO 9660, with Joliet names where it has them): slices of it, nothing is copied. */
import type { PickedFile } from './picked.ts';

const SECTOR = 2048;
const FIRST_DESCRIPTOR = 16;
const DESCRIPTORS = 16;
const DEEPEST = 16;
const MOST_FILES = 100_000;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;

const read = async (image: Blob, start: number, length: number): Promise<DataView> =>
  new DataView(await image.slice(start, start + length).arrayBuffer());

const ascii = (view: DataView, at: number, length: number): string =>
  Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('');

interface Extent {
  readonly at: number;
  readonly size: number;
}

/** Does it begin as a CD image does? */
export async function isIso(file: Blob): Promise<boolean> {
  if (file.size < (FIRST_DESCRIPTOR + 1) * SECTOR) return false;
  return ascii(await read(file, FIRST_DESCRIPTOR * SECTOR, 8), 1, 5) === 'CD001';
}

/** The root directory, and whether its names are in Joliet's UCS-2. */
async function rootOf(image: Blob): Promise<{ readonly root: Extent; readonly joliet: boolean } | null> {
  let found: { root: Extent; joliet: boolean } | null = null;
  for (let index = 0; index < DESCRIPTORS; index += 1) {
    const sector = await read(image, (FIRST_DESCRIPTOR + index) * SECTOR, SECTOR);
    if (sector.byteLength < SECTOR || ascii(sector, 1, 5) !== 'CD001') break;
    const kind = sector.getUint8(0);
    if (kind === 255) break;
    const joliet = kind === 2 && sector.getUint8(88) === 0x25 && sector.getUint8(89) === 0x2f;
    if (kind === 1 || joliet)
      found = { root: { at: sector.getUint32(158, true) * SECTOR, size: sector.getUint32(166, true) }, joliet };
    if (joliet) break;
  }
  return found;
}

function nameOf(view: DataView, at: number, length: number, joliet: boolean): string {
  const raw = joliet
    ? Array.from({ length: length >> 1 }, (_, index) => String.fromCharCode(view.getUint16(at + index * 2))).join('')
    : ascii(view, at, length);
  return raw.replace(/;\d+$/, '').replace(/\.$/, '');
}

/**
 * Every file of the image.
 * @throws RangeError where it is not a CD image that can be read.
 */
export async function filesOfIso(image: Blob): Promise<readonly PickedFile[]> {
  const begin = await rootOf(image);
  if (!begin) throw new RangeError('iso');
  const files: PickedFile[] = [];
  const seen = new Set<number>();
  const walk = async ({ at, size }: Extent, prefix: string, depth: number): Promise<void> => {
    // A directory that contains itself is no way to keep anybody busy.
    if (depth > DEEPEST || seen.has(at) || size > LARGEST_DIRECTORY) return;
    seen.add(at);
    const view = await read(image, at, size);
    for (let from = 0; from + 33 < view.byteLength;) {
      const length = view.getUint8(from);
      if (length === 0) {
        from = (Math.floor(from / SECTOR) + 1) * SECTOR;
        continue;
      }
      if (from + length > view.byteLength) break;
      const nameLength = view.getUint8(from + 32);
      const special = nameLength === 1 && view.getUint8(from + 33) <= 1;
      if (!special && 33 + nameLength <= length) {
        const extent = { at: view.getUint32(from + 2, true) * SECTOR, size: view.getUint32(from + 10, true) };
        const path = prefix + nameOf(view, from + 33, nameLength, begin.joliet);
        if ((view.getUint8(from + 25) & 2) !== 0) await walk(extent, `${path}/`, depth + 1);
        else if (files.length < MOST_FILES) files.push({ path, file: image.slice(extent.at, extent.at + extent.size) });
      }
      from += length;
    }
  };
  await walk(begin.root, '', 0);
  return files;
}
