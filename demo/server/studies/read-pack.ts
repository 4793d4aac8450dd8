/**
 * A pack as a stream: the manifest, then each instance compared with it, without a copy of any (clauses 12.3, 12.4). The
 * archive is hostile until it was read: only what `src/protocol/pack.ts` writes is taken, and whatever is not that makes
 * the whole of it `corrupt`.
 */
import { createHash, type Hash } from 'node:crypto';
import {
  manifestName,
  memberName,
  packManifest,
  type PackManifest,
  TAR_BLOCK,
  tarPadding,
} from '../../../src/protocol/index.ts';
import { typeOf } from '../records/scan.ts';

export interface FoundInstance {
  readonly n: number;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Where its bytes begin in the pack. */
  readonly position: number;
  readonly reason: 'digest-mismatch' | 'type' | null;
}

/** The archive is not one of ours. A code and nothing else: paths are a patient's. */
export class CorruptPack extends Error {
  override readonly name = 'CorruptPack';
}

/** Bytes of a manifest at the most: 2,048 instances with the longest paths. */
const LARGEST_MANIFEST = 8 * 1024 * 1024;
/** Parts of a path at the most. */
const DEEPEST = 32;
/** Enough of an instance to tell DICOM from anything else. */
const HEAD = 1024;

/** Reads exact numbers of bytes from a stream, in pieces. */
class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  #left: Uint8Array = new Uint8Array();
  position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next `count` bytes, in pieces. @throws CorruptPack where the stream ends before */
  async *take(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (this.#left.length === 0) {
        const next = await this.#source.next();
        if (next.done) throw new CorruptPack('ends early');
        this.#left = next.value;
        continue;
      }
      const piece = this.#left.subarray(0, left);
      this.#left = this.#left.subarray(piece.length);
      this.position += piece.length;
      left -= piece.length;
      yield piece;
    }
  }

  async all(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const piece of this.take(count)) parts.push(Uint8Array.from(piece));
    return Buffer.concat(parts);
  }

  async atEnd(): Promise<boolean> {
    while (this.#left.length === 0) {
      const next = await this.#source.next();
      if (next.done) return true;
      this.#left = next.value;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

const octal = (block: Buffer, from: number, to: number): number => {
  const text = block.toString('latin1', from, to).replace(/\0.*$/su, '');
  return /^[0-7]+ ?$/u.test(text) ? Number.parseInt(text, 8) : Number.NaN;
};

/** Size of the plain member of this name whose header comes next. */
async function memberSize(pieces: Pieces, name: string): Promise<number> {
  const block = await pieces.all(TAR_BLOCK);
  const plain = block.toString('latin1', 257, 262) === 'ustar' && block.toString('latin1', 156, 157) === '0';
  const called = block.toString('latin1', 0, 100).replace(/\0.*$/su, '');
  const prefixed = block[345] !== 0;
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  const size = octal(block, 124, 136);
  // The sum's own field is in no sum: it has one spelling, or a byte of it could change unseen.
  const summed = block.toString('latin1', 148, 156) === `${sum.toString(8).padStart(6, '0')}\0 `;
  if (!plain || prefixed || called !== name || !summed || !Number.isSafeInteger(size))
    throw new CorruptPack('not the member that was due');
  return size;
}

/** Padding holds nothing: bytes that no manifest names have no way in. */
async function padding(pieces: Pieces, size: number): Promise<void> {
  if ((await pieces.all(tarPadding(size))).some((byte) => byte !== 0)) throw new CorruptPack('padding');
}

async function readManifest(pieces: Pieces): Promise<{ readonly manifest: PackManifest; readonly digest: string }> {
  const size = await memberSize(pieces, manifestName);
  if (size > LARGEST_MANIFEST) throw new CorruptPack('manifest');
  const bytes = await pieces.all(size);
  await padding(pieces, size);
  let parsed: PackManifest;
  try {
    parsed = packManifest.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new CorruptPack('manifest', { cause });
  }
  const paths = new Set(parsed.instances.map(({ path }) => path));
  const tooDeep = parsed.instances.some(({ path }) => path.split('/').length > DEEPEST);
  if (paths.size < parsed.instances.length || tooDeep) throw new CorruptPack('paths');
  return { manifest: parsed, digest: createHash('sha256').update(bytes).digest('hex') };
}

async function readInstance(
  pieces: Pieces,
  { n, path, size, sha256 }: PackManifest['instances'][number],
): Promise<FoundInstance> {
  if ((await memberSize(pieces, memberName(n))) !== size) throw new CorruptPack('size');
  const { position } = pieces;
  const hash: Hash = createHash('sha256');
  let head = Buffer.alloc(0);
  for await (const piece of pieces.take(size)) {
    hash.update(piece);
    if (head.length < HEAD) head = Buffer.concat([head, piece.subarray(0, HEAD - head.length)]);
  }
  await padding(pieces, size);
  const found = hash.digest('hex');
  const reason = found !== sha256 ? 'digest-mismatch' : isDicom(head) ? null : 'type';
  return { n, path, size, sha256: found, position, reason };
}

/** With its preamble, or a bare data set that begins with the groups every image begins with (group 2 or 8). */
export function isDicom(head: Buffer): boolean {
  if (typeOf(head) === 'application/dicom') return true;
  if (head.length < 8) return false;
  const group = head.readUInt16LE(0);
  const element = head.readUInt16LE(2);
  const explicit = /^[A-Z]{2}$/u.test(head.toString('latin1', 4, 6));
  const length = head.readUInt32LE(4);
  return (group === 2 || group === 8) && element <= 0x0100 && (explicit || length <= 0x10000);
}

/**
 * Reads a pack to its end.
 * @param expected what was declared of it.
 * @throws CorruptPack where it is not what its manifest, or its declaration, says it is.
 */
export async function readPack(
  stream: AsyncIterable<Uint8Array>,
  expected: { readonly study: string; readonly manifest: string; readonly instances: number },
): Promise<readonly FoundInstance[]> {
  const pieces = new Pieces(stream);
  try {
    const { manifest, digest } = await readManifest(pieces);
    if (
      digest !== expected.manifest ||
      manifest.study !== expected.study ||
      manifest.instances.length !== expected.instances
    )
      throw new CorruptPack('not the manifest that was declared');
    const found: FoundInstance[] = [];
    for (const instance of manifest.instances) found.push(await readInstance(pieces, instance));
    if ((await pieces.all(2 * TAR_BLOCK)).some((byte) => byte !== 0) || !(await pieces.atEnd()))
      throw new CorruptPack('more than was due');
    return found;
  } finally {
    await pieces.close();
  }
}
