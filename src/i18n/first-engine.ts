/**
 * The voice of the first view: placeholders and plurals, nothing else, so that the first field does not wait for a
 * library. i18next (`engine.ts`) takes over once it is there; both say the same of every pack we ship (tested).
 */
import type { Pack, WordParams } from './pack.ts';

/** What `words.ts` needs of whoever says the words. */
export interface Engine {
  /** Adds a pack; later keys win. */
  readonly add: (lang: string, pack: Pack) => void;
  readonly has: (lang: string, key: string, params?: WordParams) => boolean;
  readonly say: (lang: string, key: string, params?: WordParams) => string;
}

/** @param format turns each placeholder's value into the reader's script: digits, isolation of mixed directions. */
export function createFirstEngine(format: (value: unknown) => string): Engine {
  const packs = new Map<string, Map<string, string>>();
  const rules = new Map<string, Intl.PluralRules>();

  const formOf = (lang: string, count: number): Intl.LDMLPluralRule => {
    const known = rules.get(lang) ?? new Intl.PluralRules(lang);
    rules.set(lang, known);
    return known.select(count);
  };
  const textOf = (lang: string, key: string, params: WordParams = {}): string | undefined => {
    const pack = packs.get(lang);
    const { count } = params;
    return (typeof count === 'number' ? pack?.get(`${key}_${formOf(lang, count)}`) : undefined) ?? pack?.get(key);
  };

  return {
    add(lang, pack) {
      packs.set(lang, new Map([...(packs.get(lang) ?? []), ...Object.entries(pack)]));
    },
    has: (lang, key, params) => textOf(lang, key, params) !== undefined,
    say: (lang, key, params) =>
      (textOf(lang, key, params) ?? '').replace(/\{\{(\w+)\}\}/gu, (_, name: string) => format(params?.[name])),
  };
}
