/** A whole date in one box: dealt out only where there is one way to read it. */
import { expect, it } from 'vitest';
import { datePartsAfter, wholeDate } from '../../src/elements/fields/pasted-date.ts';

const none = { year: '', month: '', day: '' };
const event = (value: string, inputType: string) => ({ target: { value }, inputType }) as unknown as Event;

it.each([
  ['2019-03-04', '2019-03-04'],
  ['2019/3/4', '2019-03-04'],
  [' 2019-03-04T10:00 ', '2019-03-04'],
  ['25/03/2019', '2019-03-25'],
  ['03.25.2019', '2019-03-25'],
  ['04/04/2019', '2019-04-04'],
  ['٢٠١٩/٠٣/٠٤', '2019-03-04'],
])('reads %s', (text, iso) => {
  const { year, month, day } = wholeDate(text) ?? none;
  expect(`${year}-${month}-${day}`).toBe(iso);
});

it.each(['04/03/2019', '1397/12/13', '2562-03-04', '31/02/2019', '2019-13-01', '2019', '12', ''])(
  'does not guess at %s',
  (text) => {
    expect(wholeDate(text)).toBeUndefined();
  },
);

it('fills every box from a paste, and keeps what it cannot read in the box where it came', () => {
  expect(datePartsAfter(event('2019-03-04', 'insertFromPaste'), none, 'day')).toEqual({
    year: '2019',
    month: '03',
    day: '04',
  });
  expect(datePartsAfter(event('04-03-2019', 'insertFromPaste'), none, 'year')).toEqual({
    ...none,
    year: '04/03/2019',
  });
  expect(datePartsAfter(event('٠٤/٠٣/٢٠١٩', 'insertFromPaste'), none, 'day')).toEqual({ ...none, day: '04/03/2019' });
});

it('takes what is typed key by key as that box alone', () => {
  expect(datePartsAfter(event('2019-3-4', 'insertText'), none, 'year')).toEqual({ ...none, year: '2019/3/4' });
});
