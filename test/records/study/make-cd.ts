/** CDs by script: images with pixels and a birth date, and everything that hospitals burn beside them. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PickedFile } from '../../../src/records/study/picked.ts';

const shared = new URL('../../../../shared/data/dicom/', import.meta.url).pathname;
export const hasShared = existsSync(join(shared, 'cd'));

const text = (value: string): Buffer => Buffer.from(value.length % 2 === 0 ? value : `${value} `, 'utf8');
const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

/** What stands before a value of this many bytes. */
function elementHead(group: number, number: number, vr: string, length: number): Buffer {
  const long = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(vr);
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (long) head.writeUInt32LE(length, 8);
  else head.writeUInt16LE(length, 6);
  return head;
}

/** One explicit little-endian element. */
const element = (group: number, number: number, vr: string, value: Buffer): Buffer =>
  Buffer.concat([elementHead(group, number, vr, value.length), value]);

export interface ImageOptions {
  readonly name?: string;
  readonly birthDate?: string;
  readonly study?: string;
  readonly series?: string;
  readonly number?: number;
  readonly instance?: string;
  readonly modality?: string;
  readonly side?: number;
  /** The value of a pixel. */
  readonly pixel?: (x: number, y: number) => number;
}

/** A CT image without its pixels: everything up to them, for `side` by `side` of two bytes each. */
export function makeImageHead({
  name = 'Al-Hashimi^Layla',
  birthDate = '20210314',
  study = '1.2.826.0.1.3680043.2.1125.1',
  series = `${study}.1`,
  number = 1,
  instance = `${series}.${String(number)}`,
  modality = 'CT',
  side = 64,
}: ImageOptions = {}): Buffer {
  const sop = '1.2.840.10008.5.1.4.1.1.2';
  const meta = Buffer.concat([
    element(2, 2, 'UI', Buffer.from(`${sop}\0`)),
    element(2, 3, 'UI', text(instance)),
    element(2, 16, 'UI', Buffer.from('1.2.840.10008.1.2.1\0')),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0, 'UL', size),
    meta,
    element(8, 5, 'CS', text('ISO_IR 192')),
    element(8, 0x16, 'UI', Buffer.from(`${sop}\0`)),
    element(8, 0x18, 'UI', text(instance)),
    element(8, 0x20, 'DA', text('20261002')),
    element(8, 0x60, 'CS', text(modality)),
    element(8, 0x1030, 'LO', text('Chest')),
    element(8, 0x103e, 'LO', text('Axial')),
    element(0x10, 0x10, 'PN', text(name)),
    element(0x10, 0x30, 'DA', text(birthDate)),
    element(0x18, 0x15, 'CS', text('CHEST')),
    element(0x20, 0xd, 'UI', text(study)),
    element(0x20, 0xe, 'UI', text(series)),
    element(0x20, 0x11, 'IS', text('1')),
    element(0x20, 0x13, 'IS', text(String(number))),
    element(0x28, 2, 'US', short(1)),
    element(0x28, 4, 'CS', text('MONOCHROME2')),
    element(0x28, 0x10, 'US', short(side)),
    element(0x28, 0x11, 'US', short(side)),
    element(0x28, 0x100, 'US', short(16)),
    element(0x28, 0x101, 'US', short(16)),
    element(0x28, 0x103, 'US', short(0)),
    elementHead(0x7fe0, 0x10, 'OW', side * side * 2),
  ]);
}

/** A CT image that any reader opens: a disc on black, unless it is told otherwise. */
export function makeImage(options: ImageOptions = {}): Buffer {
  const { side = 64 } = options;
  const { pixel = (x, y) => ((x - side / 2) ** 2 + (y - side / 2) ** 2 < (side / 3) ** 2 ? 1200 : 20) } = options;
  const pixels = Buffer.alloc(side * side * 2);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) pixels.writeUInt16LE(pixel(x, y), (y * side + x) * 2);
  return Buffer.concat([makeImageHead(options), pixels]);
}

export const picked = (path: string, bytes: Uint8Array | string): PickedFile => ({
  path,
  file: new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]),
});

/** Where the shared test data has them on disk. */
export const sharedFolder = (folder: 'cd' | 'files'): string => join(shared, folder);

/** Files of the shared test data, as a picked folder has them. */
export const sharedFiles = (folder: 'cd' | 'files'): readonly PickedFile[] =>
  globSync(join(shared, folder, '**/*'))
    .filter((path) => statSync(path).isFile())
    .toSorted()
    .map((path) => picked(relative(join(shared, folder), path), readFileSync(path)));

/** What is on a CD beside images, and a third patient: seven images of nine, with pixels and a birth date. */
export const additions = (birthDate = '20210314'): readonly PickedFile[] => [
  picked('AUTORUN.INF', '[autorun]\r\nopen=VIEWER\\START.EXE\r\n'),
  picked('VIEWER/START.EXE', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4000, 1)])),
  picked('VIEWER/RENDER.DLL', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 2)])),
  picked('INDEX.HTM', '<!doctype html><title>Images</title><a href="DICOM">open</a>'),
  picked('README.TXT', 'Start the viewer to see the images.'),
  picked('VIEWER/EMPTY.DAT', ''),
  ...[1, 2, 3, 5, 6, 8, 9].map((number) =>
    picked(`55512345/CT1/${String(1000 + number)}`, makeImage({ number, birthDate })),
  ),
  // The same image once more, in another folder.
  picked('COPY/1001', makeImage({ number: 1, birthDate })),
];

/** A CD image of these files, ISO 9660 with Joliet names in one flat directory per folder. */
export function makeIso(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Buffer {
  const sector = 2048;
  const folders = [...new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')))].filter(Boolean);
  const directories = ['', ...folders];
  let next = 18 + directories.length;
  const places = new Map(directories.map((name, index) => [name, 18 + index]));
  const extents = files.map(({ bytes }) => {
    const at = next;
    next += Math.max(1, Math.ceil(bytes.length / sector));
    return at;
  });
  const disc = Buffer.alloc(next * sector);
  const record = (name: Buffer, at: number, size: number, folder: boolean): Buffer => {
    const length = 33 + name.length + ((33 + name.length) % 2);
    const bytes = Buffer.alloc(length);
    bytes[0] = length;
    bytes.writeUInt32LE(at, 2);
    bytes.writeUInt32LE(size, 10);
    bytes[25] = folder ? 2 : 0;
    bytes[32] = name.length;
    name.copy(bytes, 33);
    return bytes;
  };
  const joliet = (name: string): Buffer => Buffer.from(name, 'utf16le').swap16();
  for (const name of directories) {
    const at = places.get(name) ?? 0;
    const entries = [record(Buffer.from([0]), at, sector, true), record(Buffer.from([1]), 18, sector, true)];
    if (name === '')
      for (const folder of folders) entries.push(record(joliet(folder), places.get(folder) ?? 0, sector, true));
    files.forEach(({ path, bytes }, index) => {
      const parts = path.split('/');
      if (parts.slice(0, -1).join('/') === name)
        entries.push(record(joliet(`${parts.at(-1) ?? ''};1`), extents[index] ?? 0, bytes.length, false));
    });
    Buffer.concat(entries).copy(disc, at * sector);
  }
  files.forEach(({ bytes }, index) => disc.set(bytes, (extents[index] ?? 0) * sector));
  for (const [index, kind] of [2, 255].entries()) {
    const at = (16 + index) * sector;
    disc[at] = kind;
    disc.write('CD001', at + 1, 'latin1');
    if (kind === 2) {
      disc.set([0x25, 0x2f, 0x45], at + 88);
      record(Buffer.from([0]), 18, sector, true).copy(disc, at + 156);
    }
  }
  return disc;
}
