/** How the desk writes what it shows. */
import { describe, expect, it } from 'vitest';
import { day, language, money, pageList, size, wholeDay, words } from '../../demo/site/desk/format.js';

describe('pageList', () => {
  it.each([
    [[2], 'page 2'],
    [[3, 4, 5], 'pages 3 to 5'],
    [[1, 2, 6], 'pages 1 and 2, 6'],
  ])('%j', (pages, said) => expect(pageList(pages)).toBe(said));
});

describe('words made of codes', () => {
  it.each([
    ['self-pay', 'Self pay'],
    ['hasLegalAuthority', 'Has legal authority'],
    ['fee.quote', 'Fee quote'],
  ])('%s', (code, said) => expect(words(code)).toBe(said));
});

it('writes money, sizes, days and languages as a desk reads them', () => {
  expect(money(125_000, 'USD')).toBe('US$1,250');
  expect(size(200_000_000)).toBe('200 MB');
  expect(size(3_140_000)).toBe('3.1 MB');
  expect(day('2026-12-07')).toBe('Mon 7 Dec');
  expect(wholeDay('2021-03-14')).toBe('14 March 2021');
  expect(wholeDay('2021-03')).toBe('2021-03');
  expect(language('es')).toBe('Spanish');
});
