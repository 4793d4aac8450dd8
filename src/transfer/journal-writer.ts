/** Keeps one upload's journal entry up to date without a write for each leaf and each progress event. */
import type { Journal, JournalEntry } from './journal.ts';

/** Milliseconds between two writes of what only saves time later. */
const pause = 500;

export class JournalWriter {
  readonly #journal: Journal;
  #entry: JournalEntry;
  #writing: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(journal: Journal, entry: JournalEntry) {
    this.#journal = journal;
    this.#entry = entry;
  }

  get entry(): JournalEntry {
    return this.#entry;
  }

  /** Written before it resolves: an address must be on disk before the first byte is sent to it. */
  async write(change: Partial<JournalEntry>): Promise<void> {
    this.#entry = { ...this.#entry, ...change };
    await this.#flush();
  }

  /** Written soon. */
  note(change: Partial<JournalEntry>): void {
    this.#entry = { ...this.#entry, ...change };
    if (this.#ended) return;
    this.#timer ??= setTimeout(() => void this.#flush(), pause);
  }

  /** Writes what is left, and no more after that. */
  async stop(): Promise<void> {
    if (this.#timer !== undefined) await this.#flush();
    this.#ended = true;
  }

  /** Nothing is kept after success. */
  async delete(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    await this.#journal.delete(this.#entry.key).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // One after the other; a journal that fails (quota, private window) costs the resume, never the upload.
    this.#writing = this.#writing.then(() =>
      this.#ended ? undefined : this.#journal.put(this.#entry).catch(() => undefined),
    );
    await this.#writing;
  }
}
