/**
 * A small true backend for transfer tests: @tus/server on disk, records declared with their resource, a capability on
 * every request, and a digest of its own. Runs in the test's process, or as a process that can be killed:
 * `node test/transfer/tus-backend.ts DIRECTORY PORT`.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type DataStore, Server } from '@tus/server';
import { Upload } from '@tus/utils';
import { DiskStore } from '../../demo/server/records/disk-store.ts';
import { digestStream } from '../../src/protocol/digest-tree.ts';

export interface Held {
  readonly clientId: string;
  readonly recordId: string;
  size: number;
  uploadId: string;
  state: 'receiving' | 'received';
}

export interface TusBackend {
  readonly url: string;
  readonly port: number;
  readonly records: Map<string, Held>;
  /** The capability that is accepted. */
  token: string;
  readonly fileOf: (clientId: string) => string;
  /** What its store holds. */
  readonly bytesOf: (clientId: string) => Promise<Buffer>;
  /** Forgets a resource, as expiry does. */
  readonly forget: (clientId: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const secret = (): string => crypto.randomUUID().replaceAll('-', '');

/** The backend without a host of its own. */
export type TusService = Omit<TusBackend, 'url' | 'port' | 'close'> & {
  readonly serve: (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;
  /** From now on nothing is written down any more, as by a process that was killed; what is being written is whole then. */
  readonly end: () => Promise<void>;
};

/** A store of tus's kind that hands out what is all there. */
export type TusStore = DataStore & { read(id: string): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>> };

/**
 * Answers `/uploads/…` (tus) and `/records` (declare, confirm).
 * @param store default: the directory.
 */
export async function createTusService(
  directory: string,
  store: TusStore = new DiskStore({ directory }),
): Promise<TusService> {
  await mkdir(directory, { recursive: true });
  const saved = join(directory, 'records.state');
  const kept = existsSync(saved) ? (JSON.parse(await readFile(saved, 'utf8')) as Held[]) : [];
  const records = new Map(kept.map((record) => [record.clientId, record]));
  // One after the other, each whole or not at all: a backend that begins again may read it at any moment.
  let saving = Promise.resolve();
  let ended = false;
  const save = (): Promise<void> => {
    if (ended) return saving;
    saving = saving.then(async () => {
      const next = `${saved}.${secret()}`;
      await writeFile(next, JSON.stringify([...records.values()]));
      await rename(next, saved);
    });
    return saving;
  };
  const backend = { token: 'first' };
  const tus = new Server({
    path: '/uploads',
    datastore: store,
    allowedHeaders: ['Authorization'],
    respectForwardedHeaders: false,
    async onIncomingRequest(request) {
      if (request.headers.get('authorization') !== `Bearer ${backend.token}`)
        throw Object.assign(new Error('unauthorized'), { status_code: 401, body: '' });
    },
  });

  const newUpload = async (size: number): Promise<string> => {
    const id = secret();
    await store.create(new Upload({ id, size, offset: 0 }));
    return id;
  };
  const declare = async (clientId: string, size: number): Promise<Held> => {
    const known = records.get(clientId);
    if (known) {
      const there = await store.getUpload(known.uploadId).then(
        () => true,
        () => false,
      );
      if (!there) known.uploadId = await newUpload(known.size);
      await save();
      return known;
    }
    const record: Held = { clientId, recordId: secret(), size, uploadId: await newUpload(size), state: 'receiving' };
    records.set(clientId, record);
    await save();
    return record;
  };

  const isWhole = ({ uploadId, size }: Held): Promise<boolean> =>
    store.getUpload(uploadId).then(
      ({ offset }) => offset === size,
      () => false,
    );

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    if (request.url?.startsWith('/uploads')) {
      await tus.handle(request, response);
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Allow-Methods', 'POST, PATCH');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    let text = '';
    for await (const piece of request) text += String(piece);
    const body = JSON.parse(text === '' ? '{}' : text) as {
      clientId?: string;
      size?: number;
      digest?: string;
      recordId?: string;
    };
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    };
    if (request.headers.authorization !== `Bearer ${backend.token}`) {
      answer(401, {});
      return;
    }
    if (request.method === 'POST') {
      const record = await declare(body.clientId ?? '', body.size ?? 0);
      answer(201, { recordId: record.recordId, path: `/uploads/${record.uploadId}` });
      return;
    }
    const record = [...records.values()].find(({ recordId }) => recordId === body.recordId);
    if (!record) {
      answer(404, {});
      return;
    }
    const digest = (await isWhole(record)) ? await digestStream(await store.read(record.uploadId)) : '';
    if (digest === body.digest) record.state = 'received';
    await save();
    if (digest === body.digest) answer(200, {});
    else answer(409, { code: 'digest-mismatch' });
  };
  const idOf = (clientId: string): string => records.get(clientId)?.uploadId ?? '';
  return Object.assign(backend, {
    records,
    serve,
    end: () => {
      ended = true;
      return saving;
    },
    fileOf: (clientId: string) => join(directory, idOf(clientId)),
    bytesOf: async (clientId: string) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of await store.read(idOf(clientId))) pieces.push(Uint8Array.from(piece));
      return Buffer.concat(pieces);
    },
    forget: (clientId: string) => store.remove(idOf(clientId)),
  });
}

/** The backend at a port of its own. */
export async function startTusBackend(directory: string, port = 0, store?: TusStore): Promise<TusBackend> {
  const service = await createTusService(directory, store);
  const server = http.createServer((request, response) => void service.serve(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const listening = (server.address() as AddressInfo).port;
  return Object.assign(service, {
    url: `http://127.0.0.1:${listening}`,
    port: listening,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await service.end();
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const { url } = await startTusBackend(process.argv[2] ?? '', Number(process.argv[3] ?? 0));
  process.stdout.write(`${url}\n`);
}
