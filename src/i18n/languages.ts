/** The languages that we ship, and which one a reader gets. The one list: doors, tests, pictures and the demo read it. */

/**
 * Languages with complete packs. `review: machine`: no human has read the translation yet; consents shown in such a
 * language are never binding (access-form.md 7, R-ENG).
 */
export const languages = {
  en: { dir: 'ltr', review: 'human' },
  es: { dir: 'ltr', review: 'machine' },
  ar: { dir: 'rtl', review: 'machine' },
  fr: { dir: 'ltr', review: 'machine' },
  pt: { dir: 'ltr', review: 'machine' },
  'zh-Hans': { dir: 'ltr', review: 'machine' },
  ru: { dir: 'ltr', review: 'machine' },
  tr: { dir: 'ltr', review: 'machine' },
  vi: { dir: 'ltr', review: 'machine' },
  hi: { dir: 'ltr', review: 'machine' },
  ur: { dir: 'rtl', review: 'machine' },
  fa: { dir: 'rtl', review: 'machine' },
} as const satisfies Record<string, { dir: 'ltr' | 'rtl'; review: 'human' | 'machine' }>;

export type Language = keyof typeof languages;
export type Direction = 'ltr' | 'rtl';

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);

/**
 * The shipped language nearest to a BCP 47 tag (`es-MX` → `es`, `zh-CN` → `zh-Hans`), or null: first in the script that
 * the tag is written in, then in any, which its readers understand better than English. Bounded: a tag longer than 35
 * is none.
 */
export function shippedLanguage(tag: string): Language | null {
  try {
    const { language, script = '' } = new Intl.Locale(tag.length > 35 ? '' : tag).maximize();
    const all = Object.keys(languages) as Language[];
    return (
      [`${language}-${script}`, language].find(isLanguage) ??
      all.find((known) => known.startsWith(`${language}-`)) ??
      null
    );
  } catch {
    // No tag at all.
    return null;
  }
}

/** The language for a list of wishes, most wished first; English where none is shipped. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish ? shippedLanguage(wish) : null;
    if (language) return language;
  }
  return 'en';
}

/** Writing direction of any tag, shipped or not (a record's language, a consent's). */
export function directionOf(tag: string): Direction {
  if (isLanguage(tag)) return languages[tag].dir;
  return /^(?:ar|arc|ckb|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)(?:-|$)/iu.test(tag.slice(0, 35)) ? 'rtl' : 'ltr';
}
