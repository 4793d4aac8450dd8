import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Files that are loaded with a file: what it imports or re-exports as values, and so on; `import()` waits. */
function loadedWith(entry: string, seen = new Map<string, string>(), by = 'entry'): Map<string, string> {
  if (seen.has(entry)) return seen;
  seen.set(entry, by);
  if (!entry.endsWith('.ts')) return seen;
  const text = readFileSync(entry, 'utf8');
  for (const [, words = '', from = ''] of text.matchAll(/^(?:import|export) ((?:type )?[^;'"]*?)from '([^']+)'/gmu)) {
    if (words.startsWith('type ')) continue;
    // `import { type A, type B }` is erased as well.
    const named = /^\{([^}]*)\}/u
      .exec(words)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    if (named && named.length > 0 && named.every((name) => name.startsWith('type '))) continue;
    loadedWith(from.startsWith('.') ? resolve(dirname(entry), from) : from, seen, entry);
  }
  return seen;
}

describe('the first view', () => {
  const files = loadedWith(resolve('src/session/session.ts'));
  for (const file of loadedWith(resolve('src/journey/index.ts')).entries()) files.set(...file);

  it('loads no validator, no route table, no client, and none of the late effects', () => {
    const packages = [...files].filter(([file]) => !file.endsWith('.ts'));
    expect(packages).toEqual([]);
    for (const late of [
      'protocol/routes.ts',
      'protocol/wire.ts',
      'client/client.ts',
      'session/effects',
      'form/whole.ts',
      '/records/index.ts',
      '/transfer/',
    ])
      expect([...files].filter(([file]) => file.includes(late))).toEqual([]);
  });

  it('loads what it shows', () => {
    expect([...files.keys()].some((file) => file.endsWith('form/start.ts'))).toBe(true);
    expect([...files.keys()].some((file) => file.endsWith('journey/reduce.ts'))).toBe(true);
  });
});
