/**
 * A PostgreSQL server stands where PGlite stands (`DATABASE_URL`): the whole conformance kit on it, and two processes' worth
 * of backends on one database. Skipped, and said so, where no server is installed.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifiedFamily } from '../../src/conformance/family.ts';
import { declare, digestOf, patchBytes, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import { openPostgres } from '../../demo/server/store/postgres.ts';
import { serverOf } from './backend.ts';
import { passesKit } from './kit.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres.ts';

describe.skipIf(!hasPostgres)('a PostgreSQL server', () => {
  let server: PostgresServer;
  const apps: MemoryApp[] = [];

  /** A backend on a database of this name; the files of all of them lie in one folder. */
  async function backendOn(name: string): Promise<MemoryApp> {
    const app = await createMemoryApp({
      database: openPostgres(server.urlOf(name)),
      folder: join(server.folder, name),
    });
    apps.push(app);
    return app;
  }

  beforeAll(() => {
    server = startPostgres('kit', 'shared');
  }, 120_000);
  afterAll(async () => {
    for (const app of apps) await app.close();
    server.stop();
  });

  test('passes the conformance kit as PGlite does', async () => {
    await passesKit(await backendOn('kit'), 2);
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
