/** The figures of one size side by side. */
import type { Weight } from './bytes.ts';
import { type Candidate, titles } from './pages.ts';
import { type Figure, holds } from './figures.ts';

export interface Line {
  readonly figure: Figure;
  /** A candidate that did not get through has none. */
  readonly values: ReadonlyMap<Candidate, number>;
  /** Of ours with the fewest fields. */
  readonly fewest: number;
}

/** Three digits, and no more than are there. */
export const rounded = (value: number): string =>
  Number.isNaN(value) ? 'failed' : String(value >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));

/** What the limit of a figure is a multiple of. */
export const against = ({ figure, values, fewest }: Line): number =>
  figure.times === 'fewest' ? fewest : (values.get('html') ?? Number.NaN);

const times = (value: number, of: number): string => (of > 0 ? ` (${rounded(value / of)} ×)` : '');

function limitOf({ most, times, unit }: Figure): string {
  if (most === undefined) return '';
  if (times === 'html') return `${most} × HTML`;
  return times === 'fewest' ? `${most} × fewest` : `${most} ${unit}`.trim();
}

/** @returns rows of equal width */
export function table(lines: readonly Line[], shown: readonly Candidate[]): string {
  const head = ['', ...shown.map((candidate) => titles[candidate]), 'limit of ours', ''];
  const rows = lines.map((line) => {
    const { figure, values } = line;
    const html = values.get('html') ?? Number.NaN;
    const cells = shown.map((candidate) => {
      const value = values.get(candidate) ?? Number.NaN;
      return `${rounded(value)}${candidate === 'html' ? '' : times(value, html)}`;
    });
    const ours = values.get('ours');
    const judged = figure.most === undefined || ours === undefined;
    const verdict = judged ? '' : holds(figure, ours, against(line)) ? 'ok' : 'OVER';
    return [figure.unit ? `${figure.name}, ${figure.unit}` : figure.name, ...cells, limitOf(figure), verdict];
  });
  return aligned([head, ...rows]);
}

/** Bytes on the way and the most that they may be. */
export const weighed = (weights: readonly Weight[]): string =>
  aligned([
    ['brotli, kB', 'ours', 'limit', ''],
    ...weights.map(({ name, value, most }) => [name, rounded(value), String(most), value <= most ? 'ok' : 'OVER']),
  ]);

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
