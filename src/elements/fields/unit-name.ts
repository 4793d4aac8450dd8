/** Units of measure by name, as the reader writes them. */

/** The units of our own fields, by the names that Intl knows them by. */
const known: Readonly<Record<string, string>> = { kg: 'kilogram', lb: 'pound', cm: 'centimeter', in: 'inch' };

/** `kg` → "کیلوگرم". A unit that Intl does not know stays as the program wrote it. */
export function unitName(code: string, locale: string): string {
  const unit = Object.hasOwn(known, code) ? known[code] : undefined;
  if (!unit) return code;
  const named = (unitDisplay: 'short' | 'long') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })
      .formatToParts(2)
      .find(({ type }) => type === 'unit')?.value ?? code;
  const short = named('short');
  // Abbreviations in Latin letters are a stumbling block in a line from right to left.
  return /\p{Script=Latin}/u.test(short) && !/\p{Script=Latin}/u.test(named('long')) ? named('long') : short;
}
