/** What every journal promises, wherever it keeps its entries: the same for memory and IndexedDB, in Node and in browsers. */
import type { Journal, JournalEntry } from '../../src/transfer/journal.ts';

export interface JournalPromise {
  readonly name: string;
  /** @param open the same journal, opened anew. @throws where the promise is not kept */
  readonly keep: (open: () => Journal) => Promise<void>;
}

export const journalEntry = (key: string, scope: string, over: Partial<JournalEntry> = {}): JournalEntry => ({
  key,
  scope,
  clientId: `client-${key}`,
  recordId: 'record',
  url: 'https://backend.example/uploads/1',
  expiresAt: 1,
  size: 10,
  lastModified: 0,
  fingerprint: 'print',
  leaves: ['a', 'b'],
  sent: 5,
  ...over,
});

/** @throws where the journal holds anything else of a referral, in whatever order. */
export async function holds(journal: Journal, scope: string, ...wanted: readonly JournalEntry[]): Promise<void> {
  const text = (entries: readonly JournalEntry[]): string =>
    JSON.stringify(entries.toSorted((one, other) => one.key.localeCompare(other.key)));
  const [found, due] = [text(await journal.list(scope)), text(wanted)];
  if (found !== due) throw new Error(`${scope}: ${found} instead of ${due}`);
}

export const journalPromises: readonly JournalPromise[] = [
  {
    name: 'is empty at first',
    keep: (open) => holds(open(), 'x'),
  },
  {
    name: 'keeps entries over a new opening, as they were written last',
    async keep(open) {
      await open().put(journalEntry('1', 'x'));
      await open().put(journalEntry('2', 'x'));
      await open().put(journalEntry('1', 'x', { sent: 9, leaves: ['a', 'b', 'c'] }));
      await holds(open(), 'x', journalEntry('1', 'x', { sent: 9, leaves: ['a', 'b', 'c'] }), journalEntry('2', 'x'));
    },
  },
  {
    name: 'never shows one referral another one’s entries',
    async keep(open) {
      const journal = open();
      await journal.put(journalEntry('1', 'x'));
      await journal.put(journalEntry('2', 'y'));
      await holds(journal, 'x', journalEntry('1', 'x'));
      await holds(journal, 'y', journalEntry('2', 'y'));
      await holds(journal, 'z');
    },
  },
  {
    name: 'forgets one entry, and only that',
    async keep(open) {
      const journal = open();
      await journal.put(journalEntry('1', 'x'));
      await journal.put(journalEntry('2', 'x'));
      await journal.delete('1');
      await journal.delete('never there');
      await holds(open(), 'x', journalEntry('2', 'x'));
    },
  },
  {
    name: 'forgets a referral, and only that',
    async keep(open) {
      const journal = open();
      for (const key of ['1', '2']) await journal.put(journalEntry(key, 'x'));
      await journal.put(journalEntry('3', 'y'));
      await journal.clear('x');
      await journal.clear('never there');
      await holds(open(), 'x');
      await holds(open(), 'y', journalEntry('3', 'y'));
    },
  },
];
