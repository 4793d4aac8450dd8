/** Bytes that nobody will ask for any more go; everything else stays, however old it is. */
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Family, linkInMail, register, sampleBirthDate } from '../../src/conformance/family.ts';
import { declare, patchBytes, sendRecord, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { AppOptions } from '../../demo/server/app.ts';
import { createMemoryApp } from '../../demo/server/memory.ts';
import { openDiskRecords } from '../../demo/server/records/disk-records.ts';
import { loadS3Records } from '../../demo/server/records/s3/load.ts';
import { openPglite } from '../../demo/server/store/pglite.ts';
import { serverOf } from './backend.ts';
import { type S3Server, startS3Server } from './s3/s3-server.ts';

const DAY = 86_400_000;
let folder = '';
let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rso-orphans-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(() => s3.close());

interface Kept {
  readonly open: NonNullable<AppOptions['records']>;
  /** Lets everything in it be so old. */
  age(days: number): Promise<void>;
}

const onDisk = (): Kept => ({
  open: (maxSize) => openDiskRecords(join(folder, 'bytes'), maxSize),
  async age(days) {
    const then = new Date(Date.now() - days * DAY);
    for (const name of await readdir(join(folder, 'bytes'))) await utimes(join(folder, 'bytes', name), then, then);
  },
});
const inS3 = (): Kept => ({
  open: (maxSize) => loadS3Records(s3.place, maxSize),
  async age(days) {
    const made = new Date(Date.now() - days * DAY);
    for (const [key, object] of s3.bucket.objects) s3.bucket.objects.set(key, { ...object, made });
    for (const [id, upload] of s3.bucket.uploads) s3.bucket.uploads.set(id, { ...upload, made });
  },
});

describe.each([
  ['a folder', onDisk],
  ['S3', inS3],
] as const)('bytes in %s', (_, make) => {
  test('of no record go after a day, of an upload whose time ran out too; what is begun or stored stays', async () => {
    const kept = make();
    const start = async (days: number) =>
      createMemoryApp({
        database: await openPglite(join(folder, 'database')),
        folder,
        records: kept.open,
        now: () => new Date(Date.now() + days * DAY),
      });
    const app = await start(0);
    const { backend } = await serverOf(app);
    const family = await register(backend);
    const bytes = await englishPdf();
    const stored = await sendRecord(backend, family, bytes);
    await settledRecord(backend, family, stored);
    const clientId = crypto.randomUUID();
    const { upload } = await declare(backend, family, { size: bytes.length, clientId });
    await patchBytes(backend, family, upload.url, bytes.slice(0, 100), 0);
    const uploadId = upload.url.split('/').at(-1) ?? '';
    const store = await kept.open(1000);
    await store.create('nobodys', 10, 'a-record-that-was-rolled-back');
    await app.settled();
    await app.close();
    const all = await store.begunBefore(new Date(Date.now() + DAY));
    expect(all).toHaveLength(3);

    // What was begun a moment ago may belong to a declaration that is under way.
    await (await start(0)).close();
    expect(await store.begunBefore(new Date(Date.now() + DAY))).toHaveLength(3);

    await kept.age(2);
    await (await start(2)).close();
    expect(await store.offset('nobodys')).toBeNull();
    expect(await store.offset(uploadId)).toBe(100);
    expect(await store.begunBefore(new Date(Date.now() + DAY))).toHaveLength(2);

    // Fifteen days later the upload's time is over: its bytes go, its record stays and can be sent anew.
    const later = await start(15);
    const { backend: then } = await serverOf(later);
    await later.settled();
    expect(await store.offset(uploadId)).toBeNull();
    expect(await store.begunBefore(new Date(Date.now() + DAY))).toHaveLength(1);
    const link = (await linkInMail(then, family.reference)).hash.replace('#rso-link=', '');
    const { json } = await then.send('POST', '/access-links/redemptions', {
      json: { token: link, fact: { kind: 'birthDate', value: sampleBirthDate } },
    });
    const back: Family = { ...family, token: (json as { capability: { token: string } }).capability.token };
    const again = await declare(then, back, { size: bytes.length, clientId });
    expect(again.upload.url).not.toBe(upload.url);
    expect((await patchBytes(then, back, again.upload.url, bytes, 0)).status).toBe(204);
    await later.settled();
    await later.close();
    for (const id of await store.begunBefore(new Date(Date.now() + DAY))) await store.remove(id);
  });
});
