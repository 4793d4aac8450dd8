/**
 * Drafts in IndexedDB, sealed with AES-GCM (256 bits). The key is made here, lies beside them and cannot be taken out of
 * the browser: a copied profile or a look into the storage shows bytes. Removing a draft removes its key.
 */
import { DRAFT_MS, type DeviceDraft, type DraftStore } from './drafts.ts';

interface Sealed {
  readonly program: string;
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const DATABASE = 'rso-drafts';
const STORE = 'drafts';

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexeddb'));
  });

const isDraft = (value: unknown): value is DeviceDraft => {
  const draft = value as Partial<DeviceDraft> | null;
  return draft?.v === 1 && typeof draft.savedAt === 'number' && typeof draft.answers === 'object';
};

/** Drafts of this device; `null` where the browser has no place or no key for them (private windows, plain http). */
export function deviceDrafts(now: () => number, factory = globalThis.indexedDB): DraftStore | null {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!(factory as IDBFactory | undefined) || !subtle) return null;

  /** Opened for each act and closed after it: another tab may delete the whole at any time. */
  async function within<Value>(
    mode: IDBTransactionMode,
    act: (drafts: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'program' });
    const database = await settled(request);
    try {
      const transaction = database.transaction(STORE, mode);
      const finished = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('indexeddb'));
      });
      const value = await settled(act(transaction.objectStore(STORE)));
      await finished;
      return value;
    } finally {
      database.close();
    }
  }

  const sealedOf = (program: string): Promise<Sealed | undefined> =>
    within('readonly', (drafts) => drafts.get(program) as IDBRequest<Sealed | undefined>);
  const remove = (program: string): Promise<void> => within('readwrite', (drafts) => drafts.delete(program));

  return {
    async read(program) {
      const sealed = await sealedOf(program);
      if (!sealed) return null;
      try {
        if (sealed.expiresAt > now()) {
          const bytes = await subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, sealed.key, sealed.bytes);
          const draft: unknown = JSON.parse(new TextDecoder().decode(bytes));
          if (isDraft(draft)) return draft;
        }
      } catch {
        // What cannot be opened is nobody's draft any more.
      }
      await remove(program);
      return null;
    },
    async write(program, draft) {
      const key =
        (await sealedOf(program))?.key ??
        (await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
      const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
      const bytes = await subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(draft)));
      const sealed: Sealed = { program, key, iv, bytes, expiresAt: draft.savedAt + DRAFT_MS };
      await within('readwrite', (drafts) => drafts.put(sealed));
    },
    remove,
  };
}
