import type { NewUpload, UploadItem, UploadListener, UploadState } from '../../../src/transfer/index.ts';
import type { StudyTransfer } from '../../../src/transfer/pack/send-study.ts';

/** The next turn of the thread. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A transfer whose uploads end as they are told to: `states` of each, the last of them settles it. */
export function scripted(
  ends: (clientId: string, tries: number) => readonly UploadState[] | Promise<readonly UploadState[]>,
) {
  const listeners = new Set<UploadListener>();
  const items = new Map<string, UploadItem>();
  const added: NewUpload[] = [];
  const removed: string[] = [];
  const flying = new Set<string>();
  let most = 0;
  const transfer: StudyTransfer = {
    add(upload) {
      const { clientId } = upload;
      added.push(upload);
      flying.add(clientId);
      most = Math.max(most, flying.size);
      const item: UploadItem = { clientId, size: upload.blob.size, state: { phase: 'queued', sent: 0 } };
      items.set(clientId, item);
      const run = async (): Promise<void> => {
        const states = await ends(clientId, added.filter((one) => one.clientId === clientId).length);
        for (const state of states) {
          await settle();
          const now = { ...item, state };
          items.set(clientId, now);
          if (['received', 'failed', 'repick'].includes(state.phase)) flying.delete(clientId);
          for (const listener of listeners) listener(clientId, state, now);
        }
      };
      void run();
    },
    remove: async (clientId) => void removed.push(clientId),
    list: () => [...items.values()],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { transfer, added, removed, listeners, most: () => most };
}
