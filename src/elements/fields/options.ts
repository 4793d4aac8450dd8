/** Lists to choose from, made when they are opened, and how they are searched: in any script, by any of their names. */
import type { Words } from '../../i18n/words.ts';
import { countryCodes, languageCodes } from './codes.ts';
import type { Entry } from './entries.ts';

/**
 * Letters without case, marks and the differences that people type away (أ → ا, ß → ss, ı → i, đ → d), or that their keyboard makes:
 * Arabic, Persian and Urdu each have a yeh, a kaf and a heh of their own.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[أإآ]/gu, 'ا')
    .replace(/[ىی]/gu, 'ي')
    .replace(/ک/gu, 'ك')
    .replace(/[ةہھە]/gu, 'ه')
    .replace(/\u200c|\u200d|ـ/gu, '')
    .replace(/ß/gu, 'ss')
    .replace(/['’.\-\s]+/gu, ' ')
    .toLowerCase()
    .replace(/ı/gu, 'i')
    .replace(/đ/gu, 'd')
    .trim();

const sorted = (entries: readonly Entry[], words: Words): readonly Entry[] => {
  const collator = new Intl.Collator(words.locale);
  return [...entries].sort((one, other) => collator.compare(one.label, other.label));
};

/** Countries by their names in the reader's language; the likely one stands first, chosen by nobody. */
export function countryList(words: Words, likely?: string): readonly Entry[] {
  const all = sorted(
    countryCodes.map((code) => ({ code, label: words.region(code) })),
    words,
  );
  const first = all.find(({ code }) => code === likely);
  return first ? [first, ...all.filter((entry) => entry !== first)] : all;
}

export function languageList(words: Words): readonly Entry[] {
  const shown = languageCodes.map((code) => ({ code, label: words.language(code) }));
  return sorted(
    shown.filter(({ code, label }) => label !== code),
    words,
  );
}

export const timeZoneList = (): readonly Entry[] =>
  Intl.supportedValuesOf('timeZone').map((code) => ({ code, label: code.replaceAll('_', ' ').replaceAll('/', ' / ') }));

const displayNames = new Map<string, Intl.DisplayNames>();
const nameIn = (language: string, type: 'region' | 'language', code: string): string => {
  try {
    const id = `${type} ${language}`;
    const names = displayNames.get(id) ?? new Intl.DisplayNames([language], { type, fallback: 'none' });
    displayNames.set(id, names);
    return names.of(code) ?? '';
  } catch {
    return '';
  }
};

const spokenIn = (country: string): string => {
  try {
    return new Intl.Locale(`und-${country}`).maximize().language;
  } catch {
    // An answer that declines is no country.
    return 'en';
  }
};

/** Other names of a country or a language: in English, and in its own language ("Deutschland", "المانيا"). */
function otherNames(type: 'region' | 'language', code: string): string {
  const own = type === 'language' ? code : spokenIn(code);
  return [
    nameIn('en', type, code),
    nameIn(own, type, code),
    type === 'region' ? nameIn('ar', type, code) : '',
    code,
  ].join(' ');
}

/**
 * Entries that fit what was typed: those that begin with it, then those with a word that does, then those that hold it.
 * @param type of what the codes are, where they have further names; asked for only while something is typed.
 */
export function matching(entries: readonly Entry[], written: string, type?: 'region' | 'language'): readonly Entry[] {
  const wanted = folded(written.slice(0, 80));
  if (!wanted) return entries;
  const rank = ({ code, label }: Entry): number => {
    const name = folded(label);
    if (name.startsWith(wanted)) return 0;
    if (name.includes(` ${wanted}`)) return 1;
    const others = type ? ` ${folded(otherNames(type, code))}` : '';
    if (others.includes(` ${wanted}`)) return 2;
    return name.includes(wanted) ? 3 : 9;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((found) => found.rank < 9)
    .sort((one, other) => one.rank - other.rank)
    .map(({ entry }) => entry);
}
