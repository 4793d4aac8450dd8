/** People walk out of reach in the middle of everything: the process must not care, and no byte may be miscounted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, connect } from '../../src/conformance/backend.ts';
import { verifiedFamily } from '../../src/conformance/family.ts';
import { declare, digestOf, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';

let data = '';
let child: ChildProcess;
let backend: Backend;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'rso-abort-'));
  child = spawn(process.execPath, [resolve(import.meta.dirname, '../../demo/server/start.ts')], {
    env: { ...process.env, PORT: '0', DATA_DIR: data, TEST_PROFILE: '1', NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((done) => {
    let text = '';
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      const found = /Backend\s+(http:\/\/[^/\s]+)/u.exec(text)?.[1];
      if (found) done(found);
    });
  });
  backend = await connect({ base: `${origin}/rso/v1`, origin });
});
afterAll(async () => {
  child.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
});

/** Sends a part of a request and breaks the connection after it. */
const breakOff = (
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Uint8Array,
  after: number,
): Promise<void> =>
  new Promise((done) => {
    const sent = request(url, { method, headers: { Origin: backend.origin, ...headers } });
    sent.on('error', () => done()).on('response', (response) => response.on('error', () => done()).destroy());
    sent.write(body.subarray(0, after));
    setTimeout(
      () => {
        sent.destroy();
        done();
      },
      5 + (after % 40),
    );
  });

test('sixty broken requests, and the upload ends with the right bytes', async () => {
  const family = await verifiedFamily(backend);
  const pdf = await englishPdf();
  const bytes = new Uint8Array(6 * 1024 * 1024).fill(0x20);
  bytes.set(pdf);
  const { recordId, upload } = await declare(backend, family, { size: bytes.length });
  const auth = { Authorization: `Bearer ${family.token}` };
  const offset = async (): Promise<number> => {
    const head = await backend.send('HEAD', upload.url, { token: family.token, headers: { 'Tus-Resumable': '1.0.0' } });
    expect(head.status).toBe(200);
    return Number(head.headers.get('Upload-Offset'));
  };
  let seed = 7;
  const random = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  for (let index = 0; index < 30; index += 1) {
    const at = await offset();
    const rest = bytes.subarray(at);
    await breakOff(
      upload.url,
      'PATCH',
      {
        ...auth,
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': String(at),
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': String(rest.length),
      },
      rest,
      random(200_000),
    );
    const json = new TextEncoder().encode(JSON.stringify({ country: 'AE' }).padEnd(4_000));
    await breakOff(`${backend.base}/eligibility`, 'POST', { 'Content-Length': '4000' }, json, random(3_999));
    await breakOff(
      `${backend.base}/referrals/${family.id}/events`,
      'GET',
      { ...auth, Accept: 'text/event-stream' },
      json,
      0,
    );
    await breakOff(`${backend.origin}/shared/base.css`, 'GET', {}, json, 0);
  }
  const at = await offset();
  expect(at).toBeLessThanOrEqual(bytes.length);
  const last = await fetch(upload.url, {
    method: 'PATCH',
    body: bytes.slice(at),
    headers: {
      ...auth,
      Origin: backend.origin,
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(at),
      'Content-Type': 'application/offset+octet-stream',
    },
  });
  expect(last.status).toBe(204);
  const digest = await digestOf(bytes);
  await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, { token: family.token, json: { digest } });
  expect((await settledRecord(backend, family, recordId)).transfer.state).toBe('stored');
  // Streams that were broken off have made room again.
  const stream = await backend.open(`/referrals/${family.id}/events`, {
    token: family.token,
    headers: { Accept: 'text/event-stream' },
  });
  expect(stream.status).toBe(200);
  await stream.body?.cancel();
  expect(child.exitCode).toBeNull();
  expect(await readFile(join(data, 'server.log'), 'utf8')).not.toContain('"unexpected"');
}, 120_000);
