/** Files of a ZIP archive by its central directory: stored members are slices, packed ones are inflated one by one. */
import type { PickedFile } from './picked.ts';

const MOST_FILES = 100_000;
/** A member that grows more than this is no image. */
const HIGHEST_RATIO = 200;
const LARGEST_MEMBER = 2 * 1024 ** 3;
const TAIL = 66_000;

const read = async (archive: Blob, start: number, end: number): Promise<DataView> =>
  new DataView(await archive.slice(start, end).arrayBuffer());

export async function isZip(file: Blob): Promise<boolean> {
  if (file.size < 22) return false;
  return (await read(file, 0, 4)).getUint32(0, true) === 0x04034b50;
}

/** A member whose bytes are not there before they are asked for. */
export interface ZipMember {
  readonly path: string;
  readonly open: () => Promise<Blob>;
}

/** 64-bit sizes and offsets of a member, in the order in which the fields that are full ask for them. */
function extended(view: DataView, at: number, length: number, fields: readonly number[]): readonly number[] {
  for (let from = at; from + 4 <= at + length;) {
    const size = view.getUint16(from + 2, true);
    if (view.getUint16(from, true) === 1) {
      let next = from + 4;
      return fields.map((field) => {
        if (field !== 0xffffffff || next + 8 > from + 4 + size) return field;
        next += 8;
        return Number(view.getBigUint64(next - 8, true));
      });
    }
    from += 4 + size;
  }
  return fields;
}

async function directoryOf(archive: Blob): Promise<DataView> {
  const from = Math.max(0, archive.size - TAIL);
  const tail = await read(archive, from, archive.size);
  for (let at = tail.byteLength - 22; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue;
    let size = tail.getUint32(at + 12, true);
    let start = tail.getUint32(at + 16, true);
    if (start === 0xffffffff && at >= 20 && tail.getUint32(at - 20, true) === 0x07064b50) {
      const end = await read(archive, Number(tail.getBigUint64(at - 12, true)), archive.size);
      size = Number(end.getBigUint64(40, true));
      start = Number(end.getBigUint64(48, true));
    }
    return read(archive, start, start + size);
  }
  throw new RangeError('zip');
}

async function open(archive: Blob, header: number, packed: number, size: number, method: number): Promise<Blob> {
  const local = await read(archive, header, header + 30);
  const start = header + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const content = archive.slice(start, start + packed);
  if (method === 0) return content;
  if (method !== 8 || size > LARGEST_MEMBER || size > packed * HIGHEST_RATIO + 65_536) throw new RangeError('zip');
  let bytes = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      bytes += piece.length;
      // The directory may say less than there is.
      if (bytes > size) controller.error(new RangeError('zip'));
      else controller.enqueue(piece);
    },
  });
  const inflated = content.stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(counted);
  return new Response(inflated).blob();
}

/**
 * Every file of the archive, in its own order.
 * @throws RangeError where it is not one that can be read, or is encrypted.
 */
export async function filesOfZip(archive: Blob): Promise<readonly ZipMember[]> {
  const directory = await directoryOf(archive);
  const members: ZipMember[] = [];
  for (let at = 0; at + 46 <= directory.byteLength && members.length < MOST_FILES;) {
    if (directory.getUint32(at, true) !== 0x02014b50) throw new RangeError('zip');
    const flags = directory.getUint16(at + 8, true);
    const method = directory.getUint16(at + 10, true);
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((field) => directory.getUint16(at + field, true));
    const name = new Uint8Array(directory.buffer, at + 46, nameLength);
    const path = new TextDecoder((flags & 0x800) !== 0 ? 'utf-8' : 'windows-1252').decode(name).replaceAll('\\', '/');
    const fields = [24, 20, 42].map((field) => directory.getUint32(at + field, true));
    const [size = 0, packed = 0, header = 0] = extended(
      directory,
      at + 46 + (nameLength ?? 0),
      extraLength ?? 0,
      fields,
    );
    if ((flags & 1) !== 0) throw new RangeError('zip');
    if (!path.endsWith('/')) members.push({ path, open: () => open(archive, header, packed, size, method) });
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0);
  }
  return members;
}

/** A path without a way out of the folder that it stands in. */
export const tamed = ({ path, file }: PickedFile): PickedFile => ({
  path:
    path
      .split(/[/\\]/)
      .filter((part) => part !== '' && part !== '.' && part !== '..')
      .join('/')
      .replace(/\p{Cc}/gu, '_') || 'file',
  file,
});
