/**
 * A draft on this device, only where the person asked for it: what it holds, and the place it is kept in. Nothing lies at
 * rest by default; the device may be shared (access-form.md, threats.md).
 */
import type { JsonObject } from '../protocol/merge-patch.ts';
import type { RequestOf } from '../protocol/wire.ts';

/** Milliseconds that a draft is kept. */
export const DRAFT_MS = 7 * 24 * 3_600_000;

/** What would otherwise be gone with the tab. Never a capability. */
export interface DeviceDraft {
  readonly v: 1;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly answers: JsonObject;
  /** The step that was on screen. */
  readonly step: string | null;
  /** What the backend was known to hold of the answers: the rest was not sent yet. */
  readonly base?: JsonObject;
  readonly referral?: { readonly id: string; readonly reference: string };
  /** The creation that was under way. Sent again word for word, with its key, it makes no second referral. */
  readonly creation?: Creation;
}

export interface Creation {
  readonly key: string;
  readonly body: RequestOf<'referral.create'>;
}

/** Where drafts are kept, one a program. A write that resolved outlives the browser, however that ends. */
export interface DraftStore {
  /** `null`: none, or one whose time is over. */
  readonly read: (program: string) => Promise<DeviceDraft | null>;
  readonly write: (program: string, draft: DeviceDraft) => Promise<void>;
  /** The draft and the key that opens it. */
  readonly remove: (program: string) => Promise<void>;
}
