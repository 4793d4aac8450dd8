/**
 * A whole date that came into one box at once: pasted, dropped, or filled in by the browser. It fills all three boxes
 * only where there is one way to read it; 04/03/2019 is March to some and April to others, so it stays as it is.
 */
import { latinDigits } from './digits.ts';
import type { DateParts } from './date-parts.ts';

const yearFirst = /^(\d{4})[-/.\s](\d{1,2})[-/.\s](\d{1,2})(?:T.*)?$/u;
const yearLast = /^(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})$/u;
const two = (number: number): string => String(number).padStart(2, '0');

/** The parts, where they are a day of the Gregorian calendar: years of other calendars are too early or too late. */
function dayOf(year: number, month: number, day: number): DateParts | undefined {
  const iso = `${String(year)}-${two(month)}-${two(day)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (year < 1890 || year > 2150 || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso))
    return undefined;
  return { year: String(year), month: two(month), day: two(day) };
}

/** The date that a text says for certain, in digits of any script; undefined where its order is a guess. */
export function wholeDate(text: string): DateParts | undefined {
  const written = latinDigits(text.trim());
  const [, year = '', month = '', day = ''] = yearFirst.exec(written) ?? [];
  if (year) return dayOf(Number(year), Number(month), Number(day));
  const [, one = '', other = '', last = ''] = yearLast.exec(written) ?? [];
  if (!last) return undefined;
  const [first, second] = [Number(one), Number(other)];
  if (first > 12 || first === second) return dayOf(Number(last), second, first);
  return second > 12 ? dayOf(Number(last), first, second) : undefined;
}

/** The date that came into a box at once, for certain all of it; what is typed key by key is that box alone. */
export const dateCameWhole = (event: Event): DateParts | undefined =>
  (event as Partial<InputEvent>).inputType === 'insertText'
    ? undefined
    : wholeDate((event.target as HTMLInputElement | HTMLSelectElement).value);

/**
 * The date in the boxes after one of them changed. A hyphen inside a box is written as a slash: between boxes it is the divider.
 */
export function datePartsAfter(event: Event, parts: DateParts, name: keyof DateParts): DateParts {
  const { value } = event.target as HTMLInputElement | HTMLSelectElement;
  return dateCameWhole(event) ?? { ...parts, [name]: latinDigits(value.trim()).replace(/[-\u2010-\u2015]/gu, '/') };
}
