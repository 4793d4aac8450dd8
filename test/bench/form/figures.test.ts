import { describe, expect, it } from 'vitest';
import { figuresFor, holds, type Round, valueOf } from './figures.ts';
import { formOf } from './questions.ts';
import { table } from './table.ts';
import { wavesOf } from './waves.ts';

const round = (works: number, more: Partial<Round> = {}): Round => ({
  appeared: works,
  works,
  bytes: 34_000,
  waves: 2,
  longestTask: 100,
  kept: true,
  perKey: 1,
  heap: 3e6,
  blocked: 0,
  shift: 0,
  chosen: [],
  faults: [],
  ...more,
});
const figure = (start: string) => {
  const found = figuresFor(true).find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(start);
  return found;
};

describe('the bench of the form', () => {
  it('asks exactly as many questions as it says, of everybody', () => {
    for (const count of [40, 400]) {
      const { questions, program } = formOf(count);
      expect(new Set(questions.map(({ id }) => id)).size).toBe(count);
      expect(questions.filter(({ options }) => options === 'countries').length).toBeGreaterThan(0);
      expect(program.form?.operations.length).toBeGreaterThan(0);
    }
  });

  it('counts a wave where something came before it was asked for', () => {
    const page = { start: 0, end: 10 };
    expect(wavesOf([page])).toBe(1);
    expect(wavesOf([{ start: 12, end: 20 }, page, { start: 13, end: 40 }])).toBe(2);
    expect(wavesOf([page, { start: 12, end: 20 }, { start: 13, end: 40 }, { start: 21, end: 30 }])).toBe(3);
  });

  it('takes the median of times and the worst of the rest', () => {
    const rounds = [round(900), round(300, { kept: false }), round(500)];
    expect(valueOf(figure('first field'), rounds)).toBe(500);
    expect(valueOf(figure('first letter'), rounds)).toBe(1);
  });

  it('says where a limit does not hold', () => {
    expect(holds(figure('first field'), 1000, 500)).toBe(true);
    expect(holds(figure('first field'), 1001, 500)).toBe(false);
    expect(holds(figure('script until'), 35.1, 4)).toBe(false);
    const line = (ours: number) => ({
      figure: figure('first field'),
      values: new Map([['html', 500] as const, ['ours', ours] as const]),
      fewest: 1,
    });
    expect(table([line(1000)], ['html', 'ours'])).toMatch(/1000 \(2 ×\) +2 × HTML +ok$/u);
    expect(table([line(1250)], ['html', 'ours'])).toMatch(/1250 \(2.5 ×\) +2 × HTML +OVER$/u);
  });
});
