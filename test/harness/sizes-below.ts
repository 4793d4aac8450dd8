import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of every file below a folder, by its path. */
export async function sizesBelow(folder: string): Promise<ReadonlyMap<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // A file that goes while it is looked at has no size.
  const sized = paths.map(async (path) => [path, (await stat(path).catch(() => null))?.size ?? 0] as const);
  return new Map(await Promise.all(sized));
}
