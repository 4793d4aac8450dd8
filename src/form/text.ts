/**
 * Text as people write it, in any script. Each function says what it changes; nothing is changed on the way in: answers
 * keep what was given, and normalisation is a step that callers take on purpose (access-form.md "Conventions").
 */

/** Control characters except line feed and tab, and the marks that turn the direction of text around. */
const controls = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
const allControls = new RegExp(controls.source, 'gu');

/** Characters that nobody can see and that change what others read. Carriage returns of a paste are not meant. */
export const hasControls = (text: string): boolean => controls.test(text.replaceAll('\r\n', '\n'));

/** The offer next to the issue: the same text without them. */
export const withoutControls = (text: string): string => text.replaceAll('\r\n', '\n').replace(allControls, '');

/** NFC and trimmed; line ends as line feeds. Case, spaces inside and order stay. */
export const normaliseText = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim();

/** Length as people count: code points, not UTF-16 units. */
export const lengthOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

const digits = /\p{Nd}/gu;

/** Decimal digits of any script as ASCII: `٢٠١٨` → `2018`. Unicode keeps each script's ten in one run from its zero. */
export const asciiDigits = (text: string): string =>
  text.replace(digits, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    if (code < 0x80) return digit;
    // Mathematical digits are five runs without a gap; every other run begins where no digit stands before it.
    if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });

const letter = /\p{L}/u;
const foreignLetter = /[^\P{L}\p{Script=Latin}\p{Lm}]/u;

/** Is there a letter of any script in it? Syllables and ideographs are letters. */
export const hasLetter = (text: string): boolean => letter.test(text);

/** Is any letter not Latin? Then a name is asked for in Latin letters as well. */
export const hasOtherScript = (text: string): boolean => foreignLetter.test(text);
