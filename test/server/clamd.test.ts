/**
 * A real clamd decides what is harmful (`CLAMD_URL`), and records wait while it is away. Skipped, and said so, where none is
 * installed; the bootstrap installs it where it may.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findClamd } from '../../.tools/services.mjs';
import { register, verifiedFamily } from '../../src/conformance/family.ts';
import { sendRecord, settledRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { RecordView } from '../../src/protocol/index.ts';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import { ClamdScanner, clamdPlaceOf } from '../../demo/server/records/clamd.ts';
import { type Scanner, ScannerAway } from '../../demo/server/records/scanner.ts';
import { serverOf } from './backend.ts';
import { type Clamd, clamdIn, eicar, harmful } from './clamd.ts';

/** A PDF with something behind its end, where readers do not look. */
const pdfWith = async (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(Buffer.concat([await englishPdf(), Buffer.from(text, 'latin1')]));

async function* pieces(bytes: Uint8Array, size = 100_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const installed = findClamd() !== undefined || process.env['CI'] !== undefined;

describe.skipIf(!installed)('a real clamd', () => {
  let folder = '';
  let clamd: Clamd;
  const apps: MemoryApp[] = [];

  const backendWith = async (scanner: Scanner, faults: unknown[] = []) => {
    const app = await createMemoryApp({ scanner, sweepSeconds: 0.3, unexpected: (error) => faults.push(error) });
    apps.push(app);
    return (await serverOf(app)).backend;
  };
  const scanner = () => new ClamdScanner(clamdPlaceOf(clamd.url));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rso-clamd-'));
    clamd = await clamdIn(folder);
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
  });
  afterAll(async () => {
    await clamd.kill();
    await rm(folder, { recursive: true, force: true });
  });

  test('keeps what is harmful out of a referral, and lets the rest in', async () => {
    await clamd.start();
    const backend = await backendWith(scanner());
    const family = await verifiedFamily(backend);
    for (const text of [eicar, harmful]) {
      const rid = await sendRecord(backend, family, await pdfWith(text));
      expect((await settledRecord(backend, family, rid)).transfer).toMatchObject({
        state: 'rejected',
        reason: 'malware',
      });
    }
    const clean = await sendRecord(backend, family, await englishPdf());
    expect((await settledRecord(backend, family, clean)).transfer.state).toBe('stored');
  });

  test('is waited for while it is away: nothing is lost, nothing passes unseen', async () => {
    await clamd.kill();
    const faults: unknown[] = [];
    const backend = await backendWith(scanner(), faults);
    const family = await register(backend);
    const good = await sendRecord(backend, family, await englishPdf());
    const bad = await sendRecord(backend, family, await pdfWith(harmful));
    const states = async () => {
      const { json } = await backend.send('GET', `/referrals/${family.id}/records`, { token: family.token });
      return (json as { records: RecordView[] }).records.map(({ transfer }) => transfer.state);
    };
    // Tried more than once, and still nobody says it is clean.
    await vi.waitFor(() => expect(faults.length).toBeGreaterThan(2), { timeout: 20_000 });
    expect(faults.every((fault) => fault instanceof ScannerAway)).toBe(true);
    expect(await states()).toContain('scanning');
    expect((await states()).every((state) => state === 'scanning' || state === 'received')).toBe(true);
    await clamd.start();
    expect((await settledRecord(backend, family, good)).transfer.state).toBe('stored');
    expect((await settledRecord(backend, family, bad)).transfer).toMatchObject({
      state: 'rejected',
      reason: 'malware',
    });
  });

  test('sees a signature wherever it lies in what is larger than it takes at once', async () => {
    await clamd.start();
    const bytes = Buffer.alloc(30 * 1024 * 1024, 0x20);
    expect(await scanner().isHarmful(() => pieces(bytes))).toBe(false);
    for (const at of [0, 24 * 1024 * 1024 - 20, bytes.length - harmful.length]) {
      const infected = Buffer.from(bytes);
      infected.write(harmful, at, 'latin1');
      expect(await scanner().isHarmful(() => pieces(infected)), String(at)).toBe(true);
    }
  });

  test('calls nothing clean that it did not take', async () => {
    await clamd.start();
    const careless = new ClamdScanner(clamdPlaceOf(clamd.url), 100 * 1024 * 1024);
    const bytes = Buffer.alloc(30 * 1024 * 1024, 0x20);
    await expect(careless.isHarmful(() => pieces(bytes))).rejects.toThrow(ScannerAway);
  });
});

describe('a clamd that misbehaves', () => {
  let server: Server;
  let behave: (socket: Socket) => void;
  const scanner = () => new ClamdScanner({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const asked = (answer: Scanner = scanner()) => answer.isHarmful(() => pieces(new Uint8Array(300_000)));

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      behave(socket);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise((done) => server.close(done)));

  test.each([
    ['hangs up', (socket: Socket) => void socket.destroy()],
    ['ends without a word', (socket: Socket) => void socket.end()],
    ['answers half a word', (socket: Socket) => void socket.end('stream: O')],
    ['cannot scan', (socket: Socket) => void socket.end("stream: Can't allocate memory ERROR\0")],
    ['is something else', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('and %s has said nothing of the bytes', async (_, behaviour) => {
    behave = behaviour;
    await expect(asked()).rejects.toThrow(ScannerAway);
  });

  test('and hangs is let go of when the backend ends', async () => {
    const one = scanner();
    const connected = new Promise<void>((resolve) => (behave = () => resolve()));
    const answer = asked(one);
    await connected;
    await one.close();
    await expect(answer).rejects.toThrow(ScannerAway);
  });

  test('trouble with the bytes is not laid at its door', async () => {
    behave = () => undefined;
    const trouble = new Error('the disk');
    await expect(
      scanner().isHarmful(async function* () {
        yield new Uint8Array(10);
        throw trouble;
      }),
    ).rejects.toBe(trouble);
  });
});

test('CLAMD_URL names a host or a socket, and what it is not is said', () => {
  expect(clamdPlaceOf('tcp://clamd.example')).toEqual({ host: 'clamd.example', port: 3310 });
  expect(clamdPlaceOf('tcp://[::1]:4000')).toEqual({ host: '::1', port: 4000 });
  expect(clamdPlaceOf('unix:///run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' });
  for (const wrong of ['clamd:3310', 'http://clamd.example', '', 'tcp://'])
    expect(() => clamdPlaceOf(wrong), wrong).toThrow('CLAMD_URL must be tcp://host:port or unix:///path.');
});
