/** The same text in the digits of a locale: `14` → `۱۴`. What a person wrote in other letters stays. */
export function ownDigits(text: string, locale: string): string {
  const { format } = new Intl.NumberFormat(locale, { useGrouping: false });
  return text.replace(/\d/gu, (digit) => format(Number(digit)));
}

/** Digits of any script as ASCII digits; everything else stays, so that nothing a person wrote is lost. */
export const latinDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 48;
    // Decimal digits stand in runs of ten, each run beginning at a multiple of ten from its own zero.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return code < 128 ? digit : String(code - zero);
  });
