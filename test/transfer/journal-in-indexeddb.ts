/** What the journal in IndexedDB promises beside what every journal does: it gets over what befalls a database. */
import { defaultJournal, indexedDbJournal } from '../../src/transfer/indexeddb-journal.ts';
import { holds, journalEntry } from './journal-contract.ts';

/** Settles as an IndexedDB request does. */
const settled = (request: IDBOpenDBRequest): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
    request.onblocked = () => reject(new Error('somebody holds on to the database'));
  });

async function rejects(work: Promise<unknown>): Promise<void> {
  const failed = await work.then(
    () => false,
    (error: unknown) => error instanceof Error && error.message !== '',
  );
  if (!failed) throw new Error('nobody was told');
}

export interface DatabasePromise {
  readonly name: string;
  /** @param database a name that nobody uses. @throws where the promise is not kept */
  readonly keep: (database: string) => Promise<void>;
}

export const databasePromises: readonly DatabasePromise[] = [
  {
    name: 'lets go of a database that another tab deletes, and goes on in a new one',
    async keep(database) {
      const journal = indexedDbJournal(database);
      await journal.put(journalEntry('1', 'x'));
      await settled(indexedDB.deleteDatabase(database));
      await holds(journal, 'x');
      await journal.put(journalEntry('2', 'x'));
      await holds(indexedDbJournal(database), 'x', journalEntry('2', 'x'));
    },
  },
  {
    name: 'tells when the database cannot be opened, and tries again the next time',
    async keep(database) {
      const newer = await settled(indexedDB.open(database, 2));
      newer.close();
      const journal = indexedDbJournal(database);
      await rejects(journal.list('x'));
      await rejects(journal.put(journalEntry('1', 'x')));
      await settled(indexedDB.deleteDatabase(database));
      await journal.put(journalEntry('1', 'x'));
      await holds(journal, 'x', journalEntry('1', 'x'));
    },
  },
  {
    name: 'tells what cannot be written, and keeps what was',
    async keep(database) {
      const journal = indexedDbJournal(database);
      await journal.put(journalEntry('1', 'x'));
      const odd = { ...journalEntry('2', 'x'), leaves: [(() => undefined) as unknown as string] };
      await rejects(journal.put(odd));
      await holds(journal, 'x', journalEntry('1', 'x'));
    },
  },
  {
    name: 'opens its database once, however many ask for it at the same time',
    async keep(database) {
      let opened = 0;
      const counting = {
        open: (name: string, version: number) => {
          opened += 1;
          return indexedDB.open(name, version);
        },
      } as IDBFactory;
      const journal = indexedDbJournal(database, counting);
      await Promise.all(['1', '2', '3'].map((key) => journal.put(journalEntry(key, 'x'))));
      await journal.list('x');
      if (opened !== 1) throw new Error(`opened ${String(opened)} times`);
    },
  },
  {
    name: 'tells when the browser takes a transaction back, and goes on with the next',
    async keep(database) {
      const journal = indexedDbJournal(database);
      await journal.put(journalEntry('1', 'x'));
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (...asked) {
        const made = transaction.apply(this, asked);
        queueMicrotask(() => made.abort());
        return made;
      };
      try {
        await rejects(journal.put(journalEntry('2', 'x')));
        await rejects(journal.list('x'));
      } finally {
        IDBDatabase.prototype.transaction = transaction;
      }
      await holds(journal, 'x', journalEntry('1', 'x'));
    },
  },
  {
    name: 'is what every browser has, under a name of its own',
    async keep() {
      for (const journal of [indexedDbJournal(), defaultJournal()]) {
        await journal.put(journalEntry('of this test', 'x'));
        await holds(indexedDbJournal('rso-transfer'), 'x', journalEntry('of this test', 'x'));
        await journal.clear('x');
      }
      await holds(defaultJournal(), 'x');
    },
  },
];
