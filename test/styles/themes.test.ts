import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tags } from '../../.tools/entries.ts';
import { tokenNames } from '../../src/styles/tokens.ts';
import { contrast } from './contrast.ts';

const folder = join(import.meta.dirname, '../../src/styles/themes');
const themes = globSync('*.css', { cwd: folder });

describe.each(themes)('the theme %s', (file) => {
  const css = readFileSync(join(folder, file), 'utf8');
  const tokens = new Map(
    [...css.matchAll(/--rso-([a-z-]+):\s*([^;]+);/g)].map(([, name = '', value = '']): [string, string] => [
      name,
      value,
    ]),
  );
  const color = (name: string): string => tokens.get(name) ?? '';

  it('sets public tokens only, on every tag', () => {
    for (const name of tokens.keys()) expect(tokenNames).toContain(name);
    for (const tag of tags) expect(css).toContain(tag);
  });

  it('can be read: text at 4.5:1, controls and focus at 3:1', () => {
    const text = basename(file) === 'high-contrast.css' ? 7 : 4.5;
    const pairs = [
      ['ink', 'surface'],
      ['ink', 'canvas'],
      ['ink-quiet', 'surface'],
      ['ink-quiet', 'canvas'],
      ['accent', 'surface'],
      ['accent', 'accent-soft'],
      ['accent-ink', 'accent'],
      ['good', 'good-soft'],
      ['warn', 'warn-soft'],
      ['bad', 'bad-soft'],
      ['bad', 'surface'],
    ] as const;
    for (const [one, other] of pairs) {
      expect(contrast(color(one), color(other)), `${one} on ${other}`).toBeGreaterThanOrEqual(text);
    }
    expect(contrast(color('control-line'), color('surface'))).toBeGreaterThanOrEqual(3);
    expect(contrast(color('focus'), color('surface'))).toBeGreaterThanOrEqual(3);
  });
});
