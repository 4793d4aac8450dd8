/**
 * What is remembered of uploads that are under way, so that a reload, a crash or days do not cost what was sent.
 * Written before the first byte, deleted on success and on sign-off. No names, no types: opaque keys and digests.
 */

export interface JournalEntry {
  /** Digest of referral and client id. */
  readonly key: string;
  /** Digest of the referral. */
  readonly scope: string;
  readonly clientId: string;
  readonly recordId: string;
  readonly url: string;
  /** Milliseconds since the epoch, from the server. */
  readonly expiresAt: number;
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
export interface Journal {
  readonly list: (scope: string) => Promise<readonly JournalEntry[]>;
  /** Writes or replaces by `key`; survives the end of the page, however it ends, when it resolves. */
  readonly put: (entry: JournalEntry) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
  readonly clear: (scope: string) => Promise<void>;
}

/** A journal that lives as long as the page: where there is no IndexedDB, and in tests. */
export function memoryJournal(): Journal {
  const entries = new Map<string, JournalEntry>();
  return {
    list: async (scope) => [...entries.values()].filter((entry) => entry.scope === scope),
    put: async (entry) => void entries.set(entry.key, entry),
    delete: async (key) => void entries.delete(key),
    clear: async (scope) => {
      for (const [key, entry] of entries) if (entry.scope === scope) entries.delete(key);
    },
  };
}
