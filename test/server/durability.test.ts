/** `kill -9` loses nothing acknowledged: a real process, killed in the middle of an upload, started again. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/conformance/backend.ts';
import { register, verifiedFamily } from '../../src/conformance/family.ts';
import { declare, digestOf, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { RecordView } from '../../src/protocol/index.ts';
import { key } from './backend.ts';
import { end, killAll, launch } from './launch.ts';

let data = '';

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'rso-kill-'));
});
afterAll(async () => {
  killAll();
  await rm(data, { recursive: true, force: true });
});

test('a killed backend keeps every acknowledged answer and byte, and goes on', async () => {
  const first = await launch({ DATA_DIR: data });
  const port = Number(new URL(first.origin).port);
  let backend = await connect({ base: `${first.origin}/rso/v1`, origin: first.origin });
  const family = await verifiedFamily(backend);
  const pdf = await englishPdf();
  // 24 MiB: six leaves, so that the digest tree has something to do.
  const bytes = new Uint8Array(24 * 1024 * 1024).fill(0x20);
  bytes.set(pdf);
  const { recordId, upload } = await declare(backend, family, { size: bytes.length });
  const patch = (from: number, body: BodyInit) =>
    fetch(upload.url, {
      method: 'PATCH',
      body,
      headers: {
        Authorization: `Bearer ${family.token}`,
        Origin: first.origin,
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': String(from),
        'Content-Type': 'application/offset+octet-stream',
      },
      duplex: 'half',
    } as RequestInit);
  // Half of it slowly, so that the kill comes in the middle of a request.
  let sent = 0;
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(sent, sent + 1024 * 1024));
      sent += 1024 * 1024;
      await new Promise((done) => setTimeout(done, 20));
    },
  });
  const broken = patch(0, slow).catch(() => null);
  while (sent < 10 * 1024 * 1024) await new Promise((done) => setTimeout(done, 20));
  // Answers acknowledged a moment before.
  const path = `/referrals/${family.id}/form`;
  const etag = (await backend.send('GET', path, { token: family.token })).headers.get('ETag') ?? '';
  const patched = await backend.send('PATCH', path, {
    token: family.token,
    json: { custom: { lastWord: 'kept' } },
    headers: { 'If-Match': etag },
  });
  expect(patched.status).toBe(200);
  await end(first, 'SIGKILL');
  await broken;

  const second = await launch({ DATA_DIR: data, PORT: String(port) });
  expect(second.ms).toBeLessThan(30_000);
  backend = await connect({ base: `${second.origin}/rso/v1`, origin: second.origin });
  const form = await backend.send('GET', path, { token: family.token });
  expect(form.json).toMatchObject({ form: { custom: { lastWord: 'kept' } } });
  const head = await backend.send('HEAD', upload.url, { token: family.token, headers: { 'Tus-Resumable': '1.0.0' } });
  const held = Number(head.headers.get('Upload-Offset'));
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(bytes.length);
  expect((await patch(held, bytes.slice(held))).status).toBe(204);
  const digest = await digestOf(bytes);
  await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, { token: family.token, json: { digest } });
  const stored: RecordView = await settledRecord(backend, family, recordId);
  expect(stored).toMatchObject({ digest, transfer: { state: 'stored' }, verdict: { verdict: 'accepted' } });

  // Fifty acknowledged acts, then the kill at once; then every one of them is there.
  const others = [];
  for (let index = 0; index < 10; index += 1) others.push(await register(backend));
  for (let index = 0; index < 40; index += 1)
    expect(
      (
        await backend.send('POST', `/referrals/${family.id}/messages`, {
          token: family.token,
          json: { kind: 'message', text: `word ${String(index)}` },
          headers: key(),
        })
      ).status,
    ).toBe(201);
  await end(second, 'SIGKILL');
  const third = await launch({ DATA_DIR: data, PORT: String(port) });
  backend = await connect({ base: `${third.origin}/rso/v1`, origin: third.origin });
  const thread = (await backend.send('GET', `/referrals/${family.id}/messages`, { token: family.token })).json;
  expect((thread as { messages: { text: string }[] }).messages.map(({ text }) => text)).toEqual(
    Array.from({ length: 40 }, (_, index) => `word ${String(index)}`),
  );
  for (const other of others)
    expect((await backend.send('GET', `/referrals/${other.id}`, { token: other.token })).json).toMatchObject({
      state: 'registered',
    });

  // A second server on the same folder is refused in plain words; the first ends in order.
  await expect(launch({ DATA_DIR: data })).rejects.toThrow('Another server is running on this data folder');
  expect(await end(third, 'SIGTERM')).toBe(0);
  const log = await readFile(join(data, 'server.log'), 'utf8');
  for (const marker of ['Layla', 'word 1', family.token, family.id, recordId]) expect(log).not.toContain(marker);
  expect(log).toContain('"route":"form.patch"');
}, 180_000);
