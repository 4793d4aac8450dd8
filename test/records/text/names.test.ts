import { describe, expect, it } from 'vitest';
import { withoutNames } from '../../../src/records/text/names.ts';

const left = (text: string): string => withoutNames(text).replace(/ +/g, ' ').trim();

describe('what stands in running text and belongs to no language', () => {
  it.each([
    ['a name', 'seen by Anna Schmidt today', 'seen by today'],
    ['a name with small words in it', 'seen by Rosa de la Cruz today', 'seen by today'],
    ['a name of many parts', 'the child Mohammed bin Abdullah al Saud was', 'the child was'],
    ['an address', 'lives at Rue du Bac 12, Paris now', 'lives at now'],
    ['the name of a clinic', 'sent to Klinik für Kinder und Jugend here', 'sent to here'],
    ['a gene and a protein', 'a variant in MYH7 TNNT2 was', 'a variant in was'],
    ['a quote', 'she said "estoy muy cansada" again', 'she said again'],
    ['a quote in French marks', 'she said «je suis fatiguée» again', 'she said again'],
    ['a quote in German marks', 'she said „ich bin müde“ again', 'she said again'],
  ])('%s is left out', (_, text, rest) => {
    expect(left(text)).toBe(rest);
  });

  it.each([
    ['one capitalised word', 'seen in Madrid yesterday'],
    ['two with a comma and a small word between', 'in Madrid, then in Paris'],
    ['a word that only ends in a capital', 'the pH Value is'],
    ['an inch mark', 'a 5" tube and a 6" tube'],
    ['an apostrophe', "the child's mother's sister"],
    ['a mark with a space behind it', 'about " this and that " here'],
  ])('%s is not', (_, text) => {
    expect(withoutNames(text)).toBe(text);
  });

  it('leaves everything where it was: lines stay, and so do places in the text', () => {
    const text = 'first Anna Schmidt\nsecond „eine\nZeile“ third';
    const without = withoutNames(text);
    expect(without).toHaveLength(text.length);
    expect([...without.matchAll(/\n/g)].map(({ index }) => index)).toEqual(
      [...text.matchAll(/\n/g)].map(({ index }) => index),
    );
    expect(without.indexOf('second')).toBe(text.indexOf('second'));
    expect(without.indexOf('third')).toBe(text.indexOf('third'));
  });
});

describe('the first words of a row of values', () => {
  it('are no name, at the beginning of the text and of a line', () => {
    expect(withoutNames('Total Bilirubin   12\nDirect Bilirubin   3')).toBe(
      'Total Bilirubin   12\nDirect Bilirubin   3',
    );
  });

  it('are one further on in a line, and where no value follows', () => {
    expect(left('see Total Bilirubin   12')).toBe('see 12');
    expect(left('Total Bilirubin was raised')).toBe('was raised');
    expect(left('Total Bilirubin\n12')).toBe('12');
  });

  it('have a value behind them within 40 characters', () => {
    const row = (spaces: number) => `Total Bilirubin${' '.repeat(spaces)}12`;
    expect(withoutNames(row(39))).toBe(row(39));
    expect(left(row(40))).toBe('12');
  });

  it('are 40 letters at most', () => {
    const label = (letters: number) => `Total ${'B'.repeat(letters - 6)}  12`;
    expect(withoutNames(label(40))).toBe(label(40));
    expect(left(label(41))).toBe('12');
  });
});
