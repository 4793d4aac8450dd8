/** Laboratory tables in many languages, put together from lists of analytes: the text that fools every detector. */
import { readFileSync } from 'node:fs';
import type { Random } from './random.ts';

export interface Analytes {
  readonly language: string;
  readonly names: readonly string[];
  readonly remarks: readonly string[];
}

const unitsOf = [
  'g/dL',
  'mmol/L',
  'mg/dL',
  'U/L',
  'x10^9/L',
  '%',
  'g/L',
  'umol/L',
  'ng/mL',
  'mg/L',
  '10*3/uL',
  'fL',
  'pg',
  '',
];

/** One list per language of `corpus/analytes.txt`. */
export function loadAnalytes(): Analytes[] {
  const text = readFileSync(new URL('corpus/analytes.txt', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.includes(': '))
    .map((line) => {
      const [language = '', lists = ''] = line.split(': ');
      const [names = '', remarks = ''] = lists.split('||');
      return { language, names: names.split('|'), remarks: remarks.split('|') };
    });
}

/** A table of `rows` rows, one analyte each; with `remarks`, some rows carry a word about the result. */
export function labTable(from: Analytes, rows: number, random: Random, remarks = true): string {
  const lines: string[] = [];
  const left = [...from.names];
  const gap = random.pick([' ', '  ', '    ', ' | ', '\t']);
  for (let row = 0; row < rows && left.length > 0; row += 1) {
    const [name = ''] = left.splice(random.below(left.length), 1);
    const value = (random.next() * random.pick([1, 10, 100, 500])).toFixed(random.below(3));
    const low = (random.next() * 20).toFixed(1);
    const cells = [name, value, random.pick(unitsOf), `${low} - ${Number(low) + random.below(100)}`];
    if (remarks && random.chance(0.3)) cells.push(random.pick(from.remarks));
    lines.push(cells.join(gap));
  }
  return lines.join('\n');
}
