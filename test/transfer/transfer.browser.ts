import { expect } from '@open-wc/testing';
import {
  createTransfer,
  indexedDbJournal,
  type Transfer,
  type TransferOptions,
  type UploadState,
} from '../../src/transfer/index.ts';
import type { BuiltPack } from '../../src/transfer/pack/build.ts';
import { inWorker, ownThread } from '../../src/transfer/reading/reader.ts';
import { journalPromises } from './journal-contract.ts';
import { databasePromises } from './journal-in-indexeddb.ts';

const MiB = 1024 * 1024;

function noise(length: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = 0x9e3779b9;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}

const bytes = noise(9 * MiB + 11);
const chosen = (): File => new File([bytes], 'Baby Amal echo.pdf', { lastModified: 1_700_000_000_000 });

const ask = async (method: string, body: object): Promise<{ recordId: string; path: string }> => {
  const headers = { Authorization: 'Bearer first', 'Content-Type': 'application/json' };
  const response = await fetch('/records', { method, headers, body: JSON.stringify(body) });
  if (!response.ok)
    throw Object.assign(new Error('refused'), { status: response.status, code: 'digest-mismatch', retryable: false });
  return (await response.json()) as { recordId: string; path: string };
};

/** A visit to the page: real requests, the real journal. */
function visit(database: string, over: Partial<TransferOptions> = {}): Transfer {
  return createTransfer({
    referralId: 'referral-1',
    async getUpload(clientId) {
      const { recordId, path } = await ask('POST', { clientId, size: bytes.length });
      return { recordId, url: new URL(path, location.href).href, expiresAt: '2099-01-01T00:00:00Z' };
    },
    getCapability: async () => 'first',
    refreshCapability: async () => 'first',
    async confirm(recordId, digest) {
      await ask('PATCH', { recordId, digest });
      return 'received';
    },
    journal: indexedDbJournal(database),
    limits: { parallel: 2, retry: { first: 20, longest: 200 } },
    ...over,
  });
}

async function until(
  transfer: Transfer,
  clientId: string,
  test: (state: UploadState) => boolean,
): Promise<UploadState> {
  for (;;) {
    const state = transfer.list().find((item) => item.clientId === clientId)?.state;
    if (state && test(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const ended = ({ phase }: UploadState): boolean => phase === 'received' || phase === 'failed' || phase === 'repick';
const unique = (): string => crypto.randomUUID();

describe('transfer in a browser', () => {
  it('sends a file, and leaves nothing of it on the device', async () => {
    const database = unique();
    const clientId = unique();
    const transfer = visit(database);
    const phases: string[] = [];
    transfer.subscribe((_id, { phase }) => {
      if (phases.at(-1) !== phase) phases.push(phase);
    });
    const before = localStorage.length;
    transfer.add({ clientId, blob: chosen() });
    expect((await until(transfer, clientId, ended)).phase).to.equal('received');
    expect(phases).to.deep.equal(['queued', 'sending', 'confirming', 'received']);
    expect(localStorage.length).to.equal(before);
    transfer.dispose();
    const later = visit(database);
    await later.ready;
    expect(later.list()).to.deep.equal([]);
    later.dispose();
  });

  it('goes on after a reload: the file is chosen again, and only the rest is sent', async () => {
    const database = unique();
    const clientId = unique();
    // Bodies of 1 MiB, and after the sixth request nothing moves any more.
    let requests = 0;
    const first = visit(database, {
      limits: { parallel: 1, chunk: MiB },
      getCapability: () => ((requests += 1) > 6 ? new Promise<string>(() => undefined) : Promise.resolve('first')),
    });
    first.add({ clientId, blob: chosen() });
    await until(first, clientId, (state) => 'sent' in state && state.sent >= 5 * MiB);
    // The journal learns of progress half a second later.
    await new Promise((resolve) => setTimeout(resolve, 700));
    first.dispose();
    const second = visit(database);
    await second.ready;
    const [item] = second.list();
    expect(item?.state.phase).to.equal('repick');
    expect(item?.size).to.equal(bytes.length);
    expect(item?.state).to.have.property('sent', 5 * MiB);
    const other = chosen();
    const wrong = bytes.slice();
    wrong[3] = 1 ^ (wrong[3] ?? 0);
    expect(await second.repick(clientId, new File([wrong], other.name))).to.equal('wrong-file');
    expect(await second.repick(clientId, chosen())).to.equal('accepted');
    expect((await until(second, clientId, ended)).phase).to.equal('received');
    second.dispose();
  });

  it('two tabs: one carries, the other sees it done', async () => {
    const database = unique();
    const clientId = unique();
    const first = visit(database, { limits: { parallel: 1, chunk: MiB } });
    const second = visit(database);
    first.add({ clientId, blob: chosen() });
    await until(first, clientId, ({ phase }) => phase === 'sending');
    second.add({ clientId, blob: chosen() });
    const [one, two] = await Promise.all([until(first, clientId, ended), until(second, clientId, ended)]);
    expect([one.phase, two.phase]).to.deep.equal(['received', 'received']);
    first.dispose();
    second.dispose();
  });
});

describe('reading in a worker', () => {
  const never = new AbortController().signal;

  it('comes to the digests that the page would come to', async () => {
    const file = chosen();
    expect(await inWorker.leaf(file, 0, 4 * MiB)).to.equal(await ownThread.leaf(file, 0, 4 * MiB));
    const sources = [1, 2, 3].map((n) => ({ path: `IM${n}`, file: new File([bytes.slice(0, n * 1000)], `IM${n}`) }));
    const [there, here] = [
      await inWorker.pack('study-1', sources, never),
      await ownThread.pack('study-1', sources, never),
    ];
    expect(there.pack?.clientId).to.equal(here.pack?.clientId);
    expect(there.pack?.leaves).to.deep.equal(here.pack?.leaves);
    const bytesOf = async ({ pack }: BuiltPack): Promise<Uint8Array> =>
      new Uint8Array((await pack?.blob.arrayBuffer()) ?? []);
    expect(await bytesOf(there)).to.deep.equal(await bytesOf(here));
  });

  it('names what was deleted after it was chosen', async function () {
    // Only a file of the browser's own can be deleted from a page; WebKitGTK has none.
    if (!('storage' in navigator && 'createWritable' in FileSystemFileHandle.prototype)) this.skip();
    const folder = await navigator.storage.getDirectory();
    const name = unique();
    const handle = await folder.getFileHandle(name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(bytes.slice(0, 1000));
    await stream.close();
    const file = await handle.getFile();
    await folder.removeEntry(name);
    await inWorker.leaf(file, 0, 1000).then(
      () => expect.fail('it was read'),
      (error: unknown) => expect(error).to.have.property('code', 'file-unreadable'),
    );
    const sources = [
      { path: 'IM1', file },
      { path: 'IM2', file: chosen() },
    ];
    const { pack, unreadable } = await inWorker.pack('study-1', sources, never);
    expect(unreadable).to.deep.equal([{ path: 'IM1', code: 'file-unreadable' }]);
    expect(pack?.manifest.instances.map(({ path }) => path)).to.deep.equal(['IM2']);
  });

  it('says what could not be read, and stops when nobody waits', async () => {
    const short = { size: 4 * MiB, slice: () => new Blob(['gone']) } as unknown as Blob;
    // A stand-in for a file that vanished cannot be handed to a worker; the page reads it as the worker would.
    await ownThread.leaf(short, 0, 4 * MiB).then(
      () => expect.fail('it was read'),
      (error: unknown) => expect(error).to.have.property('code', 'file-changed'),
    );
    const stop = new AbortController();
    const building = inWorker.pack('study-1', [{ path: 'IM1', file: chosen() }], stop.signal);
    stop.abort(new Error('nobody waits'));
    await building.then(
      () => expect.fail('it was built'),
      (error: unknown) => expect(error).to.have.property('message', 'nobody waits'),
    );
    // The worker is there for the next.
    expect(await inWorker.leaf(chosen(), 0, 10)).to.equal(await ownThread.leaf(chosen(), 0, 10));
  });
});

describe('the journal in IndexedDB', () => {
  for (const { name, keep } of journalPromises)
    it(name, () => {
      const database = unique();
      return keep(() => indexedDbJournal(database));
    });
  for (const { name, keep } of databasePromises) it(name, () => keep(unique()));
});
