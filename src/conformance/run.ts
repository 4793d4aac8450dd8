/** Runs the checks against a backend and says what level it reaches. */
import { offers } from '../protocol/index.ts';
import { type Backend, type BackendOptions, connect } from './backend.ts';
import { type Check, type CheckResult, type ConformanceReport, Unmet } from './check.ts';
import { checks } from './checks/all.ts';

export interface RunOptions extends BackendOptions {
  /** Only these clauses. */
  readonly clauses?: readonly string[];
  /** Called after each check. */
  readonly onResult?: (result: CheckResult) => void;
}

function skipReason(check: Check, backend: Backend): string | null {
  if (check.level > backend.program.protocol.level) return `the program says level ${backend.program.protocol.level}`;
  if (check.feature && !offers(backend.program, check.feature)) return `${check.feature} is not offered`;
  if (check.asked?.(backend.program) === false) return 'the program does not ask for it';
  if (check.testProfile && !backend.testProfile) return 'needs the test profile';
  return null;
}

async function runOne(check: Check, backend: Backend): Promise<CheckResult> {
  const { clause, title, level } = check;
  const skipped = skipReason(check, backend);
  if (skipped !== null) return { clause, title, level, outcome: 'skipped', why: skipped, ms: 0 };
  const began = performance.now();
  const done = (rest: Pick<CheckResult, 'outcome' | 'why'>): CheckResult => ({
    clause,
    title,
    level,
    ...rest,
    ms: Math.round(performance.now() - began),
  });
  try {
    await check.run(backend);
    return done({ outcome: 'passed' });
  } catch (error) {
    const why =
      error instanceof Unmet ? error.message : `could not be asked: ${error instanceof Error ? error.name : ''}`;
    return done({ outcome: 'failed', why });
  }
}

/**
 * Runs every check that the backend's level and features call for, one after the other (they share a mailbox and a
 * clock in the test profile).
 */
export async function runConformance(options: RunOptions): Promise<ConformanceReport> {
  const backend = await connect(options);
  const results: CheckResult[] = [];
  for (const check of checks) {
    if (options.clauses && !options.clauses.includes(check.clause)) continue;
    const result = await runOne(check, backend);
    results.push(result);
    options.onResult?.(result);
  }
  const clean = (level: number) => results.every((result) => result.level > level || result.outcome !== 'failed');
  const reached = ([3, 2, 1] as const).find((level) => level <= backend.program.protocol.level && clean(level)) ?? 0;
  return { base: backend.base, program: backend.program.id, level: reached, results };
}
