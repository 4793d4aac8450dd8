/** The conformance kit on a backend in this process, at the level that its descriptor states. */
import { expect } from 'vitest';
import { runConformance } from '../../src/conformance/index.ts';
import type { MemoryApp } from '../../demo/server/memory.ts';

export async function passesKit(app: Pick<MemoryApp, 'base' | 'origin' | 'fetch'>, level: number): Promise<void> {
  const report = await runConformance({
    base: app.base,
    origin: app.origin,
    fetch: (input, init) => app.fetch(new Request(input, init)),
  });
  const failed = report.results.filter(({ outcome }) => outcome !== 'passed');
  expect(failed.map(({ clause, title, why }) => ({ clause, title, why }))).toEqual([]);
  expect(report.level).toBe(level);
}
