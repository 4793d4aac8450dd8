/** A conformance check: one clause of the protocol, asked of a backend over HTTP and nothing else. */
import type { Feature, Program } from '../protocol/index.ts';
import type { Backend } from './backend.ts';

export interface Check {
  /** Clause of `src/protocol/README.md`, e.g. `3.5`. */
  readonly clause: string;
  /** What must hold, in one line. */
  readonly title: string;
  readonly level: 1 | 2 | 3;
  /** Skipped where the descriptor does not offer it. */
  readonly feature?: Feature;
  /** Skipped where the descriptor says nothing of it. */
  readonly asked?: (program: Program) => boolean;
  /** Skipped where the backend was not started with the test profile. */
  readonly testProfile?: true;
  /** Throws `Unmet` (or anything) where the clause does not hold. */
  readonly run: (backend: Backend) => Promise<void>;
}

/** A clause that does not hold; the message says what was seen, never a token or an answer. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
}

/** Throws where `holds` is false. */
export function must(holds: boolean, seen: string): asserts holds {
  if (!holds) throw new Unmet(seen);
}

/** Throws unless the two are the same. */
export function same<Value>(actual: Value, expected: Value, what: string): void {
  must(Object.is(actual, expected), `${what}: expected ${JSON.stringify(expected)}, saw ${JSON.stringify(actual)}`);
}

export interface CheckResult {
  readonly clause: string;
  readonly title: string;
  readonly level: 1 | 2 | 3;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What was seen, or why it was skipped. */
  readonly why?: string;
  readonly ms: number;
}

/** What a run came to. `level` is the highest whose checks all passed; 0 where L1 did not. */
export interface ConformanceReport {
  readonly base: string;
  readonly program: Program['id'];
  readonly level: 0 | 1 | 2 | 3;
  readonly results: readonly CheckResult[];
}
