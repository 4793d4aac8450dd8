/**
 * Several processes serve one program over one PostgreSQL and one S3: what was begun on one ends on another, also where
 * the first was killed in the middle. Skipped, and said so, where no PostgreSQL server is installed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, connect } from '../../src/conformance/backend.ts';
import { type Family, inReview, verifiedFamily, verify } from '../../src/conformance/family.ts';
import { declare, digestOf, patchBytes, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import { samplePdf } from '../../demo/server/testing/sample-report.ts';
import { end, killAll, launch, type Launched } from './launch.ts';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres.ts';
import { type S3Server, startS3Server } from './s3/s3-server.ts';

const MIB = 1024 * 1024;
/** The address that families know: whichever process answers. */
const origin = 'https://intake.example';
const deskToken = 'desk-token-of-all-of-them';

describe.skipIf(!hasPostgres)('several processes', () => {
  let postgres: PostgresServer;
  let s3: S3Server;
  let folder = '';
  let count = 0;

  const start = (): Promise<Launched> =>
    launch({
      DATA_DIR: join(folder, String((count += 1))),
      DATABASE_URL: postgres.urlOf('program'),
      S3_BUCKET: s3.place.bucket,
      S3_ENDPOINT: s3.place.endpoint,
      S3_ACCESS_KEY_ID: s3.place.credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.place.credentials.secretAccessKey,
      SECRET: 'the secret of all of them',
      DESK_TOKEN: deskToken,
      PUBLIC_ORIGIN: origin,
    });
  const backendOf = (process: Launched): Promise<Backend> => connect({ base: `${process.origin}/rso/v1`, origin });
  /** The same upload, at another process. */
  const at = (process: Launched, url: string): string => url.replace(new URL(url).origin, process.origin);
  const confirm = async (backend: Backend, { id, token }: Family, recordId: string, bytes: Uint8Array) =>
    backend.send('PATCH', `/referrals/${id}/records/${recordId}`, { token, json: { digest: await digestOf(bytes) } });
  const desk = (process: Launched, backend: Backend, path: string, given: Parameters<Backend['send']>[2]) =>
    backend.send('POST', `${process.origin}/desk/referrals/${path}`, { token: deskToken, ...given });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rso-processes-'));
    s3 = await startS3Server();
    postgres = startPostgres('program');
  }, 120_000);
  afterAll(async () => {
    killAll();
    await s3.close();
    postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('an upload begun on one, which is killed, ends on another; the desk of a third reads it', async () => {
    const first = await start();
    const second = await start();
    expect(first.said()).not.toContain('CANNOT BE USED');
    const here = await backendOf(first);
    const there = await backendOf(second);
    const family = await verifiedFamily(here);
    const bytes = new Uint8Array(30 * MIB).fill(0x20);
    bytes.set(await englishPdf());
    const { recordId, upload } = await declare(here, family, { size: bytes.length });
    expect((await patchBytes(here, family, upload.url, bytes.slice(0, 3 * MIB), 0)).status).toBe(204);

    // The first is killed in the middle of a request, with whole parts and half a one behind what it acknowledged.
    let sent = 3 * MIB;
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (sent >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(sent, sent + MIB));
        sent += MIB;
        await new Promise((done) => setTimeout(done, 20));
      },
    });
    const tus = { 'Tus-Resumable': '1.0.0' };
    const broken = fetch(upload.url, {
      method: 'PATCH',
      body: slow,
      duplex: 'half',
      headers: {
        ...tus,
        Authorization: `Bearer ${family.token}`,
        Origin: origin,
        'Upload-Offset': String(3 * MIB),
        'Content-Type': 'application/offset+octet-stream',
      },
    } as RequestInit).catch(() => null);
    while (s3.log.filter((act) => act === 'UploadPart').length < 2) await new Promise((done) => setTimeout(done, 10));
    await end(first, 'SIGKILL');
    expect(await broken).toBeNull();

    const url = at(second, upload.url);
    const head = await there.send('HEAD', url, { token: family.token, headers: tus });
    const held = Number(head.headers.get('Upload-Offset'));
    expect(held).toBeGreaterThanOrEqual(8 * MIB);
    expect(held).toBeLessThan(bytes.length);
    expect((await patchBytes(there, family, url, bytes.slice(held), held)).status).toBe(204);
    expect((await confirm(there, family, recordId, bytes)).status).toBe(200);
    expect(await settledRecord(there, family, recordId)).toMatchObject({
      digest: await digestOf(bytes),
      transfer: { state: 'stored' },
      verdict: { verdict: 'accepted' },
    });

    const third = await start();
    const content = await (
      await backendOf(third)
    ).open(`${third.origin}/desk/referrals/${family.id}/records/${recordId}/content`, { token: deskToken });
    expect(await digestOf(new Uint8Array(await content.arrayBuffer()))).toBe(await digestOf(bytes));
    for (const process of [second, third]) expect(await end(process, 'SIGTERM')).toBe(0);
  }, 60_000);

  test('a report kept by one is opened at another, with a code that the first one mailed for', async () => {
    const [first, second] = [await start(), await start()];
    const [here, there] = [await backendOf(first), await backendOf(second)];
    const family = await inReview(here);
    const pdf = new Uint8Array(samplePdf());
    expect((await desk(first, here, `${family.id}/report?language=en`, { body: pdf })).status).toBe(200);
    for (const type of ['sign', 'deliver'])
      expect((await desk(second, there, `${family.id}/events`, { json: { type } })).status).toBe(200);
    await verify(there, family, 'report');
    const opened = await there.open(`/referrals/${family.id}/report/content`, { token: family.token });
    expect(Buffer.compare(Buffer.from(await opened.arrayBuffer()), pdf)).toBe(0);
    for (const process of [first, second]) expect(await end(process, 'SIGTERM')).toBe(0);
  }, 60_000);

  test('settings that cannot be are said before anything starts', async () => {
    const wrong = (settings: Readonly<Record<string, string>>) =>
      launch({ DATA_DIR: join(folder, 'wrong'), ...settings });
    await expect(wrong({ S3_BUCKET: 'one', S3_ACCESS_KEY_ID: 'half' })).rejects.toThrow('belong together');
    await expect(wrong({ S3_BUCKET: 'one', S3_ENDPOINT: 'nowhere' })).rejects.toThrow('S3_ENDPOINT must be an address');
    await expect(wrong({ CLAMD_URL: 'clamd' })).rejects.toThrow('CLAMD_URL must be');
    await expect(wrong({ DESK_TOKEN: 'a token of the desk with blanks' })).rejects.toThrow('DESK_TOKEN must be');
    await expect(wrong({ SECRET: 'short' })).rejects.toThrow('SECRET must be 20 characters');
  });
});
