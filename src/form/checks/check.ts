/** What every check gets and gives. A check judges one answer of one type and never throws, whatever JSON it is handed. */
import type { Field, FieldOption, Issue, Json, JsonObject } from '../../protocol/index.ts';
import type { Phones } from '../phone.ts';

/** What validation knows beside the answers; all of it passed in. */
export interface ValidationContext {
  /** ISO date where the patient is. */
  readonly today: string;
  /** Numbering plans; without them only the shape of phone numbers is judged. */
  readonly phones?: Phones;
  /** Ids of the consents that were signed. Without it the answers at the consent fields are believed. */
  readonly consents?: ReadonlySet<string>;
  /** Pointers of answers that are kept apart from the others (rule `apart`), and known to be given. */
  readonly kept?: ReadonlySet<string>;
  /** Is this text in English? `undefined`: cannot tell. Only ever a warning. */
  readonly isEnglish?: (text: string) => boolean | undefined;
}

/** The answer to be judged. It is given: blank ones never get here. */
export interface Asked {
  readonly field: Field;
  readonly pointer: string;
  readonly value: Json;
  readonly required: boolean;
  readonly options: readonly FieldOption[];
  readonly answers: JsonObject;
  readonly context: ValidationContext;
}

export type Check = (asked: Asked) => readonly Issue[];

export const error = (pointer: string, code: string, params?: Issue['params']): Issue =>
  params ? { pointer, code, params } : { pointer, code };

export const warning = (pointer: string, code: string, params?: Issue['params']): Issue => ({
  ...error(pointer, code, params),
  severity: 'warning',
});

/** An answer of the wrong JSON type: software's mistake, not the person's. */
export const malformed = (pointer: string): readonly Issue[] => [error(pointer, 'malformed')];

export const hasRule = (field: Field, rule: string): boolean => field.rules?.includes(rule) ?? false;
