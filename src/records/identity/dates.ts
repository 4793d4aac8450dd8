/** Dates of birth as records write them, read into ISO form. */

/** Month names and their usual abbreviations, by the first letters that tell them apart, folded. */
const months: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'oca', 'styc', 'led', 'tam', 'يناير', 'كانون الثاني', 'янв'],
  ['feb', 'fev', 'sub', 'lut', 'uno', 'hel', 'فبراير', 'شباط', 'фев'],
  ['mar', 'mrz', 'mae', 'maa', 'bre', 'مارس', 'آذار', 'мар'],
  ['apr', 'abr', 'avr', 'nis', 'kwi', 'dub', 'huh', 'أبريل', 'ابريل', 'نيسان', 'апр'],
  ['may', 'mai', 'mag', 'maj', 'mei', 'kve', 'tou', 'مايو', 'أيار', 'май', 'мая'],
  ['jun', 'giu', 'haz', 'cze', 'kes', 'juin', 'يونيو', 'حزيران', 'июн'],
  ['jul', 'lug', 'tem', 'lip', 'hei', 'juil', 'يوليو', 'تموز', 'июл'],
  ['aug', 'ago', 'aou', 'agu', 'sie', 'srp', 'elo', 'أغسطس', 'اغسطس', 'آب', 'авг'],
  ['sep', 'set', 'eyl', 'wrz', 'zar', 'syy', 'سبتمبر', 'أيلول', 'сен'],
  ['oct', 'okt', 'out', 'ott', 'eki', 'paz', 'rij', 'lok', 'أكتوبر', 'اكتوبر', 'окт'],
  ['nov', 'kas', 'lis', 'mar', 'نوفمبر', 'ноя'],
  ['dec', 'dez', 'dic', 'ara', 'gru', 'pro', 'des', 'jou', 'ديسمبر', 'дек'],
];

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

function monthOf(word: string): number {
  const folded = fold(word);
  const at = months.findIndex((names) => names.some((name) => folded.startsWith(fold(name))));
  return at + 1;
}

/** Eastern Arabic, Persian, Devanagari and full-width digits as ASCII ones. */
export const plainDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    const zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10, 0xe50].find((start) => code >= start && code <= start + 9);
    return zero === undefined ? digit : String(code - zero);
  });

function iso(year: number, month: number, day: number): string | undefined {
  const full = year < 100 ? year + (year > 40 ? 1900 : 2000) : year;
  if (full < 1900 || full > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${full}-${pad(month)}-${pad(day)}`;
}

/** The first date in a piece of text as `YYYY-MM-DD`; day before month where both could be. */
export function firstDate(text: string): string | undefined {
  const plain = plainDigits(text.slice(0, 200));
  const big = /(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(plain);
  if (big) return iso(Number(big[1]), Number(big[2]), Number(big[3]));
  const small = /(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})(?!\d)/.exec(plain);
  if (small) {
    const [first, second, year] = [Number(small[1]), Number(small[2]), Number(small[3])];
    return second > 12 ? iso(year, first, second) : iso(year, second, first);
  }
  const dayFirst = /(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+)?(\d{4})/u.exec(plain);
  if (dayFirst) return iso(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ''), Number(dayFirst[1]));
  const monthFirst = /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u.exec(plain);
  if (monthFirst) return iso(Number(monthFirst[3]), monthOf(monthFirst[1] ?? ''), Number(monthFirst[2]));
  return undefined;
}

/** Whether two dates may be the same: one may be partial, and day and month may have changed places. */
export function sameDate(found: string, expected: string): boolean {
  if (found.startsWith(expected)) return true;
  const [year, month, day] = found.split('-');
  return `${year}-${day}-${month}` === expected;
}
