/** What readers and the engine share: what a reader is given, and the pages that it hands back, not yet judged. */
import type { VerdictReason } from '../protocol/verdict.ts';
import type { FoundIdentity } from './identity/find.ts';
import type { CheckLimits } from './options.ts';
import type { DrawPicture } from './pictures/picture.ts';

export type ReadPage = ReadText | ReadPicture | ReadNothing | NotRead;

interface Read {
  /** Where only the reader can tell what the file is. */
  readonly mediaType?: string;
  /** Whom a header says the file is about. */
  readonly identity?: FoundIdentity;
  /** Draws the page for a reader of pictures, should its text be missing or not to be believed. */
  readonly draw?: DrawPicture;
}

/** Text that a reader believes is on the page. */
export interface ReadText extends Read {
  readonly kind: 'text';
  readonly text: string;
}

/** Marks on paper without text: a scan, a photograph, a drawing. */
export interface ReadPicture extends Read {
  readonly kind: 'image';
  readonly text: string;
  readonly reason?: VerdictReason;
}

export interface ReadNothing extends Read {
  readonly kind: 'blank';
}

/** A page that was not or could not be read. */
export interface NotRead extends Read {
  readonly kind: 'unread';
  readonly reason: VerdictReason;
}

/** Everything a reader needs besides the bytes. */
export interface ReadContext {
  readonly limits: CheckLimits;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds since the check began. */
  readonly elapsed: () => number;
  /** Archives inside archives. */
  readonly depth: number;
  /** Keeps what pages are drawn from open until the whole check is over. */
  readonly keep: (close: () => Promise<void>) => void;
}

/** Why nothing at all could be read, and what the file is if that became known. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly reason: VerdictReason;

  constructor(reason: VerdictReason, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
