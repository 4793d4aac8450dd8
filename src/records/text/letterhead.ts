/**
 * What stands on a page and says nothing: names, places, institutions, contact details. A letterhead in another
 * language, or in another script, does not make a page in English another one.
 */
import type { Line } from './chunk.ts';
import { countScripts } from './script.ts';

/** Lines at the top and at the bottom of a page that may be a letterhead and a signature, and of those in a script without capitals. */
const most = { above: 9, below: 7, withoutCapitals: 5 } as const;
/** Characters that are enough to judge the rest by. */
const leastBody = 160;

/** A line of a table holds a value. */
const value = /\d[.,]\d|\d\s*(?:%|m?g\b|m?mol|U\/)/u;
const contact = /@|www\.|https?:|(?:tel|fax|phone)\b/i;

/** Words of two letters and more in a script with capitals, and words in one without (nobody writes Georgian ones). */
const cased = /(?!\p{Script=Georgian})[\p{Lu}\p{Ll}\p{Lt}][\p{L}\p{M}'’-]+/gu;
const caseless = /(?![ªº])[\p{Lo}\p{Script=Georgian}][\p{L}\p{M}]*/gu;

/**
 * Scripts without capitals: the words of institutions and addresses. Where they stand first (Arabic, Persian, Hebrew,
 * Thai) a line must start with one: "admitted to the department of …" holds one, too.
 */
const institutionFirst = new RegExp(
  `^[\\s\\p{P}]*(?:ال)?(?:${[
    'مستشفى|وزارة|وزاره|جامعة|جامعه|كلية|قسم|مركز|عيادة|عيادات|مجمع|مدينة|هيئة|إدارة|دائرة|المملكة|مملكة|جمهورية|دولة|سلطنة|هاتف|فاكس|شارع|ص\\.?\\s?ب|عنوان',
    'بیمارستان|دانشگاه|وزارت|بخش|مرکز|کلینیک|درمانگاه|جمهوری|تلفن|خیابان|نشانی|ہسپتال|شعبہ|فون',
    'בית[\\s-]ה?חולים|בי״ח|ביה״ח|מרכז\\sה?רפואי|משרד\\sה?בריאות|מחלקת|המחלקה|מכון|מרפאת|מרפאה|רחוב|טלפון|טל׳|ת״ד|מדינת',
    'โรงพยาบาล|กระทรวง|มหาวิทยาลัย|คณะ|แผนก|ภาควิชา|สถาบัน|โทร|ถนน',
  ].join('|')})`,
  'u',
);
const institution =
  /医院|醫院|大学|大學|科室|中心|卫生|衛生|电话|電話|地址|邮编|病院|診療|住所|병원|대학교|의료원|센터|보건|전화|주소|अस्पताल|चिकित्सालय|मंत्रालय|विभाग|विश्वविद्यालय|संस्थान|फोन|হাসপাতাল|মন্ত্রণালয়|বিভাগ|மருத்துவமனை|ஆஸ்பத்திரி|ఆసుపత్రి|ಆಸ್ಪತ್ರೆ|ആശുപത്രി|હોસ્પિટલ|ਹਸਪਤਾਲ|රෝහල|ဆေးရုံ|មន្ទីរពេទ្យ|ໂຮງໝໍ|საავადმყოფო|კლინიკა|ሆስፒታል|ሚኒስቴር/u;
const sentenceEnd = /[.!?؟۔।。！？]\s*$/u;
const caselessWords = { alone: 3, withInstitution: 9 } as const;
/** Scripts without spaces write a line as one word; a Chinese character is worth 2.5 letters. */
const caselessLetters = { alone: 14, withInstitution: 60 } as const;

/** Mostly capitalised words and no sentence. */
function areNames(words: readonly string[]): boolean {
  if (words.length > 14) return false;
  const small = words.filter((word) => word.length > 3 && word === word.toLowerCase()).length;
  const shouted = words.every((word) => word === word.toUpperCase());
  return !shouted && small <= words.length * 0.25;
}

function isInstitution(line: string, words: readonly string[]): boolean {
  if (sentenceEnd.test(line)) return false;
  const letters = countScripts(line).other;
  const limit = institutionFirst.test(line) || institution.test(line) ? 'withInstitution' : 'alone';
  return words.length <= caselessWords[limit] && letters <= caselessLetters[limit];
}

/** Names, places, institutions, contact details, in any script. Rows of a table are not meant: they hold a value. */
export function looksLikeAddress(line: string): boolean {
  const named = line.match(cased) ?? [];
  const others = line.match(caseless) ?? [];
  if (contact.test(line) && others.length <= caselessWords.withInstitution) return true;
  if (named.length + others.length === 0 || value.test(line)) return false;
  if (named.length > 0 && !areNames(named)) return false;
  return others.length === 0 || isInstitution(line, others);
}

/** Lines one after another from an end of a page that say nothing. */
function countAddresses(lines: readonly Line[], limit: number): number {
  let count = 0;
  let withoutCapitals = 0;
  for (const { text } of lines.slice(0, limit)) {
    if (text.search(caseless) >= 0) withoutCapitals += 1;
    if (withoutCapitals > most.withoutCapitals || !looksLikeAddress(text)) break;
    count += 1;
  }
  return count;
}

/** Leaves out the letterhead (first lines) and the signature (last lines), where enough text is left without them. */
export function bodyOf(lines: readonly Line[]): Line[] {
  const from = countAddresses(lines, most.above);
  const below = countAddresses(lines.slice(from).reverse(), most.below);
  const body = lines.slice(from, lines.length - below);
  const size = (some: readonly Line[]) => some.reduce((sum, line) => sum + line.text.length, 0);
  return size(body) >= leastBody && size(body) * 2 >= size(lines) ? body : [...lines];
}
