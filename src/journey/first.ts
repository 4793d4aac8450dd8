/**
 * The reducer of the form's first view: what a person can do before the rest is there, and what is known from the
 * beginning. The session takes `reduce.ts` as soon as it has it; events that only it answers wait for it.
 */
import { formHandlers } from './form.ts';
import { knownHandlers, reducerOf } from './known.ts';

/** The state after an event; null for an event that only the whole reducer answers. */
export const reduceFirst = reducerOf({ ...formHandlers, ...knownHandlers });
