/**
 * The form's first view: step 1 and the engine that shows it, without validator, other steps or long lists. Everything
 * else comes through `load.ts`.
 */
import type { FormDefinition, Program } from '../protocol/index.ts';
import { accessFormId, accessFormVersion, start } from './access-form/start.ts';
import { loadOperations } from './load.ts';
import { withProgramStart } from './program-start.ts';

export { resolve, prune } from './resolve.ts';
export type { Resolution, ResolvedField, ResolvedItem, ResolvedSection, ResolvedStep } from './resolve.ts';
export { holds } from './condition.ts';
export { isGiven, itemKeys, valueAt, withValue } from './pointer.ts';
export { loadForm, loadPhones } from './load.ts';

/** What a pointer of step 1 begins with. A program's own field is there only where the operation that adds it says so. */
const first = new Set([
  start.id,
  ...start.sections.flatMap(({ id, fields }) => [id, ...fields.map((field) => field.id.split('.')[0])]),
]);
const inStart = (pointer: string): boolean => first.has(pointer.split('/')[1]);

/** Does the program change step 1 itself? */
const changesStart = ({ form }: Program): boolean =>
  form?.operations.some((operation) =>
    Object.values(operation).some((member) => typeof member === 'string' && inStart(member)),
  ) ?? false;

/**
 * Step 1 of the program's form, until `loadForm` has the whole; a promise only where the program changes step 1 itself.
 * If what that needs cannot be fetched, the step stands as it is by default until the whole form is there.
 */
export function startForm(program: Program): FormDefinition | Promise<FormDefinition> {
  const definition = withProgramStart({ id: accessFormId, version: accessFormVersion, steps: [start] }, program);
  if (!changesStart(program)) return definition;
  return loadOperations().then(
    ({ applyOperations }) => applyOperations(definition, program.form?.operations ?? []).definition,
    () => definition,
  );
}
