/** What a text per language says in this one; in English where it does not, then in whichever there is. */
export const ownText = (texts: unknown, lang: string): string | undefined => {
  if (typeof texts !== 'object' || texts === null) return undefined;
  const byLanguage = texts as Readonly<Record<string, string>>;
  return byLanguage[lang] ?? byLanguage['en'] ?? Object.values(byLanguage)[0];
};
