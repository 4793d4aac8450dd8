/**
 * `rso-intake/conformance`: a black-box suite for any backend that speaks the protocol. It asks over HTTP and knows
 * nothing else of the backend. `rso-conformance URL` is its command.
 */
export { connect, type Backend, type BackendOptions } from './backend.ts';
export { type Check, type CheckResult, type ConformanceReport, Unmet } from './check.ts';
export { checks } from './checks/all.ts';
export { runConformance, type RunOptions } from './run.ts';
