/**
 * The report window: "written report within 7–10 business days upon receipt of documentation and fee"
 * (program.md 24; lifecycle.md "Business-day rule"; contract.md "Lifecycle"). All counting is in the program's
 * time zone; the reader's locale matters only when the dates are shown.
 */

import { localDateTime } from './local-date-time.ts';

/** The program's calendar. */
export interface BusinessCalendar {
  /** IANA zone, e.g. `America/New_York`. */
  readonly timeZone: string;
  /** ISO weekdays that are worked: 1 = Monday … 7 = Sunday. */
  readonly workweek: readonly number[];
  /** ISO dates that are not worked; observed days are listed explicitly. */
  readonly holidays: readonly string[];
  /** `HH:MM`: what closes at or after this local time counts from the next business day. */
  readonly cutoff: string;
  readonly minDays: number;
  readonly maxDays: number;
}

/** ISO dates. `latest` runs to the end of that business day. */
export interface ReportWindow {
  readonly dayZero: string;
  readonly earliest: string;
  readonly latest: string;
}

const DAY_MS = 86_400_000;
/** Longer than any run of holidays: a calendar that has no business day within it is an error, not a hang. */
const SEARCH_LIMIT_DAYS = 3_660;

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const isoWeekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** Is this local date worked? */
export const isBusinessDay = (date: string, calendar: Pick<BusinessCalendar, 'workweek' | 'holidays'>): boolean =>
  calendar.workweek.includes(isoWeekday(date)) && !calendar.holidays.includes(date);

/** The n-th business day strictly after `date` (n ≥ 1). Throws RangeError where the calendar has none. */
export function businessDayAfter(
  date: string,
  n: number,
  calendar: Pick<BusinessCalendar, 'workweek' | 'holidays'>,
): string {
  let day = date;
  let left = n;
  for (let step = 0; step < SEARCH_LIMIT_DAYS; step += 1) {
    day = addDays(day, 1);
    if (isBusinessDay(day, calendar) && --left === 0) return day;
  }
  throw new RangeError('the calendar has no business day');
}

/** Business days from (not counting) `from` to (counting) `to`; 0 where `to` is not later. */
export function businessDaysBetween(
  from: string,
  to: string,
  calendar: Pick<BusinessCalendar, 'workweek' | 'holidays'>,
): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isBusinessDay(day, calendar)) count += 1;
  return count;
}

/** The business day that counts as day zero for something that closed at `at`. */
export function dayZeroOf(at: Date, calendar: BusinessCalendar): string {
  const { date, time } = localDateTime(at, calendar.timeZone);
  return isBusinessDay(date, calendar) && time < calendar.cutoff ? date : businessDayAfter(date, 1, calendar);
}

/**
 * When the written report is due.
 * @param closedAt instant at which the last of documentation and fee closed.
 * @param calendar the program's clock.
 * @param options `elapsed`: business days already used before a pause (policy `pause`); each bound keeps at least
 *   one day. Policy `restart` passes none.
 * @throws RangeError for an instant that is none, an unknown zone, or a calendar without business days.
 */
export function reportWindow(
  closedAt: string | Date,
  calendar: BusinessCalendar,
  options: { readonly elapsed?: number } = {},
): ReportWindow {
  const at = new Date(closedAt);
  if (Number.isNaN(at.getTime())) throw new RangeError('closedAt is not an instant');
  const remaining = (days: number) => Math.max(1, days - (options.elapsed ?? 0));
  const dayZero = dayZeroOf(at, calendar);
  return {
    dayZero,
    earliest: businessDayAfter(dayZero, remaining(calendar.minDays), calendar),
    latest: businessDayAfter(dayZero, remaining(calendar.maxDays), calendar),
  };
}
