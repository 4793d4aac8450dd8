/** The journal where it survives: IndexedDB. A write that resolved outlives the browser, however that ends. */
import type { Journal, JournalEntry, Scoped } from './journal.ts';
import { memoryJournal } from './journal.ts';

const store = 'uploads';

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    // There is one whenever it is told.
    request.onerror = () => reject(request.error as DOMException);
  });

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // None where the browser itself took it back.
    const fail = (): void => reject(transaction.error ?? new Error('indexeddb'));
    transaction.onerror = fail;
    transaction.onabort = fail;
  });

/** @param name of the database; one for all referrals of an origin, entries are told apart by scope. */
export function indexedDbJournal<Entry extends Scoped = JournalEntry>(
  name = 'rso-transfer',
  factory: IDBFactory = indexedDB,
): Journal<Entry> {
  let opened: Promise<IDBDatabase> | undefined;

  const open = (): Promise<IDBDatabase> => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(store, { keyPath: 'key' }).createIndex('scope', 'scope');
      };
      request.onsuccess = () => {
        const database = request.result;
        // Another tab wants to delete or upgrade it, or the browser closed it: open anew next time.
        const forget = (): void => {
          database.close();
          opened = undefined;
        };
        database.onversionchange = forget;
        database.onclose = forget;
        resolve(database);
      };
      request.onerror = () => reject(request.error as DOMException);
    });
    opened.catch(() => (opened = undefined));
    return opened;
  };

  // Relaxed: handed to the system, which a killed browser does not take with it. Strict would wait for the disk, which
  // is busy reading the very file that is to be sent.
  const write = async (change: (entries: IDBObjectStore) => void): Promise<void> => {
    const transaction = (await open()).transaction(store, 'readwrite', { durability: 'relaxed' });
    const finished = done(transaction);
    change(transaction.objectStore(store));
    await finished;
  };

  return {
    async list(scope) {
      const entries = (await open()).transaction(store).objectStore(store).index('scope').getAll(scope);
      return (await settled(entries)) as Entry[];
    },
    put: (entry) => write((entries) => void entries.put(entry)),
    delete: (key) => write((entries) => void entries.delete(key)),
    async clear(scope) {
      const keys = await settled((await open()).transaction(store).objectStore(store).index('scope').getAllKeys(scope));
      await write((entries) => keys.forEach((key) => void entries.delete(key)));
    },
  };
}

/** IndexedDB where there is one, else memory. @param name as for `indexedDbJournal`. */
export const defaultJournal = <Entry extends Scoped = JournalEntry>(name?: string): Journal<Entry> =>
  typeof indexedDB === 'undefined' ? memoryJournal<Entry>() : indexedDbJournal<Entry>(name);
