/**
 * Packs: many small instances of a study in one ustar archive (contract.md "Records, uploads, digests, packs"). First
 * member `manifest.json`, then `00000001`, `00000002` … in the order of the manifest; times 0, so that the same
 * files make the same bytes.
 */

/** Media type of a pack. */
export const PACK_TYPE = 'application/x-tar';
/** Content bytes that a pack is filled to. */
export const PACK_BYTES = 64 * 1024 * 1024;
/** An instance larger than this goes by itself. */
export const PACKED_INSTANCE_BYTES = PACK_BYTES / 2;
/** Instances in a pack at the most. */
export const PACK_INSTANCES = 2048;
/** Bytes of a tar block: headers are one, contents are filled up to whole ones. */
export const TAR_BLOCK = 512;

/** One instance as the manifest names it. */
export interface PackInstance {
  /** Number of its member, from 1: `00000001`. */
  readonly n: number;
  /** Relative to the chosen folder, `/` between parts. */
  readonly path: string;
  readonly size: number;
  /** Milliseconds since the epoch, as the device had it. */
  readonly mtime: number;
  readonly sha256: string;
}

export interface PackManifest {
  readonly v: 1;
  /** The study that the pack belongs to. */
  readonly study: string;
  readonly instances: readonly PackInstance[];
}

export const manifestName = 'manifest.json';

/** Name of instance `n`'s member. */
export const memberName = (n: number): string => String(n).padStart(8, '0');

/** Zero bytes after a content of this size. */
export const tarPadding = (size: number): number => (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;

/** Bytes of an archive whose members have these sizes, with the two empty blocks at its end. */
export const tarSize = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + TAR_BLOCK + size + tarPadding(size), 2 * TAR_BLOCK);

/** The ustar header of a plain file: owner 0, mode 644, time 0. @throws RangeError over 8 GiB */
export function tarHeader(name: string, size: number): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(size) || size < 0 || size >= 8 ** 11) throw new RangeError('size');
  const block = new Uint8Array(TAR_BLOCK);
  const write = (at: number, text: string): void => block.set(new TextEncoder().encode(text), at);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  write(0, name);
  write(100, octal(0o644, 8));
  write(108, octal(0, 8));
  write(116, octal(0, 8));
  write(124, octal(size, 12));
  write(136, octal(0, 12));
  // The checksum is taken with its own field full of spaces.
  write(148, ' '.repeat(8));
  write(156, '0');
  write(257, 'ustar\0' + '00');
  const sum = block.reduce((total, byte) => total + byte, 0);
  write(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** The manifest's bytes: one spelling, so that the same instances make the same bytes. */
export function manifestBytes({ v, study, instances }: PackManifest): Uint8Array<ArrayBuffer> {
  const plain = instances.map(({ n, path, size, mtime, sha256 }) => ({ n, path, size, mtime, sha256 }));
  return Uint8Array.from(new TextEncoder().encode(JSON.stringify({ v, study, instances: plain })));
}

/** Order of UTF-8 bytes, which is the order of code points (UTF-16's own order differs beyond the BMP). */
export function comparePaths(one: string, other: string): number {
  const left = one[Symbol.iterator]();
  const right = other[Symbol.iterator]();
  for (;;) {
    const a = left.next();
    const b = right.next();
    if (a.done || b.done) return Number(b.done ?? false) - Number(a.done ?? false);
    if (a.value !== b.value) return (a.value.codePointAt(0) ?? 0) - (b.value.codePointAt(0) ?? 0);
  }
}
