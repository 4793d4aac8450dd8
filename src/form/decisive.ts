/** Which answers decide what a form shows: what its conditions look at, what is carried over, the items of its groups. */
import type { FormDefinition, JsonObject } from '../protocol/index.ts';
import { placedFields } from './placed-fields.ts';
import { valueAt } from './pointer.ts';

const known = new WeakMap<FormDefinition, ReadonlySet<string>>();

function decisivePointers(definition: FormDefinition): ReadonlySet<string> {
  const made = known.get(definition);
  if (made) return made;
  const found = new Set<string>();
  for (const { group } of placedFields(definition)) if (group) found.add(group);
  // Conditions are data and may stand anywhere in it; a pointer too many does no harm, one too few would.
  JSON.stringify(definition, (name, value: unknown) => {
    if ((name === 'field' || name === 'from') && typeof value === 'string') found.add(value.replace(/\/\*.*/u, ''));
    return value;
  });
  known.set(definition, found);
  return found;
}

/** Do these answers show the same form? `false` where it may differ: equal answers made anew count as other ones. */
export function showsTheSame(definition: FormDefinition, before: JsonObject, after: JsonObject): boolean {
  for (const pointer of decisivePointers(definition))
    if (valueAt(before, pointer) !== valueAt(after, pointer)) return false;
  return true;
}
