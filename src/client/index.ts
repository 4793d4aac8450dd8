/** One backend, by its route table: calls, errors, the event stream. */
export * from './client.ts';
export * from './errors.ts';
export { warmSchemas } from './load.ts';
export type { Patience, Waiting } from './patience.ts';
export type { Pause } from './pause.ts';
export * from './watch.ts';
