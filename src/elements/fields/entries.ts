/** What a list to choose from is made of. */
import type { Words } from '../../i18n/words.ts';
import { type FieldAt, optionText } from './field.ts';

export interface Entry {
  readonly code: string;
  readonly label: string;
}

/** The field's own options, in the program's order. */
export const optionList = (at: FieldAt, words: Words) => (): readonly Entry[] =>
  at.options.map((option) => ({ code: option.code, label: optionText(option, at, words) }));
