/**
 * The form's first view: step 1 and the engine that shows it, without validator, other steps or long lists. Everything
 * else comes through `load.ts`.
 */
import type { FormDefinition, Program } from '../protocol/index.ts';
import { accessFormId, accessFormVersion, start } from './access-form/start.ts';
import { forProgram, startOperations } from './program-operations.ts';

export { resolve, prune } from './resolve.ts';
export type { Resolution, ResolvedField, ResolvedItem, ResolvedSection, ResolvedStep } from './resolve.ts';
export { holds } from './condition.ts';
export { isGiven, itemKeys, valueAt, withValue } from './pointer.ts';
export { loadForm, loadPhones } from './load.ts';

/** Step 1 of the program's form, until `loadForm` has the whole. Operations on later steps wait for that. */
export const startForm = (program: Program): FormDefinition =>
  forProgram({ id: accessFormId, version: accessFormVersion, steps: [start] }, program, startOperations(program))
    .definition;
