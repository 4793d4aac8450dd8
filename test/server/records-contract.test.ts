/** What every store of records promises, run over each of them: a folder, and S3 on a socket. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDiskRecords } from '../../demo/server/records/disk-records.ts';
import { BytesGone, type RecordStore } from '../../demo/server/records/record-store.ts';
import { loadS3Records } from '../../demo/server/records/s3/load.ts';
import { digestStream } from '../../src/protocol/index.ts';
import { digestOf } from '../../src/conformance/sent-records.ts';
import { S3Refusal } from './s3/bucket.ts';
import { type S3Server, startS3Server } from './s3/s3-server.ts';

const MIB = 1024 * 1024;
const LARGEST = 64 * MIB;

/** A store and what a test must do to it from outside. */
interface Kept {
  /** Opens it once more, as another process does. */
  open(): Promise<RecordStore>;
  /** Everything that lies in it, by name. */
  names(): Promise<readonly string[]>;
  /** Lets it have no room for more bytes of this upload. */
  fill(uploadId: string): Promise<void>;
  close(): Promise<void>;
}

async function onDisk(): Promise<Kept> {
  const folder = await mkdtemp(join(tmpdir(), 'rso-contract-'));
  return {
    open: () => openDiskRecords(folder, LARGEST),
    names: () => readdir(folder),
    // A device that is always full: what is written to it fails as on a full disk.
    fill: async (uploadId) => {
      await rm(join(folder, uploadId));
      await symlink('/dev/full', join(folder, uploadId));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onS3(): Promise<Kept> {
  const server = await startS3Server();
  return {
    open: () => loadS3Records(server.place, LARGEST),
    names: async () => [...server.bucket.objects.keys(), ...[...server.bucket.uploads.values()].map(({ key }) => key)],
    fill: async () => {
      server.bucket.room = server.bucket.held;
    },
    close: () => server.close(),
  };
}

/** Bytes that differ everywhere, the same each time. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const seed = createHash('sha512').update(String(length)).digest();
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (seed[at % 64] ?? 0) ^ (at >> 6) ^ (at >> 14);
  return bytes;
}

const tus = { 'Tus-Resumable': '1.0.0' };
const addressOf = (id: string): string => `http://backend.example/uploads/${id}`;

async function patch(store: RecordStore, id: string, offset: number, body: BodyInit): Promise<Response> {
  const headers = { ...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
  return store.handle(new Request(addressOf(id), { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit));
}

async function offsetAt(store: RecordStore, id: string): Promise<number> {
  const { headers } = await store.handle(new Request(addressOf(id), { method: 'HEAD', headers: tus }));
  return Number(headers.get('Upload-Offset'));
}

/** Bytes that come piece by piece, and then the connection is gone. */
function breakingOff(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve));
      if (at >= bytes.length) return controller.error(new Error('reset'));
      controller.enqueue(bytes.slice(at, at + 64 * 1024));
      at += 64 * 1024;
    },
  });
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces);
}

describe.each([
  ['a folder', onDisk],
  ['S3', onS3],
] as const)('records in %s', (_, make) => {
  let kept: Kept;
  let store: RecordStore;
  let id = '';
  let count = 0;

  beforeAll(async () => {
    kept = await make();
    store = await kept.open();
  });
  afterEach(() => store.remove(id));
  afterAll(() => kept.close());

  const begin = async (size: number): Promise<string> => {
    id = `upload_${String((count += 1))}-x`;
    await store.create(id, size, 'record-of-a-test');
    return id;
  };
  const sent = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    await begin(bytes.length);
    expect((await patch(store, id, 0, bytes)).status).toBe(204);
    return id;
  };

  // One byte, a rest, a part to the byte and one more, several pages of parts.
  test.each([1, 3 * MIB, 8 * MIB, 8 * MIB + 1, 33 * MIB])('keeps %i bytes as they are', async (size) => {
    const bytes = bytesOf(size);
    await sent(bytes);
    expect(await store.offset(id)).toBe(size);
    expect(await digestStream(store.read(id))).toBe(await digestOf(bytes));
  });

  test('takes bytes in pieces of any size, each acknowledged where it ends', async () => {
    const bytes = bytesOf(19 * MIB + 77);
    await begin(bytes.length);
    const ends = [1, 100_000, 6 * MIB, 8 * MIB, 8 * MIB, 15 * MIB, 16 * MIB + 1, bytes.length];
    let at = 0;
    for (const end of ends) {
      const answer = await patch(store, id, at, bytes.slice(at, end));
      expect([answer.status, answer.headers.get('Upload-Offset')]).toEqual([204, String(end)]);
      expect(await offsetAt(store, id)).toBe(end);
      at = end;
    }
    expect(await digestStream(store.read(id))).toBe(await digestOf(bytes));
  });

  test('goes on where a connection broke, also in another process, and ends on a line that always breaks', async () => {
    const bytes = bytesOf(13 * MIB);
    await begin(bytes.length);
    let breaks = 0;
    for (let at = 0; at < bytes.length; breaks += 1) {
      const other = await kept.open();
      const answer = await patch(other, id, at, breakingOff(bytes.subarray(at, at + 2 * MIB))).catch(() => null);
      if (at + 2 * MIB < bytes.length) expect(answer?.status ?? 500).toBeGreaterThanOrEqual(400);
      await expect.poll(async () => offsetAt(store, id)).toBeGreaterThan(at);
      at = await offsetAt(store, id);
      expect(breaks, 'it gets nearer with every break').toBeLessThan(14);
    }
    expect(await digestStream(store.read(id))).toBe(await digestOf(bytes));
  });

  test('refuses what does not follow on what it holds, and more than was declared', async () => {
    const bytes = bytesOf(2 * MIB);
    await begin(bytes.length);
    await patch(store, id, 0, bytes.slice(0, MIB));
    expect((await patch(store, id, 0, bytes.slice(0, MIB))).status).toBe(409);
    expect((await patch(store, id, MIB + 1, bytes.slice(0, 10))).status).toBe(409);
    expect((await patch(store, id, MIB, bytesOf(MIB + 1))).status).toBe(413);
    expect(await offsetAt(store, id)).toBe(MIB);
  });

  test('reads ranges, and lends itself to a reader that goes to and fro', async () => {
    const bytes = bytesOf(9 * MIB);
    await sent(bytes);
    for (const [start, end] of [
      [0, 10],
      [8 * MIB - 5, 8 * MIB + 5],
      [bytes.length - 3, bytes.length + 100],
      [7, 7],
      [bytes.length, bytes.length + 1],
    ] as const)
      expect(Buffer.compare(await all(store.read(id, start, end)), bytes.subarray(start, end)), `${start}`).toBe(0);
    expect((await all(store.read(id, 9 * MIB - 20))).length).toBe(20);
    await store.withSource(id, async ({ size, read }) => {
      expect(size).toBe(bytes.length);
      expect(await read(size - 4, size + 4)).toEqual(bytes.slice(-4));
      expect(await read(5, 9)).toEqual(bytes.slice(5, 9));
      expect(await read(size, size + 1)).toHaveLength(0);
    });
  });

  test('says that bytes are gone, and only then', async () => {
    id = 'never-begun';
    expect(await store.offset(id)).toBeNull();
    await expect(all(store.read(id))).rejects.toThrow(BytesGone);
    await expect(store.withSource(id, async () => 0)).rejects.toThrow(BytesGone);
    expect((await store.handle(new Request(addressOf(id), { method: 'HEAD', headers: tus }))).status).toBe(404);
    await store.remove(id);
  });

  test('takes everything of an upload away, whole or begun, and other processes know', async () => {
    const other = await kept.open();
    for (const size of [9 * MIB, 3 * MIB]) {
      const bytes = bytesOf(size);
      await begin(9 * MIB);
      await patch(store, id, 0, bytes);
      expect(await other.offset(id)).toBe(size);
      await store.remove(id);
      expect(await other.offset(id)).toBeNull();
      expect(await kept.names()).toEqual([]);
    }
    await begin(9 * MIB);
    const { status } = await store.handle(new Request(addressOf(id), { method: 'DELETE', headers: tus }));
    expect([status, await kept.names()]).toEqual([204, []]);
  });

  test('names what was begun before a day', async () => {
    const before = new Date(Date.now() - 60_000);
    const whole = await sent(bytesOf(100));
    const open = await begin(100);
    const more = [await begin(1), await begin(1), await begin(1)];
    expect(await store.begunBefore(before)).toEqual([]);
    const after = await store.begunBefore(new Date(Date.now() + 60_000));
    expect(after.toSorted()).toEqual([whole, open, ...more].toSorted());
    for (const one of after) await store.remove(one);
    expect(await kept.names()).toEqual([]);
  });

  test('says so when there is no room, and holds what it acknowledged', async () => {
    expect(await store.free()).toBeGreaterThan(0);
    await begin(9 * MIB);
    await kept.fill(id);
    expect((await patch(store, id, 0, bytesOf(9 * MIB))).status).toBe(507);
    expect(await store.offset(id)).toBe(0);
  });
});

describe('records in S3, where the service or a process fails in between', () => {
  let server: S3Server;
  const bytes = bytesOf(17 * MIB);
  const open = () => loadS3Records(server.place, LARGEST);
  beforeAll(async () => {
    server = await startS3Server();
  });
  afterEach(() => {
    server.before = () => undefined;
    server.bucket.objects.clear();
    server.bucket.uploads.clear();
  });
  afterAll(() => server.close());

  test('what was acknowledged stays until the part that holds it is there', async () => {
    const store = await open();
    await store.create('a', bytes.length, 'r');
    await patch(store, 'a', 0, bytes.slice(0, 3 * MIB));
    server.before = (act) => {
      if (act === 'UploadPart') throw new S3Refusal('AccessDenied', 403);
    };
    expect((await patch(store, 'a', 3 * MIB, bytes.slice(3 * MIB))).status).toBe(500);
    expect(await offsetAt(await open(), 'a')).toBe(3 * MIB);
    server.before = () => undefined;
    expect((await patch(await open(), 'a', 3 * MIB, bytes.slice(3 * MIB))).status).toBe(204);
    expect(await digestStream(store.read('a'))).toBe(await digestOf(bytes));
  });

  test('a whole upload that nobody put together is put together when it is asked for', async () => {
    const store = await open();
    await store.create('b', bytes.length, 'r');
    server.before = (act) => {
      if (act === 'CompleteMultipartUpload') throw new S3Refusal('AccessDenied', 403);
    };
    expect((await patch(store, 'b', 0, bytes)).status).toBe(500);
    server.before = () => undefined;
    expect(await offsetAt(await open(), 'b')).toBe(bytes.length);
    expect(await digestStream(store.read('b'))).toBe(await digestOf(bytes));
  });

  test('a service that cannot be asked is no upload that is gone', async () => {
    const store = await open();
    await store.create('c', bytes.length, 'r');
    server.before = () => {
      throw new S3Refusal('AccessDenied', 403);
    };
    await expect(store.offset('c')).rejects.toThrow();
    const head = await (await open()).handle(new Request(addressOf('c'), { method: 'HEAD', headers: tus }));
    expect(head.status).toBe(500);
    await expect(all(store.read('c'))).rejects.not.toThrow(BytesGone);
  });

  test('a process that comes late with the same bytes changes none', async () => {
    const [one, two] = [await open(), await open()];
    await one.create('d', bytes.length, 'r');
    // The first is stuck in front of the service while the second takes the upload to its middle.
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let first = true;
    server.before = (act) => {
      if (act !== 'UploadPart' || !first) return undefined;
      first = false;
      return held;
    };
    const late = patch(one, 'd', 0, bytes.slice(0, 9 * MIB));
    await expect.poll(() => first).toBe(false);
    expect((await patch(two, 'd', 0, bytes.slice(0, 11 * MIB))).status).toBe(204);
    letGo();
    await late;
    const at = await offsetAt(two, 'd');
    expect(at).toBeGreaterThan(8 * MIB);
    expect((await patch(two, 'd', at, bytes.slice(at))).status).toBe(204);
    expect(await digestStream(two.read('d'))).toBe(await digestOf(bytes));
  });

  test('a rest that another process replaced is not gone on from: the offset is asked for again', async () => {
    const store = await open();
    await store.create('f', bytes.length, 'r');
    await patch(store, 'f', 0, bytes.slice(0, 3 * MIB));
    const { body, ...rest } = server.bucket.get('f.part');
    server.before = (act, key) => {
      if (act === 'GetObject' && key === 'f.part')
        server.bucket.objects.set('f.part', { ...rest, body: body.subarray(0, MIB) });
    };
    expect((await patch(store, 'f', 3 * MIB, bytes.slice(3 * MIB))).status).toBe(409);
    expect(await offsetAt(store, 'f')).toBe(MIB);
    expect((await patch(store, 'f', MIB, bytes.slice(MIB))).status).toBe(204);
    expect(await digestStream(store.read('f'))).toBe(await digestOf(bytes));
  });

  test('what is whole takes a request without bytes as said', async () => {
    const store = await open();
    await store.create('g', 10, 'r');
    await patch(store, 'g', 0, bytes.slice(0, 10));
    const again = await patch(await open(), 'g', 10, new Uint8Array());
    expect([again.status, again.headers.get('Upload-Offset')]).toEqual([204, '10']);
  });

  test('a wrong key is refused by the service, and told as no upload', async () => {
    const stranger = await loadS3Records(
      { ...server.place, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'another' } },
      LARGEST,
    );
    await expect(stranger.create('e', 10, 'r')).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    expect([...server.bucket.objects.keys()]).toEqual([]);
  });
});
