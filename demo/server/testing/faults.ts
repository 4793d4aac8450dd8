/** Faults that the test profile asks for: the next requests of a route answer an error, or wait. */
import { type ProblemCode, problemTable } from '../../../src/protocol/index.ts';
import { problemResponse } from '../http/problem.ts';

export interface Fault {
  /** Route name; `*` for all, `uploads` for tus. */
  readonly route: string;
  /** Problem to answer; none: only the delay. */
  readonly code?: ProblemCode;
  readonly delayMs?: number;
  /** How many requests it meets. */
  readonly times: number;
}

export class Faults {
  #faults: { readonly fault: Fault; left: number }[] = [];
  readonly #report: (error: unknown) => void;

  /** @param report is told of errors that nobody foresaw; the response never says them. */
  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Replaces all faults. */
  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, left: fault.times }));
  }

  /** What the fault of this request answers, or null to go on. */
  async before(route: string): Promise<Response | null> {
    const met = this.#faults.find(({ fault, left }) => left > 0 && (fault.route === '*' || fault.route === route));
    if (!met) return null;
    met.left -= 1;
    const { code, delayMs } = met.fault;
    if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs));
    return code !== undefined && Object.hasOwn(problemTable, code) ? problemResponse({ code, extra: {} }) : null;
  }

  /** An error that nobody foresaw. */
  unexpected(error: unknown): void {
    this.#report(error);
  }
}
