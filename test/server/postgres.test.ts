/**
 * A PostgreSQL server stands where PGlite stands (`DATABASE_URL`): the whole conformance kit on it, and two processes' worth
 * of backends on one database. Skipped, and said so, where no server is installed.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPostgres } from '../../.tools/services.mjs';
import { verifiedFamily } from '../../src/conformance/family.ts';
import { declare, digestOf, patchBytes, settledRecord } from '../../src/conformance/sent-records.ts';
import { runConformance } from '../../src/conformance/index.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import { openPostgres } from '../../demo/server/store/postgres.ts';
import { serverOf } from './backend.ts';

const bin = findPostgres();
const isRoot = process.getuid?.() === 0;
const mayRun = bin !== undefined && existsSync(join(bin, 'initdb')) && (!isRoot || existsSync('/usr/sbin/runuser'));

/** Runs a program of PostgreSQL, which refuses to be run by root. */
function run(program: string, args: readonly string[]): void {
  const path = join(bin ?? '', program);
  const [command, all] = isRoot
    ? ['/usr/sbin/runuser', ['-u', 'postgres', '--', path, ...args]]
    : ([path, args] as const);
  execFileSync(command, all, { stdio: 'ignore' });
}

describe.skipIf(!mayRun)('a PostgreSQL server', () => {
  let folder = '';
  const data = (): string => join(folder, 'data');
  const apps: MemoryApp[] = [];

  /** A backend on a database of this name; the files of all of them lie in one folder. */
  async function backendOn(name: string): Promise<MemoryApp> {
    const app = await createMemoryApp({
      database: openPostgres(`postgresql://rso@localhost/${name}?host=${encodeURIComponent(folder)}`),
      folder: join(folder, name),
    });
    apps.push(app);
    return app;
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rso-pg-'));
    chmodSync(folder, 0o777);
    run('initdb', ['-D', data(), '-A', 'trust', '-U', 'rso', '--no-sync']);
    const socket = `-k ${folder} -c listen_addresses=`;
    run('pg_ctl', ['-D', data(), '-o', socket, '-w', '-l', join(folder, 'log'), 'start']);
    for (const name of ['kit', 'shared']) run('createdb', ['-h', folder, '-U', 'rso', name]);
  }, 120_000);
  afterAll(async () => {
    for (const app of apps) await app.close();
    run('pg_ctl', ['-D', data(), '-m', 'immediate', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  });

  test('passes the conformance kit as PGlite does', async () => {
    const app = await backendOn('kit');
    const report = await runConformance({
      base: app.base,
      origin: app.origin,
      fetch: (input, init) => app.fetch(new Request(input, init)),
    });
    const failed = report.results.filter(({ outcome }) => outcome !== 'passed');
    expect(failed.map(({ clause, title, why }) => ({ clause, title, why }))).toEqual([]);
    expect(report.level).toBe(2);
  }, 300_000);

  test('serves one program by several backends: an upload begun on one ends on another', async () => {
    const first = await serverOf(await backendOn('shared'));
    // Migrations are there already, and the second does not trip over them.
    const second = await serverOf(await backendOn('shared'));
    const family = await verifiedFamily(first.backend);
    const bytes = await englishPdf();
    const half = bytes.length >> 1;
    const { recordId, upload } = await declare(first.backend, family, { size: bytes.length });
    expect((await patchBytes(first.backend, family, upload.url, bytes.slice(0, half), 0)).status).toBe(204);
    expect((await patchBytes(second.backend, family, upload.url, bytes.slice(half), 0)).status).toBe(409);
    expect((await patchBytes(second.backend, family, upload.url, bytes.slice(half), half)).status).toBe(204);
    await first.backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, {
      token: family.token,
      json: { digest: await digestOf(bytes) },
    });
    expect(await settledRecord(second.backend, family, recordId)).toMatchObject({ transfer: { state: 'stored' } });
  }, 120_000);
});
