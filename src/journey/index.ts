/** What the person is doing: state, events, the reducer, and what elements ask of a state. */
export * from './answers.ts';
export * from './asked.ts';
export * from './carried.ts';
export * from './categories.ts';
export * from './estimate.ts';
export type * from './events.ts';
export * from './initial.ts';
export * from './issues.ts';
export * from './offered.ts';
export * from './readiness.ts';
export * from './reduce.ts';
export * from './shown.ts';
export type * from './state.ts';
export * from './steps.ts';
export * from './studies.ts';
export * from './within.ts';
export * from './would-lose.ts';
