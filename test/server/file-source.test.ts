/** Stored files as the reading engine sees them. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withFile } from '../../demo/server/records/file-source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rso-file-source-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('is read by ranges, beyond 4 GB too: an archive of images is that large', async () => {
  const path = join(folder, 'large');
  const words = Buffer.from('the last bytes of a large file');
  const at = 5 * 2 ** 30;
  // Sparse: nothing but these words takes room on the disk.
  const file = await open(path, 'w');
  await file.write(words, 0, words.length, at);
  await file.close();
  await withFile(path, async ({ size, read }) => {
    expect(size).toBe(at + words.length);
    expect(Buffer.from(await read(at + 4, at + 8)).toString()).toBe('last');
    expect(Buffer.from(await read(size - 4, size + 100)).toString(), 'to the end, and no further').toBe('file');
    expect((await read(size, size + 10)).length).toBe(0);
    expect((await read(0, 3)).join()).toBe('0,0,0');
  });
});
