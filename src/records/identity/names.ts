/** Names across scripts and spellings: Mohammed, Muhammad and محمد are one. */

const cyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  ё: 'e',
};
const greek: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'i',
  φ: 'f',
  χ: 'kh',
  ψ: 'ps',
  ω: 'o',
};
const arabic: Readonly<Record<string, string>> = {
  ا: 'a',
  أ: 'a',
  إ: 'i',
  آ: 'a',
  ب: 'b',
  ت: 't',
  ث: 'th',
  ج: 'j',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'dh',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'sh',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ک: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  ة: 'a',
  و: 'w',
  ي: 'y',
  ی: 'y',
  ى: 'a',
  ء: '',
  ؤ: 'w',
  ئ: 'y',
  پ: 'p',
  چ: 'ch',
  ژ: 'zh',
  گ: 'g',
  ھ: 'h',
  ے: 'y',
};
const letters: Readonly<Record<string, string>> = {
  ...cyrillic,
  ...greek,
  ...arabic,
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
};

/** Words that are part of many names and tell nobody apart. */
const fillers = new Set(
  'al el bin ibn bint abu abou umm ben de da do dos das del la le van von der den di y e mr mrs ms miss master baby boy girl of the child'.split(
    ' ',
  ),
);

/** Latin letters for a name in Latin, Cyrillic, Greek or Arabic script; other scripts stay as they are. */
export function romanised(name: string): string {
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(^|\s)ال(?=\p{L}{2})/gu, '$1al ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
  return Array.from(folded, (letter) => letters[letter] ?? letter).join('');
}

/** Parts of a name that can tell people apart, romanised. */
export function nameParts(name: string): string[] {
  return (
    romanised(name)
      .split(/[^\p{L}']+/u)
      .map((part) => part.replace(/'/g, ''))
      // Alrashid, Al-Rashid and الرشيد; harmless for Alexander, who loses it on both sides.
      .map((part) => (part.length > 5 ? part.replace(/^[ae]l/, '') : part))
      .filter((part) => part !== '' && !fillers.has(part))
  );
}

/** Consonants in classes that spellings confuse; vowels, which Arabic does not write, are left out. */
export function skeleton(part: string): string {
  return part
    .replace(/(.)\1+/g, '$1')
    .replace(/kh/g, 'x')
    .replace(/[sc]h/g, 's')
    .replace(/gh|j/g, 'g')
    .replace(/zh/g, 'g')
    .replace(/ph|v/g, 'f')
    .replace(/th/g, 't')
    .replace(/dh/g, 'd')
    .replace(/[cq]/g, 'k')
    .replace(/p/g, 'b')
    .replace(/[aeiouyw]/g, '')
    .replace(/h$/, '');
}

function within(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) return false;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return (row[other.length] as number) <= most;
}

function samePart(one: string, other: string): boolean {
  if (one === other) return true;
  // An initial stands for a name.
  if (one.length === 1 || other.length === 1) return one[0] === other[0];
  if (Math.min(one.length, other.length) >= 5 && within(one, other, 1)) return true;
  const bones = skeleton(one);
  return bones.length > 1 && bones === skeleton(other);
}

/** How many parts of the shorter name have a partner in the other, and how many it has; order does not count. */
export function sharedParts(one: string, other: string): { readonly shared: number; readonly of: number } {
  const mine = nameParts(one);
  const left = nameParts(other);
  const of = Math.min(mine.length, left.length);
  let shared = 0;
  for (const part of mine) {
    const at = left.findIndex((candidate) => samePart(part, candidate));
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return { shared, of };
}

/** Whether a name can be compared with another at all: Chinese and Latin letters cannot, without a dictionary. */
export function comparable(one: string, other: string): boolean {
  const isLatin = (name: string) => /[a-z]/.test(romanised(name));
  return isLatin(one) === isLatin(other) && nameParts(one).length > 0 && nameParts(other).length > 0;
}
