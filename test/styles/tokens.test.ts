/** The palette as it comes, in light and in dark: text at 4.5:1, controls and focus at 3:1 (WCAG 2.2 AA). */
import { describe, expect, it } from 'vitest';
import { tokens } from '../../src/styles/tokens.ts';
import { contrast } from './contrast.ts';

const modes = ['light', 'dark'] as const;
const palette = new Map(
  [...tokens.cssText.matchAll(/--rso-([a-z-]+),[^;]*?light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/gu)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

describe.each(modes)('the palette in %s', (mode) => {
  const color = (name: string): string => {
    const found = palette.get(name)?.[mode];
    if (!found) throw new Error(`no ${name} in ${mode}`);
    return found;
  };
  it.each([
    ...['ink', 'ink-quiet', 'accent', 'bad', 'good', 'warn'].map((name) => [name, 'surface', 4.5] as const),
    ...['ink', 'ink-quiet'].map((name) => [name, 'canvas', 4.5] as const),
    ...['good', 'warn', 'bad'].map((name) => [name, `${name}-soft`, 4.5] as const),
    ...['good-soft', 'warn-soft', 'bad-soft'].map((name) => ['ink', name, 4.5] as const),
    ['accent-ink', 'accent', 4.5],
    ['control-line', 'surface', 3],
    // The focus ring is of the accent.
    ['accent', 'canvas', 3],
  ] as const)('%s on %s: at least %s to 1', (one, other, least) => {
    expect(contrast(color(one), color(other))).toBeGreaterThanOrEqual(least);
  });
});
