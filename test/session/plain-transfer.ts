/** The transfer's port over the backend's own tus routes, without Uppy: one PATCH a file. For sessions tested in Node. */
import { digestStream } from '../../src/protocol/digest-tree.ts';
import type { Transfer, TransferOptions, UploadItem, UploadListener, UploadState } from '../../src/transfer/port.ts';
import type { Handle } from './harness.ts';

export interface PlainTransfer {
  readonly create: (options: TransferOptions) => Transfer;
  /** What the session asked of it, in order. */
  readonly calls: string[];
}

export function plainTransfer(handle: Handle): PlainTransfer {
  const calls: string[] = [];
  const create = (options: TransferOptions): Transfer => {
    const items = new Map<string, UploadItem>();
    const listeners = new Set<UploadListener>();
    const signal = new AbortController().signal;
    const tell = (clientId: string, size: number, state: UploadState) => {
      const item = { clientId, size, state };
      items.set(clientId, item);
      for (const listener of listeners) listener(clientId, state, item);
    };
    async function send(clientId: string, blob: Blob): Promise<void> {
      const { size } = blob;
      try {
        tell(clientId, size, { phase: 'queued', sent: 0 });
        const { recordId, url } = await options.getUpload(clientId, signal);
        tell(clientId, size, { phase: 'sending', sent: 0, bytesPerSecond: 1000 });
        const response = await handle(
          new Request(url, {
            method: 'PATCH',
            headers: {
              Authorization: `Bearer ${await options.getCapability()}`,
              'Tus-Resumable': '1.0.0',
              'Upload-Offset': '0',
              'Content-Type': 'application/offset+octet-stream',
            },
            body: await blob.arrayBuffer(),
          }),
        );
        if (response.status !== 204) throw new Error(`upload answered ${String(response.status)}`);
        tell(clientId, size, { phase: 'confirming', sent: size });
        const root = await digestStream(
          (async function* () {
            yield new Uint8Array(await blob.arrayBuffer());
          })(),
        );
        if ((await options.confirm(recordId, root, signal)) === 'received')
          tell(clientId, size, { phase: 'received', recordId });
        else tell(clientId, size, { phase: 'failed', code: 'digest-mismatch', retryable: false, sent: size });
      } catch (error) {
        const { code = 'refused', retryable = true } = error as { code?: string; retryable?: boolean };
        tell(clientId, size, { phase: 'failed', code, retryable, sent: 0 });
      }
    }
    return {
      ready: Promise.resolve(),
      add({ clientId, blob }) {
        calls.push('add');
        void send(clientId, blob);
      },
      async repick(clientId, file) {
        calls.push('repick');
        if (items.get(clientId)?.size !== file.size) return 'wrong-file';
        void send(clientId, file);
        return 'accepted';
      },
      pause: () => void calls.push('pause'),
      resume: () => void calls.push('resume'),
      remove: async (clientId) => {
        calls.push('remove');
        items.delete(clientId);
      },
      retryNow: () => void calls.push('retryNow'),
      clear: async () => void calls.push('clear'),
      dispose: () => void calls.push('dispose'),
      list: () => [...items.values()],
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      busy: () => false,
    };
  };
  return { create, calls };
}
