/** What a step does without until its first field works: one chunk, fetched while the person fills in the first step. */
export { laterFields } from '../fields/later.ts';
export { errorSummary } from './error-summary.ts';
export { groupView } from './group.ts';
export { workNote } from './work-note.ts';
