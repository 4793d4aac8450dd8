/** The words of the demo's own program in every language that the elements speak: one file per language in `words/`. */
import { readFileSync } from 'node:fs';
import { languages } from '../../../src/i18n/languages.ts';

/** Languages of the demo's forms, in the order in which they are offered. */
export const uiLanguages: readonly string[] = Object.keys(languages);

const packs = uiLanguages.map(
  (language) =>
    [
      language,
      JSON.parse(readFileSync(new URL(`words/${language}.json`, import.meta.url), 'utf8')) as Readonly<
        Record<string, string>
      >,
    ] as const,
);

/** One text in all languages, as a descriptor holds it. Throws where a language has no words for it. */
export const inEveryLanguage = (key: string): Record<string, string> =>
  Object.fromEntries(
    packs.map(([language, words]) => {
      const text = words[key];
      if (text === undefined) throw new Error(`demo/server/programs/words/${language}.json has no words for ${key}`);
      return [language, text];
    }),
  );
