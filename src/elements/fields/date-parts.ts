/** A date in its three boxes, as it is kept and in which order it is asked. */
import type { Words } from '../../i18n/words.ts';

export interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** The boxes of an answer: `2031-03-14`, or with gaps (`2031--14`) while boxes are empty. */
export function partsOf(value: string): DateParts {
  const [year = '', month = '', ...day] = value.split('-');
  return { year, month, day: day.join('-') };
}

/** The answer as far as it goes; undefined where all boxes are empty. A day of one digit gets its zero. */
export function joinParts({ year, month, day }: DateParts): string | undefined {
  if (!year && !month && !day) return undefined;
  const two = /^\d$/u.test(day) ? `0${day}` : day;
  return two ? `${year}-${month}-${two}` : month ? `${year}-${month}` : year;
}

/** Order of the boxes in the reader's language. */
export const orderOf = (words: Words): readonly (keyof DateParts)[] =>
  new Intl.DateTimeFormat(words.locale, { calendar: 'gregory', dateStyle: 'long' })
    .formatToParts(new Date(0))
    .flatMap(({ type }) => (type === 'year' || type === 'month' || type === 'day' ? [type] : []));
