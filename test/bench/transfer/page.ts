/** What is measured, inside the page: the same file by a raw PUT, by stock Uppy + tus, and by ours. */
import Uppy from '@uppy/core';
import Tus from '@uppy/tus';
import { createTransfer } from '../../../src/transfer/index.ts';

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
  await uppy.upload();
  const sent = performance.now() - begun;
  uppy.destroy();
  localStorage.clear();
  return { sent, proven: sent };
};

const ours = async () => {
  const begun = performance.now();
  const ask = async (method: string, body: object) => {
    const response = await fetch('/records', {
      method,
      headers: { Authorization: 'Bearer first' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw Object.assign(new Error('refused'), { code: 'refused', retryable: false });
    return (await response.json()) as { recordId: string; path: string };
  };
  const clientId = crypto.randomUUID();
  const transfer = createTransfer({
    referralId: crypto.randomUUID(),
    async getUpload() {
      const { recordId, path } = await ask('POST', { clientId, size: file().size });
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
  let sent = 0;
  await new Promise<void>((resolve, reject) => {
    transfer.subscribe((_id, state) => {
      if (state.phase === 'confirming') sent = performance.now() - begun;
      if (state.phase === 'received') resolve();
      if (state.phase === 'failed' || state.phase === 'repick') reject(new Error(state.phase));
    });
    transfer.add({ clientId, blob: file() });
  });
  const proven = performance.now() - begun;
  transfer.dispose();
  return { sent, proven };
};

const runs = { raw, patch, stock, ours };

declare global {
  var bench: (name: keyof typeof runs) => Promise<Run>;
}
globalThis.bench = (name) => watched(runs[name]);
document.title = 'ready';
