/** What a validation vector is: a change to the example family's answers, and exactly what is wrong with the result. */
import type { Json, JsonObject } from '../merge-patch.ts';

/** `[pointer, code]`, and `'warning'` where the person may go on. */
export type ExpectedIssue = readonly [pointer: string, code: string, severity?: 'warning'];

/**
 * Apply `change` (RFC 7396) to `exampleRegistration` or `exampleComplete`, judge stage 1 or everything on the day given
 * to the maker of the vectors, with phone data and the form of `exampleProgram`: the issues are `expected`, in any order.
 */
export interface FormVector {
  readonly name: string;
  readonly base: 'registration' | 'complete';
  readonly change: JsonObject;
  readonly expected: readonly ExpectedIssue[];
}

/** A patch that sets one value by dots: `at('patient.name', null)`. */
export function at(path: string, value: Json): JsonObject {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? value : at(rest.join('.'), value) };
}

export const registration = (
  name: string,
  change: JsonObject,
  expected: readonly ExpectedIssue[] = [],
): FormVector => ({
  name,
  base: 'registration',
  change,
  expected,
});

export const complete = (name: string, change: JsonObject, expected: readonly ExpectedIssue[] = []): FormVector => ({
  name,
  base: 'complete',
  change,
  expected,
});
