/** Names, institutions and quotes inside running text: they belong to no language and turn none. */

/** A capitalised word, an abbreviation, the name of a gene. */
const capital = String.raw`\p{Lu}[\p{L}\p{M}\p{Nd}'’]*`;
/** What stands between the words of a name, of a place, of an institution. */
const particle = [
  'de|del|della|delle|degli|dei|di|da|das|do|dos|du|des|la|las|los|le|les|el|al|an|ar|as|bin|ibn|abu|bint|binti',
  'von|van|vom|zu|zum|zur|der|den|dem|het|ter|ten|am|im|für|fur|und|and|y|e|i|et|of|at|rue|sur',
  String.raw`(?:ul|str|im|med|prof|dr)\.|d['’]\p{L}+|\d+`,
].join('|');
const between = String.raw`[ \t\u00a0,.&/–-]+`;
/** Two capitalised words and more; one alone may be the first of a sentence, or a German noun. */
const names = new RegExp(
  `(?<![\\p{L}\\p{M}'’])${capital}(?:(?:${between}(?:${particle}))*${between}${capital})+`,
  'gu',
);
const quotes = /(?<![\p{L}\p{N}])["“„«‹‘](?=\S)[^"“”„«»]{1,200}["”“»›](?![\p{L}\p{N}])/gu;

/** "Total Bilirubin   12": the first words of a row are no name. */
const longestLabel = 40;
const valueNext = /^[^\p{L}\n]*\d/u;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function isLabel(text: string, found: string, offset: number): boolean {
  if (found.length > longestLabel || (offset > 0 && text.charAt(offset - 1) !== '\n')) return false;
  const end = offset + found.length;
  return valueNext.test(text.slice(end, end + longestLabel));
}

/** The same text, as long, with spaces where names and quotes stand. */
export const withoutNames = (text: string): string =>
  text
    .replace(quotes, blank)
    .replace(names, (found, offset: number) => (isLabel(text, found, offset) ? found : blank(found)));
