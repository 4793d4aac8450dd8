import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Language, languages, type PackName, packNames } from '../../src/i18n/index.ts';
import { loadPack } from '../../src/i18n/load.ts';
import type { Pack } from '../../src/i18n/pack.ts';

const plural = /_(zero|one|two|few|many|other)$/u;
const root = join(import.meta.dirname, '../..');

/** Keys without their plural suffix, each with the forms that stand there. */
function bases(pack: Pack): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const key of Object.keys(pack)) {
    const form = plural.exec(key)?.[1];
    const base = key.replace(plural, '');
    const forms = found.get(base) ?? new Set<string>();
    if (form) forms.add(form);
    found.set(base, forms);
  }
  return found;
}

const placeholders = (pack: Pack, base: string): Set<string> =>
  new Set(
    Object.entries(pack)
      .filter(([key]) => key.replace(plural, '') === base)
      .flatMap(([, text]) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '')),
  );

const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en');

describe.each(packNames)('the pack %s', (name) => {
  it.each(others)('says in %s all that it says in English', async (language) => {
    const [english, other] = await Promise.all([loadPack('en', name), loadPack(language, name)]);
    expect([...bases(other).keys()].sort()).toEqual([...bases(english).keys()].sort());
  });

  it.each(others)('has in %s the placeholders of English', async (language) => {
    const [english, other] = await Promise.all([loadPack('en', name), loadPack(language, name)]);
    for (const base of bases(english).keys()) {
      const missing = [...placeholders(english, base)].filter(
        (one) => one !== 'count' && !placeholders(other, base).has(one),
      );
      const foreign = [...placeholders(other, base)].filter(
        (one) => !placeholders(english, base).has(one) && one !== 'count',
      );
      expect({ base, missing, foreign }).toEqual({ base, missing: [], foreign: [] });
    }
  });

  it.each(['en', ...others] as Language[])('has in %s every plural form that people count with', async (language) => {
    // Forms that whole numbers up to a thousand take; "many" in Spanish begins at a million.
    const rules = new Intl.PluralRules(language);
    const needed = new Set(Array.from({ length: 1000 }, (_, n) => rules.select(n)));
    for (const [base, forms] of bases(await loadPack(language, name)))
      if (forms.size > 0)
        expect({ base, forms: [...needed].filter((form) => !forms.has(form)) }).toEqual({ base, forms: [] });
  });

  it('says nothing in capitals, with exclamation marks, or "invalid"', async () => {
    for (const [key, text] of Object.entries(await loadPack('en', name))) {
      expect([key, /!|\binvalid\b/iu.test(text)]).toEqual([key, false]);
    }
  });
});

describe('the words of the elements', () => {
  it('are all there: every key that the sources name', async () => {
    const packs = await Promise.all(packNames.map((name) => loadPack('en', name)));
    const known = new Set(packs.flatMap((pack) => [...bases(pack).keys()]));
    const missing = globSync('src/elements/**/*.ts', { cwd: root }).flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/words\.t\(\s*'([^']+)'/gu)]
        .map(([, key]) => key ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('do not contradict each other: a key that two packs have says the same', async () => {
    const packs = await Promise.all(packNames.map((name) => loadPack('en', name)));
    const said = new Map<string, string>();
    for (const pack of packs)
      for (const [key, text] of Object.entries(pack)) {
        expect([key, said.get(key) ?? text]).toEqual([key, text]);
        said.set(key, text);
      }
  });

  const weigh = async (language: Language, names: readonly PackName[] = packNames): Promise<number> => {
    const packs = await Promise.all(names.map((name) => loadPack(language, name)));
    return brotliCompressSync(JSON.stringify(packs.map((pack) => Object.values(pack)))).length;
  };
  // What is loaded at a time (budgets.md, one language); the built files are weighed in test/package/sizes.test.ts.
  it.each(['en', ...others] as const)('come in packs of at most 8 kB each in %s', async (language) => {
    for (const name of packNames) expect(await weigh(language, [name]), name).toBeLessThanOrEqual(8_000);
  });
  it.each(others)('are not much longer in %s', async (language) => {
    expect((await weigh(language)) / (await weigh('en'))).toBeLessThan(1.35);
  });
});
