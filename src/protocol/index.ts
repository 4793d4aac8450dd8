/**
 * `rso-intake/protocol`: the published protocol between the elements and any backend. The route table with its
 * schemas is the wire; the lifecycle table is what may happen; the report window is when the report is due.
 */
export * from './capability.ts';
export * from './consent.ts';
export * from './digest-tree.ts';
export * from './fee.ts';
export * from './fhir/index.ts';
export * from './form-definition.ts';
export * from './lifecycle.ts';
export * from './local-date-time.ts';
export * from './merge-patch.ts';
export * from './pack-declaration.ts';
export * from './pack.ts';
export * from './pack-manifest.ts';
export * from './problem.ts';
export * from './program.ts';
export * from './progress.ts';
export * from './record.ts';
export * from './reference.ts';
export * from './referral.ts';
export * from './report-window.ts';
export * from './routes.ts';
export * from './scalars.ts';
export * from './study.ts';
export * from './study-progress.ts';
export * from './verdict.ts';
export * from './wire.ts';
