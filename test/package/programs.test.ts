/** The programs that README names, as they are built, against the backend as `npm start` starts it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../.tools/entries.ts';
import { DemoServer } from '../harness/demo-server.ts';

const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> };

let server: DemoServer;
beforeAll(async () => {
  server = await DemoServer.start({ env: { TEST_PROFILE: '1' } });
});
afterAll(() => server.stop());

function run(program: string, ...args: readonly string[]) {
  const file = bin[program];
  if (file === undefined) throw new Error(`package.json has no program ${program}`);
  return spawnSync(process.execPath, [join(root, file), ...args], { encoding: 'utf8', timeout: 180_000 });
}

test('rso-conformance finds the reference backend conformant at level 2', () => {
  const done = run('rso-conformance', `${server.origin}/rso/v1`);
  expect(done.stdout.split('\n').filter((line) => line.startsWith('✕'))).toEqual([]);
  expect(done.stdout.trim().split('\n').at(-1)).toMatch(/: L2\. \d+ passed, 0 failed, 0 skipped$/u);
  expect(done.status).toBe(0);
});

test('rso-conformance looks an origin up, and reports in JSON', () => {
  const done = run('rso-conformance', server.origin, '--json');
  const report = JSON.parse(done.stdout) as { level: number; results: readonly unknown[] };
  expect(report.level).toBe(2);
  expect(report.results.length).toBeGreaterThan(50);
});

test('rso-doctor finds nothing in the way of the hospital’s page', () => {
  const done = run('rso-doctor', server.origin, '--origin', server.origin, '--page', `${server.origin}/`);
  expect(`${done.stdout}${done.stderr}`).not.toMatch(/^\s*✕/mu);
  expect(done.status).toBe(0);
});

test('both say how they are called where nothing is given, or nothing answers', () => {
  expect(run('rso-conformance').stderr).toContain('Usage');
  expect(run('rso-conformance', 'http://127.0.0.1:9/rso/v1').stderr).toContain('could not be reached');
  expect(run('rso-conformance').status).toBe(2);
});
