/** What is said of a page: in English, in Spanish, a picture. */
import type { PageVerdict } from '../../protocol/verdict.ts';
import type { Words } from '../../i18n/words.ts';

/** `wait`: not read yet. */
export const pageKind = (page: PageVerdict | undefined): PageVerdict['verdict'] | 'wait' => page?.verdict ?? 'wait';

/** A language by its name; one that nobody could name is "another language". */
export const languageName = (tag: string, words: Words): string =>
  tag === 'und' || tag.startsWith('und-') || tag === 'en' ? words.t('language.other') : words.language(tag);

export function pageWords(page: Pick<PageVerdict, 'verdict' | 'language'> | undefined, words: Words): string {
  if (!page) return words.t('page.is.wait');
  if (page.verdict !== 'not-english') return words.t(`page.is.${page.verdict}`);
  return words.t('page.is.not-english', { language: languageName(page.language, words) });
}
