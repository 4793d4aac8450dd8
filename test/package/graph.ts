/** Sizes of built files, as they travel: brotli, best quality. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from '../../.tools/entries.ts';

const dist = join(root, 'dist');
const importing = /(?:^|[;}\s])(?:import|export)\s*(?:[\w${},*\s]+?from\s*)?["'`](\.[^"'`]+)["'`]/g;

/** Bytes of one built file on the way. */
export const compressed = (path: string): number =>
  brotliCompressSync(readFileSync(join(dist, path)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** Built files that come with these, by static import, themselves included. */
export function closure(...paths: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, to = ''] of readFileSync(join(dist, path), 'utf8').matchAll(importing)) {
      add(posix.join(posix.dirname(path), to));
    }
  };
  paths.forEach(add);
  return found;
}

/** Bytes of files on the way, those of `without` not counted. */
export const weigh = (paths: Iterable<string>, without: ReadonlySet<string> = new Set()): number =>
  [...paths].filter((path) => !without.has(path)).reduce((sum, path) => sum + compressed(path), 0);
