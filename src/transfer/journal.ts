/**
 * What is remembered of uploads that are under way, so that a reload, a crash or days do not cost what was sent.
 * Written before the first byte, deleted on success and on sign-off. No names, no types: opaque keys and digests.
 */

/** What every entry has: its own name, and the referral that it is deleted with. */
export interface Scoped {
  /** Opaque, one of a kind. */
  readonly key: string;
  /** Digest of the referral. */
  readonly scope: string;
  /** Milliseconds since the epoch, from the server. */
  readonly expiresAt: number;
}

/** One upload; its key is the digest of referral and client id. */
export interface JournalEntry extends Scoped {
  readonly clientId: string;
  readonly recordId: string;
  readonly url: string;
  /** Bytes of the file. */
  readonly size: number;
  /** `File.lastModified`; 0 for a Blob without one. A hint only: content decides. */
  readonly lastModified: number;
  /** SHA-256 over head, tail and samples of the content. */
  readonly fingerprint: string;
  /** Digests of the leaves read so far, from the first on (`content-tree-sha256`). */
  readonly leaves: readonly string[];
  /** Bytes that the server was last known to hold. */
  readonly sent: number;
}

/** Where entries are kept. Every method may reject; an upload goes on without its journal then. */
export interface Journal<Entry extends Scoped = JournalEntry> {
  readonly list: (scope: string) => Promise<readonly Entry[]>;
  /** Writes or replaces by `key`; survives the end of the page, however it ends, when it resolves. */
  readonly put: (entry: Entry) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  readonly clear: (scope: string) => Promise<void>;
}

/** A journal that lives as long as the page: where there is no IndexedDB, and in tests. */
export function memoryJournal<Entry extends Scoped = JournalEntry>(): Journal<Entry> {
  const entries = new Map<string, Entry>();
  return {
    list: async (scope) => [...entries.values()].filter((entry) => entry.scope === scope),
    put: async (entry) => void entries.set(entry.key, entry),
    delete: async (key) => void entries.delete(key),
    clear: async (scope) => {
      for (const [key, entry] of entries) if (entry.scope === scope) entries.delete(key);
    },
  };
}
