/** What is measured, inside the page: the same file by a raw PUT, by stock Uppy + tus, and by ours. */
import Uppy from '@uppy/core';
import Tus from '@uppy/tus';
import { createTransfer, type Transfer } from '../../../src/transfer/index.ts';
import { sendStudy } from '../../../src/transfer/studies.ts';

/** Milliseconds until the last byte is on the server, and until it is proven where that is a difference. */
export interface Run {
  readonly sent: number;
  readonly proven: number;
  readonly longTask: number;
}

const file = (): File => {
  const picked = (document.querySelector('input') as HTMLInputElement).files?.[0];
  if (!picked) throw new Error('no file was picked');
  return picked;
};

/** The longest task of the main thread while `work` runs, milliseconds. */
async function watched(work: () => Promise<{ sent: number; proven: number }>): Promise<Run> {
  let longTask = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTask = Math.max(longTask, duration);
  });
  observer.observe({ type: 'longtask' });
  const times = await work();
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  return { ...times, longTask };
}

const raw = async () => {
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/raw/${crypto.randomUUID()}`);
    request.onload = () => resolve();
    request.onerror = () => reject(new Error('put failed'));
    request.send(file());
  });
  const sent = performance.now() - begun;
  return { sent, proven: sent };
};

/** The tus server's own price: one PATCH of the whole file by hand, no client at all. */
const patch = async () => {
  const headers = { Authorization: 'Bearer first' };
  const body = JSON.stringify({ clientId: crypto.randomUUID(), size: file().size });
  const { path } = (await (await fetch('/records', { method: 'POST', headers, body })).json()) as { path: string };
  const begun = performance.now();
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PATCH', path);
    const all = {
      ...headers,
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.onload = () => resolve();
    request.onerror = () => reject(new Error('patch failed'));
    request.send(file());
  });
  const sent = performance.now() - begun;
  return { sent, proven: sent };
};

const stock = async () => {
  const begun = performance.now();
  const uppy = new Uppy().use(Tus, { endpoint: '/uploads', headers: { Authorization: 'Bearer first' } });
  uppy.addFile({ name: file().name, type: file().type, data: file() });
  const result = await uppy.upload();
  if ((result?.failed?.length ?? 0) > 0) throw new Error('stock Uppy lost files');
  const sent = performance.now() - begun;
  uppy.destroy();
  localStorage.clear();
  return { sent, proven: sent };
};

const ask = async (method: string, body: object): Promise<{ recordId: string; path: string }> => {
  const headers = { Authorization: 'Bearer first' };
  const response = await fetch('/records', { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw Object.assign(new Error('refused'), { code: 'refused', retryable: false });
  return (await response.json()) as { recordId: string; path: string };
};

/** @param sizeOf bytes of what a client id stands for. */
const open = (sizeOf: (clientId: string) => number): Transfer =>
  createTransfer({
    referralId: crypto.randomUUID(),
    async getUpload(clientId) {
      const { recordId, path } = await ask('POST', { clientId, size: sizeOf(clientId) });
      return { recordId, url: new URL(path, location.href).href, expiresAt: '2099-01-01T00:00:00Z' };
    },
    getCapability: async () => 'first',
    refreshCapability: async () => 'first',
    async confirm(recordId, digest) {
      await ask('PATCH', { recordId, digest });
      return 'received';
    },
    limits: { parallel: 2 },
  });

const ours = async () => {
  const begun = performance.now();
  const transfer = open(() => file().size);
  let sent = 0;
  await new Promise<void>((resolve, reject) => {
    transfer.subscribe((_id, state) => {
      if (state.phase === 'confirming') sent = performance.now() - begun;
      if (state.phase === 'received') resolve();
      if (state.phase === 'failed' || state.phase === 'repick') reject(new Error(state.phase));
    });
    transfer.add({ clientId: crypto.randomUUID(), blob: file() });
  });
  const proven = performance.now() - begun;
  transfer.dispose();
  return { sent, proven };
};

const folder = (): File[] => [...((document.querySelector('input') as HTMLInputElement).files ?? [])];

/** A PUT for each file, six at a time, as a browser would do them. */
const folderRaw = async () => {
  const begun = performance.now();
  const left = folder();
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      await fetch(`/raw/${crypto.randomUUID()}`, { method: 'PUT', body: next });
    }
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  const sent = performance.now() - begun;
  return { sent, proven: sent };
};

const folderStock = async () => {
  const begun = performance.now();
  const uppy = new Uppy().use(Tus, { endpoint: '/uploads', headers: { Authorization: 'Bearer first' } });
  uppy.addFiles(folder().map((data) => ({ name: data.name, type: data.type, data })));
  const result = await uppy.upload();
  if ((result?.failed?.length ?? 0) > 0) throw new Error('stock Uppy lost files');
  const sent = performance.now() - begun;
  uppy.destroy();
  localStorage.clear();
  return { sent, proven: sent };
};

const folderOurs = async () => {
  const begun = performance.now();
  const sizes = new Map<string, number>();
  const transfer = open((clientId) => sizes.get(clientId) ?? 0);
  const { failed, unreadable } = await sendStudy(transfer, {
    study: crypto.randomUUID(),
    sources: folder().map((picked) => ({ path: picked.name, file: picked })),
    onPack: ({ clientId, blob }) => void sizes.set(clientId, blob.size),
    onSingle: () => undefined,
    onUnreadable: () => undefined,
    signal: new AbortController().signal,
  });
  if (failed.length + unreadable.length > 0) throw new Error('not all of the folder was received');
  const proven = performance.now() - begun;
  transfer.dispose();
  return { sent: proven, proven };
};

const runs = { raw, patch, stock, ours, folderRaw, folderStock, folderOurs };

declare global {
  var bench: (name: keyof typeof runs) => Promise<Run>;
}
globalThis.bench = (name) => watched(runs[name]);
document.title = 'ready';
