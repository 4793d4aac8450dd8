/**
 * Short facts side by side on one line: "PDF · 12 pages · 1.2 MB". Where the reader's zero is itself a dot (٠, ۰), a
 * dot between them would be read as part of a number; a comma stands there.
 */
import type { Words } from '../i18n/words.ts';

/** Known once of each reader: asked for by every row of a list, at every rendering. */
const separators = new WeakMap<Words, string>();

/** What stands between two facts of one line, for this reader's digits. */
export function between(words: Words): string {
  const separator = separators.get(words) ?? (words.number(0) === '0' ? ' · ' : '، ');
  separators.set(words, separator);
  return separator;
}

/** Those of the facts that there are, on one line. */
export const factLine = (words: Words, facts: readonly (string | null | undefined)[]): string =>
  facts.filter(Boolean).join(between(words));
