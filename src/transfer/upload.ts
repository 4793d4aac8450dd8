/** One file on its way: what is known of it, whoever carries it at the moment. */
import { sha256 } from '../protocol/digest-tree.ts';
import type { DigestPass } from './digest-pass.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { UploadState } from './port.ts';

export interface Upload {
  readonly clientId: string;
  /** Opaque: digest of referral and client id; empty until it was computed. */
  key: string;
  size: number;
  /** Absent after a reload, until the person chooses the file again. */
  blob: Blob | undefined;
  fingerprint: string | undefined;
  /** Digests of all leaves of `blob`, where it was read before it came here. */
  leaves: readonly string[] | undefined;
  recordId: string | undefined;
  journal: JournalWriter | undefined;
  digest: DigestPass | undefined;
  /** Ends the reading of `blob`; it goes on through a pause. */
  reading: AbortController | undefined;
  /** Bytes that left the device, or that the server is known to hold. */
  sent: number;
  state: UploadState;
  /** Ends the work on it: a pause, a removal. */
  stop: AbortController | undefined;
  /** Gives back its place among the files that are under way at the same time. */
  leave: (() => void) | undefined;
  /** The work on it, until it has let go of the lock. */
  running: Promise<void>;
}

const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

/** What the journal calls a referral. */
export const scopeOf = (referralId: string): Promise<string> => sha256(encode(`rso-transfer:${referralId}`));

/** What the journal calls one upload of it. */
export const keyOf = (referralId: string, clientId: string): Promise<string> =>
  sha256(encode(`rso-transfer:${referralId}:${clientId}`));
