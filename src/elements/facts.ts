/**
 * Short facts side by side on one line: "PDF · 12 pages · 1.2 MB". Where the reader's zero is itself a dot (٠, ۰), a
 * dot between them would be read as part of a number; a comma stands there.
 */
import type { Words } from '../i18n/words.ts';

/** What stands between two facts of one line, for this reader's digits. */
export const between = (words: Words): string => (words.number(0) === '0' ? ' · ' : '، ');

/** Those of the facts that there are, on one line. */
export const factLine = (words: Words, facts: readonly (string | null | undefined)[]): string =>
  facts.filter(Boolean).join(between(words));
