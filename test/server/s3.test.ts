/** The whole backend with its bytes in S3: the conformance kit on it, and what a family's record leaves in the bucket. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { register, verifiedFamily } from '../../src/conformance/family.ts';
import { declare, patchBytes, sendRecord, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { RecordView } from '../../src/protocol/index.ts';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import { loadS3Records, loadS3Reports } from '../../demo/server/records/s3/load.ts';
import { codeOf, serverOf } from './backend.ts';
import { passesKit } from './kit.ts';
import { S3Refusal } from './s3/bucket.ts';
import { type S3Server, startS3Server } from './s3/s3-server.ts';

let s3: S3Server;
let app: MemoryApp;
const unexpected: unknown[] = [];

beforeAll(async () => {
  s3 = await startS3Server();
  app = await createMemoryApp({
    records: (maxSize) => loadS3Records(s3.place, maxSize),
    reports: () => loadS3Reports(s3.place),
    unexpected: (error) => unexpected.push(error),
  });
});
afterAll(async () => {
  await app.close();
  await s3.close();
});

test('passes the conformance kit as a folder does', async () => {
  await passesKit(app, 2);
  expect(unexpected).toEqual([]);
}, 300_000);

test('a record that is removed leaves nothing in the bucket, and while it is there nothing tells whose it is', async () => {
  const { backend } = await serverOf(app);
  const family = await verifiedFamily(backend);
  const before = [...s3.bucket.objects.keys()];
  const rid = await sendRecord(backend, family, await englishPdf());
  await settledRecord(backend, family, rid);
  const made = [...s3.bucket.objects].filter(([key]) => !before.includes(key));
  expect(made).toHaveLength(2);
  for (const [key, { body, metadata }] of made) {
    const said = [key, JSON.stringify(metadata), key.endsWith('.info') ? body.toString() : ''].join('\n');
    for (const word of ['summary.pdf', family.id, family.reference, 'Layla']) expect(said).not.toContain(word);
  }
  await backend.send('DELETE', `/referrals/${family.id}/records/${rid}`, { token: family.token });
  await app.settled();
  expect([...s3.bucket.objects.keys()]).toEqual(before);
});

test('a full bucket and one that is away are told as what they are; the upload goes on after', async () => {
  const { backend } = await serverOf(app);
  const family = await register(backend);
  const bytes = await englishPdf();
  const { upload } = await declare(backend, family, { size: bytes.length });
  s3.bucket.room = s3.bucket.held;
  expect(codeOf(await patchBytes(backend, family, upload.url, bytes, 0))).toBe('storage-full');
  s3.bucket.room = Number.POSITIVE_INFINITY;
  s3.before = () => {
    throw new S3Refusal('ServiceUnavailable', 503);
  };
  expect(codeOf(await patchBytes(backend, family, upload.url, bytes, 0))).toBe('maintenance');
  s3.before = () => undefined;
  expect((await patchBytes(backend, family, upload.url, bytes, 0)).status).toBe(204);
});

test('a bucket that cannot be read for a while is told to nobody as a damaged file: the record waits', async () => {
  const faults: unknown[] = [];
  const patient = await createMemoryApp({
    records: (maxSize) => loadS3Records(s3.place, maxSize),
    sweepSeconds: 0.3,
    unexpected: (error) => faults.push(error),
  });
  try {
    const { backend } = await serverOf(patient);
    const family = await register(backend);
    s3.before = (act, key) => {
      if (act === 'GetObject' && !key.endsWith('.info')) throw new S3Refusal('AccessDenied', 403);
    };
    const rid = await sendRecord(backend, family, await englishPdf()).catch(() => null);
    await vi.waitFor(() => expect(faults.length).toBeGreaterThan(1), { timeout: 20_000 });
    s3.before = () => undefined;
    const { json } = await backend.send('GET', `/referrals/${family.id}/records`, { token: family.token });
    const [record] = (json as { records: RecordView[] }).records;
    expect(record?.transfer.state).not.toBe('rejected');
    expect((await settledRecord(backend, family, rid ?? record?.id ?? '')).transfer.state).toBe('stored');
  } finally {
    s3.before = () => undefined;
    await patient.close();
  }
});
