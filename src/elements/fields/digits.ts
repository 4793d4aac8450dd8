/** Digits of any script as ASCII digits; everything else stays, so that nothing a person wrote is lost. */
export const latinDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 48;
    // Decimal digits stand in runs of ten, each run beginning at a multiple of ten from its own zero.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return code < 128 ? digit : String(code - zero);
  });
