/**
 * The kit against the reference backend, which must pass whole, and against backends that are wrong in one way each,
 * which must fail exactly the check aimed at them (of the chapter that it stands in).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/conformance/check.ts';
import { checks, runConformance } from '../../src/conformance/index.ts';
import { brokenBackends, spoiled } from './broken.ts';
import { base, origin, reference, type Reference } from './reference.ts';

let backend: Reference;
beforeAll(async () => {
  backend = await reference();
});
afterAll(() => backend.close());

const chapterOf = (clause: string): string => clause.split('.')[0] ?? '';
const failures = (results: readonly CheckResult[]) =>
  results.filter(({ outcome }) => outcome === 'failed').map(({ clause, title, why }) => ({ clause, title, why }));

describe('the reference backend', () => {
  test('passes every check and reaches the level that its descriptor states', async () => {
    const report = await runConformance({ base, origin, fetch: backend.ask });
    expect(failures(report.results)).toEqual([]);
    expect(report.results.filter(({ outcome }) => outcome === 'skipped')).toEqual([]);
    expect(report.level).toBe(2);
  });
});

describe('a backend that', () => {
  test.each(brokenBackends)('$what fails $clause and nothing else', async ({ clause, nth = 0, spoil }) => {
    const aimed = checks.filter((check) => check.clause === clause)[nth];
    const chapter = checks.filter((check) => chapterOf(check.clause) === chapterOf(clause));
    const clauses = [...new Set(chapter.map((check) => check.clause))];
    const report = await runConformance({ base, origin, fetch: spoiled(backend.ask, spoil()), clauses });
    expect(failures(report.results)).toEqual([{ clause, title: aimed?.title, why: expect.any(String) as string }]);
  });
});

test('every check has a backend that it catches', () => {
  const aimed = new Set(
    brokenBackends.map(({ clause, nth = 0 }) => checks.filter((check) => check.clause === clause)[nth]?.title),
  );
  expect(checks.filter(({ title }) => !aimed.has(title)).map(({ clause, title }) => `${clause} ${title}`)).toEqual([]);
});
