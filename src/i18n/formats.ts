/**
 * Numbers, dates, money, bytes, names of places and languages as the reader writes them: the locale's digits and the
 * reader's calendar, by Intl alone.
 */
import { createFirstFormats, type FirstFormats, keptTogether } from './first-formats.ts';

/** How a day is written. `weekday`: "Tuesday 24 November"; `full` adds the year; `short`: "Tue 24 Nov". */
export type DayStyle = 'weekday' | 'full' | 'long' | 'short';

export interface Formats extends FirstFormats {
  /**
   * A local ISO date, `2026-11-24`; with the reader's own calendar beside it, but in `short`. Partial dates (`2026-11`,
   * `2026`) are written with what they have.
   */
  readonly day: (isoDate: string, style?: DayStyle) => string;
  /** Two local ISO dates as one span: "2 – 7 December". */
  readonly days: (from: string, to: string) => string;
  /** An instant's date in a zone (the reader's by default). */
  readonly date: (instant: string | number, style?: DayStyle, timeZone?: string) => string;
  /** Minor units: `100000` USD → "US$1,000". */
  readonly money: (minor: number, currency: string) => string;
  readonly bytes: (bytes: number) => string;
  /** "3 minutes" from seconds: rounded up to whole minutes or hours; under a minute in tens of seconds. */
  readonly duration: (seconds: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** Twelve Gregorian month names, January first. */
  readonly months: () => readonly string[];
  /** ISO weekday (1 = Monday) by name. */
  readonly weekday: (isoDay: number, style?: 'long' | 'short') => string;
  /** The same day in the reader's own calendar, or null where that is the Gregorian one. */
  readonly ownCalendar: (isoDate: string) => string | null;
}

const dayOptions: Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>> = {
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
};

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Calendars that people of a country live by beside the Gregorian one; CLDR's default where it names another. */
const calendars: Readonly<Record<string, string>> = {
  SA: 'islamic-umalqura',
  IR: 'persian',
  AF: 'persian',
  ET: 'ethiopic',
  TH: 'buddhist',
};
const calendarOf = (locale: string): string =>
  calendars[new Intl.Locale(locale).maximize().region ?? ''] ??
  new Intl.DateTimeFormat(locale).resolvedOptions().calendar;

const firstUpper = (word: string, locale: string): string => word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);

/**
 * @param lang UI language.
 * @param preferences the reader's own languages, as the browser tells: one of the same language lends its region.
 */
export function createFormats(lang: string, preferences: readonly string[] = []): Formats {
  const first = createFirstFormats(lang, preferences);
  const { locale, number } = first;
  const together = keptTogether(lang);
  // Dates in sentences stay Gregorian, as the hospital counts; the reader's calendar stands beside them.
  const gregorian = new Intl.Locale(locale, { calendar: 'gregory' }).toString();
  const cache = new Map<string, Intl.DateTimeFormat>();
  const dateFormat = (options: Intl.DateTimeFormatOptions, tag = gregorian) => {
    const key = tag + JSON.stringify(options);
    const known = cache.get(key) ?? new Intl.DateTimeFormat(tag, options);
    cache.set(key, known);
    return known;
  };
  const own = calendarOf(locale);
  /** A day as the hospital counts it, and the reader's own name of it. */
  const dayText = (at: Date, style: DayStyle, timeZone?: string): string => {
    const zone = timeZone ? { timeZone } : {};
    const text = dateFormat({ ...dayOptions[style], ...zone }).format(at);
    if (own === 'gregory' || style === 'short') return text;
    const { weekday: _weekday, ...options } = dayOptions[style];
    return `${text} (${dateFormat({ ...options, ...zone, calendar: own }, locale).format(at)})`;
  };
  const utc = (isoDate: string) => new Date(`${isoDate}T12:00:00Z`);
  const partial = (isoDate: string, style: DayStyle): string => {
    const [year = '', month] = isoDate.split('-');
    const at = new Date(`${year}-${month ?? '01'}-${isoDate.length > 7 ? isoDate.slice(8, 10) : '01'}T12:00:00Z`);
    if (Number.isNaN(at.getTime())) return isoDate;
    return isoDate.length > 7
      ? dayText(at, style, 'UTC')
      : dateFormat({ year: 'numeric', ...(month ? { month: 'long' } : {}), timeZone: 'UTC' }).format(at);
  };

  return {
    ...first,
    day: (isoDate, style = 'weekday') => partial(isoDate, style),
    days: (from, to) => dateFormat({ day: 'numeric', month: 'long', timeZone: 'UTC' }).formatRange(utc(from), utc(to)),
    date: (instant, style = 'weekday', timeZone) => dayText(new Date(instant), style, timeZone),
    money: (minor, currency) => {
      const format = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        trailingZeroDisplay: 'stripIfInteger',
      });
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      // Twenty countries write "$": an international reader must see whose it is. Isolated, or it turns to "$US" in Arabic.
      const sign = (value: string): string =>
        value.endsWith('$') ? `\u2068${value === '$' ? currency.slice(0, 2) : value.slice(0, -1)}$\u2069` : value;
      return together(
        format
          .formatToParts(minor / 10 ** digits)
          .map(({ type, value }) => (type === 'currency' ? sign(value) : value))
          .join(''),
      );
    },
    bytes: (bytes) => {
      const power = Math.min(3, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
      const value = bytes / 1000 ** power;
      const written = (unitDisplay: 'short' | 'long') =>
        number(value, {
          style: 'unit',
          unit: BYTE_UNITS[power] ?? 'byte',
          unitDisplay,
          maximumFractionDigits: power > 1 && value < 10 ? 1 : 0,
        });
      const short = written('short');
      // Between letters from right to left "MB" is a stumbling block: the word is there in every such language.
      return together(short) === short ? short : written('long');
    },
    duration: (seconds) => {
      const [value, unit] =
        seconds < 60
          ? ([Math.max(10, Math.ceil(seconds / 10) * 10), 'second'] as const)
          : seconds < 5400
            ? ([Math.ceil(seconds / 60), 'minute'] as const)
            : ([Math.ceil(seconds / 3600), 'hour'] as const);
      return number(value, { style: 'unit', unit, unitDisplay: 'long' });
    },
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    months: () =>
      Array.from({ length: 12 }, (_, month) =>
        firstUpper(dateFormat({ month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2021, month, 15))), locale),
      ),
    weekday: (isoDay, style = 'long') =>
      // 1 March 2021 was a Monday.
      dateFormat({ weekday: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2021, 2, isoDay))),
    ownCalendar: (isoDate) =>
      own === 'gregory' || isoDate.length < 10
        ? null
        : dateFormat({ calendar: own, day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }, locale).format(
            utc(isoDate),
          ),
  };
}
