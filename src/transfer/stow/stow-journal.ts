/** What a DICOMweb server has confirmed, so that a reload or a crash never sends it again. Opaque: no UID, no path. */
import { defaultJournal } from '../indexeddb-journal.ts';
import type { Journal, Scoped } from '../journal.ts';
import { keyOf, scopeOf } from '../upload.ts';

/** One lot. */
export interface StowEntry extends Scoped {
  /** Digest of the study and of where it goes: another server holds nothing of it. */
  readonly study: string;
  /** Marks of the instances that are there. */
  readonly stored: readonly string[];
}

export type StowJournal = Journal<StowEntry>;

/** Apart from the uploads' own: those are shown as uploads. */
export const defaultStowJournal = (): StowJournal => defaultJournal<StowEntry>('rso-stow');

/** Sign-off: nothing of this referral stays, whether or not anything of it was sent in this visit. */
export async function forgetStowed(referralId: string, journal = defaultStowJournal()): Promise<void> {
  await journal.clear(await scopeOf(referralId)).catch(() => undefined);
}

export interface Confirmed {
  readonly scope: string;
  readonly has: (mark: string) => boolean;
  /** Resolves when it is written down, or cannot be. */
  readonly add: (marks: readonly string[]) => Promise<void>;
  /** All of it is stored, and the backend knows: nothing has to be remembered. */
  readonly done: () => Promise<void>;
}

/** What is remembered of one study at one server. */
export async function openConfirmed(
  journal: StowJournal,
  {
    referralId,
    studyId,
    server,
    expiresAt,
    now,
  }: {
    readonly referralId: string;
    readonly studyId: string;
    readonly server: string;
    readonly expiresAt: number;
    readonly now: number;
  },
): Promise<Confirmed> {
  const scope = await scopeOf(referralId);
  const study = await keyOf(referralId, `stow ${studyId} ${server}`);
  const keys = new Set<string>();
  const marks = new Set<string>();
  for (const entry of await journal.list(scope).catch(() => [])) {
    if (entry.expiresAt <= now) await journal.delete(entry.key).catch(() => undefined);
    else if (entry.study === study) {
      keys.add(entry.key);
      for (const mark of entry.stored) marks.add(mark);
    }
  }
  return {
    scope: study,
    has: (mark) => marks.has(mark),
    async add(stored) {
      const fresh = stored.filter((mark) => !marks.has(mark));
      const [first] = fresh;
      if (first === undefined) return;
      for (const mark of fresh) marks.add(mark);
      const key = await keyOf(referralId, `stow ${study} ${first}`);
      keys.add(key);
      await journal.put({ key, scope, study, expiresAt, stored: fresh }).catch(() => undefined);
    },
    async done() {
      for (const key of keys) await journal.delete(key).catch(() => undefined);
    },
  };
}
