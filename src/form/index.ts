/**
 * The form: definition + answers → what to show and what is wrong. Pure: no DOM, no network, no clock; the day and the
 * phone data are passed in. First views import `start.ts` and reach the rest by its doors; this entry is for everybody
 * who needs all of it at once (backend, conformance, tests).
 */
export * from './whole.ts';
export * from './start.ts';
export type * from './answer-shapes.ts';
export { labelKey, optionKey, wordKeys } from './words.ts';
