/** What the backend's disk holds of images, read by nothing of its own: the archives are taken apart here, byte by byte. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { sizesBelow } from '../harness/sizes-below.ts';

const BLOCK = 512;

/** SHA-256 of each member of a tar but its first, the manifest; null where it is no pack. */
async function membersOf(file: FileHandle, size: number): Promise<readonly string[] | null> {
  const digests: string[] = [];
  if (size < BLOCK) return null;
  for (let at = 0; at + BLOCK <= size;) {
    const head = Buffer.alloc(BLOCK);
    await file.read(head, 0, BLOCK, at);
    const name = head.toString('latin1', 0, 100).replace(/\0.*$/su, '');
    if (at === 0 && name !== 'manifest.json') return null;
    // Two empty blocks end it.
    if (name === '') return digests;
    const length = Number.parseInt(head.toString('latin1', 124, 135), 8);
    if (at > 0) {
      const bytes = Buffer.alloc(length);
      await file.read(bytes, 0, length, at + BLOCK);
      digests.push(createHash('sha256').update(bytes).digest('hex'));
    }
    at += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
  }
  throw new Error('an archive has no end');
}

/** SHA-256 of every image in every pack below a folder; one that is there twice stands here twice. */
export async function storedImages(folder: string): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const [path, size] of await sizesBelow(folder)) {
    const file = await open(path);
    try {
      digests.push(...((await membersOf(file, size)) ?? []));
    } finally {
      await file.close();
    }
  }
  return digests;
}
