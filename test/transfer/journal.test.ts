/** What the journal promises: on disk before the first byte, seldom written afterwards, nothing left when it is over. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryJournal, type Journal } from '../../src/transfer/index.ts';
import { defaultJournal } from '../../src/transfer/indexeddb-journal.ts';
import { JournalWriter } from '../../src/transfer/journal-writer.ts';
import { journalEntry, journalPromises } from './journal-contract.ts';

const entry = journalEntry('key', 'referral');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A journal that takes as long as it is let, and remembers what was done to it. */
function slow() {
  const done: string[] = [];
  const held: (() => void)[] = [];
  let holds = false;
  const work = (what: string): Promise<void> =>
    new Promise((resolve) => {
      done.push(what);
      if (holds) held.push(resolve);
      else resolve();
    });
  const journal: Journal = {
    list: async () => [],
    put: ({ sent }) => work(`put ${sent}`),
    delete: (key) => work(`delete ${key}`),
    clear: async () => undefined,
  };
  return {
    journal,
    done,
    hold: () => void (holds = true),
    letGo: () => {
      holds = false;
      for (const go of held.splice(0)) go();
    },
  };
}

describe('an entry', () => {
  test('is on disk when its writing ends, with what was noted before', async () => {
    const { journal, done } = slow();
    const writer = new JournalWriter(journal, entry);
    writer.note({ sent: 3 });
    expect(writer.entry).toEqual({ ...entry, sent: 3 });
    await writer.write({ url: 'https://backend.example/uploads/2' });
    expect(done).toEqual(['put 3']);
    expect(writer.entry).toEqual({ ...entry, sent: 3, url: 'https://backend.example/uploads/2' });
    // What was noted went along: nothing is left to write.
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that only saves time later is written twice a second at the most, as it is then', async () => {
    const { journal, done } = slow();
    const writer = new JournalWriter(journal, entry);
    for (const sent of [1, 2, 3]) {
      writer.note({ sent });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(done).toEqual(['put 3']);
    writer.note({ sent: 4 });
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toEqual(['put 3', 'put 4']);
  });

  test('is written one version behind the other', async () => {
    const { journal, done, hold, letGo } = slow();
    const writer = new JournalWriter(journal, entry);
    hold();
    const first = writer.write({ sent: 1 });
    const second = writer.write({ sent: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['put 2']);
    letGo();
    await Promise.all([first, second]);
    expect(done).toEqual(['put 2', 'put 2']);
  });

  test('that cannot be written costs the way back, never the upload', async () => {
    const full: Journal = {
      ...memoryJournal(),
      put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
      delete: () => Promise.reject(new DOMException('gone', 'InvalidStateError')),
    };
    const writer = new JournalWriter(full, entry);
    await writer.write({ sent: 1 });
    await writer.write({ sent: 2 });
    await writer.delete();
    expect(writer.entry.sent).toBe(2);
  });
});

describe('the end of a visit', () => {
  test('writes what is left at once, and nothing after that', async () => {
    const { journal, done } = slow();
    const writer = new JournalWriter(journal, entry);
    writer.note({ sent: 5 });
    await writer.stop();
    expect(done).toEqual(['put 5']);
    writer.note({ sent: 6 });
    expect(vi.getTimerCount()).toBe(0);
    await writer.write({ sent: 7 });
    expect(done).toEqual(['put 5']);
  });

  test('writes nothing where nothing is left', async () => {
    const { journal, done } = slow();
    const writer = new JournalWriter(journal, entry);
    await writer.write({ sent: 1 });
    await writer.stop();
    expect(done).toEqual(['put 1']);
  });
});

describe('after success', () => {
  test('nothing is kept: what is being written ends first, what waits is not written', async () => {
    const { journal, done, hold, letGo } = slow();
    const writer = new JournalWriter(journal, entry);
    hold();
    const writing = [writer.write({ sent: 1 }), writer.write({ sent: 2 })];
    await vi.advanceTimersByTimeAsync(0);
    writer.note({ sent: 3 });
    const deleting = writer.delete();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(done).toEqual(['put 2']);
    letGo();
    await Promise.all([...writing, deleting]);
    expect(done).toEqual(['put 2', 'delete key']);
    writer.note({ sent: 4 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(done).toEqual(['put 2', 'delete key']);
  });
});

describe('a journal in memory', () => {
  test.each(journalPromises)('$name', async ({ keep }) => {
    const journal = memoryJournal();
    await keep(() => journal);
  });

  test('is what there is where the browser has no other', async () => {
    const journal = defaultJournal();
    await journal.put(entry);
    expect(await journal.list('referral')).toEqual([entry]);
    expect(await defaultJournal().list('referral')).toEqual([]);
  });
});
