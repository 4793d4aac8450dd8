/** Partial Gregorian dates: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`; never free text, never read by locale (access-form.md 0). */
import { asciiDigits } from './text.ts';

export type DateFault = 'malformed' | 'incomplete' | 'impossible';

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
/** What three boxes hold while some are empty or half typed: `2031--14`, `-05-`, `201`. */
const unfinished = /^\d{0,4}(?:-\d{0,2}(?:-\d{0,2})?)?$/;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month, 1–12. */
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** What is wrong with a stored date; `null` for a good one. Years before 1890 are slips of the finger. */
export function dateFault(text: string): DateFault | null {
  const found = shape.exec(text);
  if (!found) return unfinished.test(text) ? 'incomplete' : 'malformed';
  const [, year, month, day] = found.map(Number) as [number, number, number, number];
  if (year < 1890) return 'impossible';
  if (!Number.isNaN(month) && (month < 1 || month > 12)) return 'impossible';
  if (!Number.isNaN(day) && (day < 1 || day > daysIn(year, month))) return 'impossible';
  return null;
}

/** Digits of any script and a missing zero mended: `٢٠١٨-٥-١٤` → `2018-05-14`. Anything else stays as it was given. */
export function normaliseDate(text: string): string {
  const parts = asciiDigits(text.trim()).split('-');
  if (parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return text;
  return parts.map((part, index) => (index > 0 && part.length === 1 ? `0${part}` : part)).join('-');
}

/** The date of three boxes, as typed, in any digits. Gaps stay gaps; `undefined` where all are empty. */
export function dateOfBoxes(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [year, month, day].map((box) => asciiDigits(box.trim()));
  if (!y && !m && !d) return undefined;
  const two = (box = ''): string => (/^\d$/.test(box) ? `0${box}` : box);
  return d ? `${y}-${two(m)}-${two(d)}` : m ? `${y}-${two(m)}` : (y ?? '');
}

/** Days from one full date to another; both ISO. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Compares a partial date with a full one at the precision of the partial one: -1 before, 0 possible, 1 after. */
export function compareTo(partial: string, full: string): -1 | 0 | 1 {
  const same = full.slice(0, partial.length);
  return partial < same ? -1 : partial > same ? 1 : 0;
}

/** Monday to Friday between two full dates, the first not counted. */
export function weekdaysBetween(from: string, to: string): number {
  const days = Math.max(0, daysBetween(from, to));
  const first = new Date(`${from}T00:00:00Z`).getUTCDay();
  let count = Math.floor(days / 7) * 5;
  for (let index = 1; index <= days % 7; index += 1) if (![0, 6].includes((first + index) % 7)) count += 1;
  return count;
}
