/** What a first view writes as the reader writes it: numbers, names of places and languages, the time of day. */

import { directionOf } from './languages.ts';

export interface FirstFormats {
  /** BCP 47 tag that Intl formats with: the UI language with the reader's region, digits and calendar. */
  readonly locale: string;
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** An instant's wall time in a zone (the reader's by default). */
  readonly time: (instant: string | number, timeZone?: string) => string;
  readonly region: (code: string) => string;
  readonly language: (tag: string) => string;
}

/** Plain `ar` says nothing of digits; where no region decides, Arabic readers get Arabic digits. */
const withDigits = (locale: string): string => (locale === 'ar' ? 'ar-u-nu-arab' : locale);

/** Names by Intl, or the code itself where the platform does not know it. */
const named = (names: Intl.DisplayNames | null, code: string): string => {
  try {
    return names?.of(code) ?? code;
  } catch {
    return code;
  }
};

/** Language and script of a tag: a reader in Taipei must not see place names of two scripts in one sentence. */
const written = (tag: string): string => {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script ?? ''}`;
  } catch {
    return '';
  }
};

const latin = /\p{Script=Latin}/u;

/** In a line from right to left "3:00 PM" and "US$1,000" must not come apart. */
export const keptTogether = (lang: string): ((text: string) => string) => {
  const rtl = directionOf(lang) === 'rtl';
  return (text) => (rtl && latin.test(text) ? `\u2068${text}\u2069` : text);
};

/**
 * @param lang UI language.
 * @param preferences the reader's own languages, as the browser tells: one of the same language lends its region.
 */
export function createFirstFormats(lang: string, preferences: readonly string[] = []): FirstFormats {
  const region = preferences.find((tag) => written(tag) === written(lang));
  const locale = withDigits(region ?? lang);
  // Dates and times in sentences are Gregorian, as the hospital counts.
  const gregorian = new Intl.Locale(locale, { calendar: 'gregory' }).toString();
  const together = keptTogether(lang);
  let regions: Intl.DisplayNames | null = null;
  let tongues: Intl.DisplayNames | null = null;
  return {
    locale,
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    time: (instant, timeZone) =>
      together(
        new Intl.DateTimeFormat(gregorian, {
          hour: 'numeric',
          minute: '2-digit',
          ...(timeZone ? { timeZone } : {}),
        }).format(new Date(instant)),
      ),
    region: (code) => named((regions ??= new Intl.DisplayNames([locale], { type: 'region' })), code),
    language: (tag) => named((tongues ??= new Intl.DisplayNames([locale], { type: 'language' })), tag),
  };
}
