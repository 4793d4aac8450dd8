/**
 * Validation vectors: the same answers must get the same pointers and codes in every browser and from every backend
 * (contract.md, conformance). They are data; `src/form` passes them in the unit tests, backends in `rso-conformance`.
 */
import { addressVectors } from './addresses.ts';
import { dateVectors } from './dates.ts';
import { nameVectors } from './names.ts';
import { emailVectors, phoneVectors } from './phones.ts';
import { questionVectors } from './questions.ts';
import { peopleVectors } from './roles.ts';
import type { FormVector } from './vector.ts';

export { exampleComplete, exampleConsents, exampleRegistration, exampleToday } from './example.ts';
export { exampleProgram } from './example-program.ts';
export type { ExpectedIssue, FormVector } from './vector.ts';

/** All vectors, for a day (ISO): dates in them are near that day. */
export const formVectors = (today: string): readonly FormVector[] => [
  ...nameVectors,
  ...dateVectors(today),
  ...phoneVectors,
  ...emailVectors,
  ...addressVectors,
  ...peopleVectors(today),
  ...questionVectors,
];
