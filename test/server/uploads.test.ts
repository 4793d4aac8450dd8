import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { type Family, register, setClock, verifiedFamily } from '../../src/conformance/family.ts';
import { declare, digestOf, patchBytes, sendRecord, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { RecordVerdict, RecordView } from '../../src/protocol/index.ts';
import { createMemoryApp } from '../../demo/server/memory.ts';
import { type LanguageChecker, unreadVerdict, workerChecker } from '../../demo/server/records/language-check.ts';
import { scanRecord, typeOf } from '../../demo/server/records/scan.ts';
import { testStringScanner } from '../../demo/server/records/scanner.ts';
import { openPglite } from '../../demo/server/store/pglite.ts';
import { codeOf, serverOf, useServer } from './backend.ts';

const server = useServer();
const tus = { 'Tus-Resumable': '1.0.0' };
const offsetOf = async (url: string, { token }: Family) =>
  Number((await server().backend.send('HEAD', url, { token, headers: tus })).headers.get('Upload-Offset'));

describe('uploads', () => {
  test('bytes in pieces with breaks between them end equal', async () => {
    const { backend } = server();
    const family = await register(backend);
    const bytes = await englishPdf();
    const { recordId, upload } = await declare(backend, family, { size: bytes.length });
    for (let at = 0; at < bytes.length; at = await offsetOf(upload.url, family))
      expect((await patchBytes(backend, family, upload.url, bytes.slice(at, at + 701), at)).status).toBe(204);
    const patched = await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, {
      token: family.token,
      json: { digest: await digestOf(bytes) },
    });
    expect(['received', 'scanning', 'stored']).toContain((patched.json as RecordView).transfer.state);
    const stored = await settledRecord(backend, family, recordId);
    expect(stored).toMatchObject({
      verdictBy: 'server',
      verdict: { verdict: 'accepted' },
      digest: await digestOf(bytes),
    });
  });

  test('the digest may come before the last byte', async () => {
    const { backend } = server();
    const family = await register(backend);
    const bytes = await englishPdf();
    const { recordId, upload } = await declare(backend, family, { size: bytes.length });
    const early = await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, {
      token: family.token,
      json: { digest: await digestOf(bytes) },
    });
    expect((early.json as RecordView).transfer.state).toBe('receiving');
    await patchBytes(backend, family, upload.url, bytes, 0);
    expect((await settledRecord(backend, family, recordId)).transfer.state).toBe('stored');
  });

  test('other bytes are a problem at once, and the same record can be sent again', async () => {
    const { backend } = server();
    const family = await register(backend);
    const bytes = await englishPdf();
    const clientId = crypto.randomUUID();
    const first = await declare(backend, family, { size: bytes.length, clientId });
    await patchBytes(backend, family, first.upload.url, bytes, 0);
    const path = `/referrals/${family.id}/records/${first.recordId}`;
    const wrong = await backend.send('PATCH', path, { token: family.token, json: { digest: 'f'.repeat(64) } });
    expect([wrong.status, codeOf(wrong)]).toEqual([409, 'digest-mismatch']);
    const second = await declare(backend, family, { size: bytes.length, clientId });
    expect(second.recordId).toBe(first.recordId);
    expect(second.upload.url).not.toBe(first.upload.url);
    await patchBytes(backend, family, second.upload.url, bytes, 0);
    await backend.send('PATCH', path, { token: family.token, json: { digest: await digestOf(bytes) } });
    expect((await settledRecord(backend, family, first.recordId)).transfer.state).toBe('stored');
  });

  test('a generic client creates by record id, twice the same, and with nothing else in the metadata', async () => {
    const { backend } = server();
    const family = await register(backend);
    const { recordId, upload } = await declare(backend, family, { size: 10 });
    const create = (metadata: string, length = '10') =>
      backend.send('POST', '/uploads', {
        token: family.token,
        headers: { ...tus, 'Upload-Length': length, 'Upload-Metadata': metadata },
      });
    for (let time = 0; time < 2; time += 1) {
      const seen = await create(`recordId ${btoa(recordId)}`);
      expect([seen.status, seen.headers.get('Location')]).toEqual([201, upload.url]);
    }
    expect((await create(`recordId ${btoa(recordId)},filename ${btoa('a.pdf')}`)).status).toBe(422);
    expect((await create(`recordId ${btoa(recordId)}`, '11')).status).toBe(422);
    expect((await create(`recordId ${btoa('nobodys-record-id')}`)).status).toBe(404);
  });

  test('too many bytes, an ended upload, an expired one', async () => {
    const { backend } = server();
    const family = await register(backend);
    const { upload } = await declare(backend, family, { size: 10 });
    expect(codeOf(await patchBytes(backend, family, upload.url, new Uint8Array(11), 0))).toBe('too-large');
    expect((await backend.send('DELETE', upload.url, { token: family.token, headers: tus })).status).toBe(204);
    expect((await backend.send('HEAD', upload.url, { token: family.token, headers: tus })).status).toBe(404);
    const later = await declare(backend, family, { size: 10 });
    try {
      await setClock(backend, new Date(Date.now() + 15 * 86_400_000).toISOString());
      const fresh = await family.renew();
      expect(codeOf(await patchBytes(backend, fresh, later.upload.url, new Uint8Array(10), 0))).toBe('upload-expired');
    } finally {
      await setClock(backend, null);
    }
  });

  test('a page elsewhere reads what it needs, and only listed pages may', async () => {
    const { backend } = server();
    const family = await register(backend);
    const { upload } = await declare(backend, family, { size: 10 });
    const head = await backend.send('HEAD', upload.url, { token: family.token, headers: tus });
    expect(head.headers.get('Access-Control-Allow-Origin')).toBe(backend.origin);
    expect(head.headers.get('Access-Control-Expose-Headers')).toContain('Upload-Offset');
    const seen = await backend.send('HEAD', upload.url, {
      token: family.token,
      headers: tus,
      origin: 'https://stranger.example',
    });
    expect([seen.status, seen.headers.get('Access-Control-Allow-Origin')]).toEqual([401, null]);
  });

  test('a removed record is gone with its bytes; a submitted one stays', async () => {
    const { backend, app } = server();
    const family = await verifiedFamily(backend);
    const rid = await sendRecord(backend, family, await englishPdf());
    await settledRecord(backend, family, rid);
    const path = `/referrals/${family.id}/records/${rid}`;
    expect((await backend.send('DELETE', path, { token: family.token })).status).toBe(204);
    await app.settled();
    const list = (await backend.send('GET', `/referrals/${family.id}/records`, { token: family.token })).json;
    expect(list).toEqual({ records: [] });
  });
});

describe('what a killed process left behind', () => {
  test('is taken up again: bytes without a comparison, and a scan half done', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rso-resume-'));
    const data = join(folder, 'database');
    try {
      let letGo: (verdict: RecordVerdict) => void = () => undefined;
      const hangs: LanguageChecker = {
        check: () => new Promise((resolve) => (letGo = resolve)),
        close: async () => letGo(unreadVerdict('damaged')),
      };
      const dead = await createMemoryApp({ database: await openPglite(data), folder, checker: hangs });
      const { backend } = await serverOf(dead);
      const family = await register(backend);
      const bytes = await englishPdf();
      const scanning = await sendRecord(backend, family, bytes);
      const { recordId: silent, upload } = await declare(backend, family, { size: bytes.length });
      const before = await declare(backend, family, { size: bytes.length });
      await patchBytes(backend, family, upload.url, bytes, 0);
      // The process "dies": no word to anybody, the database closes as it is.
      const second = await openAgain(dead, data);
      const again = await createMemoryApp({ database: second, folder });
      const revived = await serverOf(again);
      expect((await settledRecord(revived.backend, family, scanning)).transfer.state).toBe('stored');
      await again.settled();
      await revived.backend.send('PATCH', `/referrals/${family.id}/records/${silent}`, {
        token: family.token,
        json: { digest: await digestOf(bytes) },
      });
      expect((await settledRecord(revived.backend, family, silent)).transfer.state).toBe('stored');
      expect(before.upload.url).toContain('/uploads/');
      await again.close();
      await dead.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a disk that cannot be read for a while', () => {
  test('is not told to a family as a damaged file: the record waits, and goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rso-unreadable-'));
    const real = workerChecker();
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const checker: LanguageChecker = { ...real, check: async (...asked) => held.then(() => real.check(...asked)) };
    const faults: unknown[] = [];
    const app = await createMemoryApp({
      folder,
      checker,
      sweepSeconds: 0.2,
      unexpected: (error) => faults.push(error),
    });
    try {
      const { backend } = await serverOf(app);
      const family = await register(backend);
      const bytes = await englishPdf();
      const stateOf = async (rid: string) => {
        const { json } = await backend.send('GET', `/referrals/${family.id}/records`, { token: family.token });
        return (json as { records: RecordView[] }).records.find(({ id }) => id === rid)?.transfer.state;
      };
      // The first is being read, so the second waits for its turn.
      await sendRecord(backend, family, bytes);
      const { recordId, upload } = await declare(backend, family, { size: bytes.length });
      await patchBytes(backend, family, upload.url, bytes, 0);
      const digest = await digestOf(bytes);
      await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, {
        token: family.token,
        json: { digest },
      });
      await vi.waitFor(async () => expect(await stateOf(recordId)).toBe('received'), { timeout: 20_000 });
      const path = join(folder, 'records', upload.url.split('/').at(-1) ?? '');
      await rename(path, `${path}.away`);
      // Its name leads nowhere but to itself: an error of the disk, and no missing file.
      await symlink(path, path);
      goOn();
      await vi.waitFor(() => expect(faults.length).toBeGreaterThan(0), { timeout: 20_000 });
      expect(await stateOf(recordId)).toBe('scanning');
      // In one step: at no moment is there no file.
      await rename(`${path}.away`, path);
      expect((await settledRecord(backend, family, recordId)).transfer.state).toBe('stored');
    } finally {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function openAgain(dead: { fetch: unknown }, data: string) {
  // One process may hold a PGlite folder once: copying it is what a kill leaves behind.
  const { cp } = await import('node:fs/promises');
  expect(dead.fetch).toBeDefined();
  await cp(data, `${data}-after`, { recursive: true });
  await rm(join(`${data}-after`, 'postmaster.pid'), { force: true });
  return openPglite(`${data}-after`);
}

describe('scanning', () => {
  const accept = [{ ext: 'pdf', mime: 'application/pdf' }];
  /** In pieces, as a store hands it out. */
  async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1024 * 1024) yield bytes.subarray(at, at + 1024 * 1024);
  }
  const scanned = (bytes: Uint8Array) => scanRecord(() => pieces(bytes), bytes.length, accept, testStringScanner);
  const eicar = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 'latin1');

  test('malware is seen wherever it lies, also across the pieces in which a file is read', async () => {
    const pdf = Buffer.alloc(3 * 1024 * 1024, 0x20);
    pdf.write('%PDF-1.7');
    expect(await scanned(pdf)).toEqual({ ok: true, type: 'application/pdf' });
    for (const at of [0, 100, 1024 * 1024 - 30, 2 * 1024 * 1024, pdf.length - eicar.length]) {
      const infected = Buffer.from(pdf);
      eicar.copy(infected, at);
      expect(await scanned(infected), String(at)).toEqual({ ok: false, reason: 'malware' });
    }
  });

  test('types are told by content', () => {
    expect(typeOf(Buffer.from('MZ\x90\0'))).toBeNull();
    expect(typeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
    expect(typeOf(Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]))).toBe('application/dicom');
    expect(typeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
  });
});
