/**
 * The port: what a session needs of resumable upload, and what it must lend for it. Nothing here knows Uppy, tus or
 * IndexedDB. Names of files never enter: not tus metadata, not URLs, not storage.
 */
import type { Journal } from './journal.ts';

/** A declared record and the tus resource that takes its bytes (`records.declare`). */
export interface DeclaredUpload {
  readonly recordId: string;
  /** Absolute address of the tus resource: answers HEAD and PATCH. */
  readonly url: string;
  /** RFC 3339 instant after which the server forgets what it holds. */
  readonly expiresAt: string;
}

/**
 * What the backend said to the root.
 * - `received`: its own root is the same. Only this makes a record received.
 * - `digest-mismatch`: it holds other bytes than the device sent.
 * - `pending`: it is still reading; it is asked again.
 */
export type ConfirmAnswer = 'received' | 'digest-mismatch' | 'pending';

/**
 * Codes of a transfer that a person has to be told about:
 * - `file-changed`: the file was changed on disk while it was sent; `file-unreadable`: it was deleted, moved, or is on
 *   a medium that is gone;
 * - `digest-mismatch`: sent twice, and the server still holds other bytes;
 * - `refused`: the upload was refused for good, and the server did not say why;
 * - `unauthorized`: no capability to go on with; `retryNow()` goes on after signing in again;
 * - any problem code that `getUpload` or `confirm` threw as not retryable (`too-large`, `quota`, `file-rejected` …).
 */
export type TransferCode =
  'file-changed' | 'file-unreadable' | 'digest-mismatch' | 'refused' | 'unauthorized' | (string & {});

/**
 * How far one record's bytes have come. `sent` counts bytes from the start of the file.
 * - `queued`: waits its turn; `elsewhere`: another tab of this browser carries it.
 * - `connection`: waits for a connection or for a server that answers again; nothing is lost, nobody has to do
 *   anything. `nextTry`: milliseconds since the epoch; absent while the device is offline.
 * - `repick`: the file must be chosen again, after a reload or because it changed (`code`). `wrongFile`: another file
 *   was chosen.
 * - `confirming`: every byte is there; the backend compares the digests.
 * - `failed`: it cannot go on as it is. `retryable`: `retryNow()` may help.
 */
export type UploadState =
  | { readonly phase: 'queued'; readonly sent: number; readonly elsewhere?: true }
  | { readonly phase: 'sending'; readonly sent: number; readonly bytesPerSecond?: number }
  | { readonly phase: 'paused'; readonly sent: number }
  | { readonly phase: 'connection'; readonly sent: number; readonly nextTry?: number; readonly code?: TransferCode }
  | { readonly phase: 'repick'; readonly sent: number; readonly wrongFile?: true; readonly code?: TransferCode }
  | { readonly phase: 'confirming'; readonly sent: number }
  | { readonly phase: 'received'; readonly recordId: string }
  | { readonly phase: 'failed'; readonly code: TransferCode; readonly retryable: boolean; readonly sent: number };

export interface UploadItem {
  readonly clientId: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /** Once declared. */
  readonly recordId?: string;
  readonly state: UploadState;
}

export type UploadListener = (clientId: string, state: UploadState, item: UploadItem) => void;

/** One HTTP request, as tus-js-client asks for it (`HttpRequest` there). */
export interface HttpRequest {
  getMethod(): string;
  getURL(): string;
  setHeader(name: string, value: string): void;
  getHeader(name: string): string | undefined;
  setProgressHandler(handler: (bytesSent: number) => void): void;
  send(body?: Blob | null): Promise<HttpResponse>;
  /** Ends the request; a `send` that is under way rejects. */
  abort(): Promise<void>;
  getUnderlyingObject(): unknown;
}

export interface HttpResponse {
  getStatus(): number;
  getHeader(name: string): string | undefined;
  getBody(): string;
  getUnderlyingObject(): unknown;
}

/** Where requests are made. Browsers: XMLHttpRequest, the only one that reports the progress of a body. */
export interface HttpStack {
  createRequest(method: string, url: string): HttpRequest;
  getName(): string;
}

/** What is known of the device's connection. */
export interface Connectivity {
  /** `false` only if the device says that it is offline. */
  readonly online: () => boolean;
  /** Calls when the device says that it is online again. Returns the way to stop. */
  readonly onOnline: (listener: () => void) => () => void;
}

export interface TransferLimits {
  /** Files at the same time (descriptor `uploads.parallel`). */
  readonly parallel: number;
  /** Greatest body of one request, bytes (descriptor `uploads.chunk.max`). Absent: one request a file. */
  readonly chunk?: number;
  /** Milliseconds without progress of an active request after which it is given up and asked for anew. 25,000. */
  readonly stall?: number;
  /** Milliseconds before the first retry, and between retries at the most. 500 and 30,000. */
  readonly retry?: { readonly first: number; readonly longest: number };
}

export interface TransferOptions {
  /** Scope of the journal: entries of one referral are never seen by another. Stored only as a digest. */
  readonly referralId: string;
  /**
   * Declares the record, or reads it again (idempotent by client id). Called when there is no upload yet and after the
   * server said 404 or 410. Throws: `{code?, retryable?, status?}` on the error decides whether it is asked again; an
   * error without them counts as a lost connection.
   */
  readonly getUpload: (clientId: string, signal: AbortSignal) => Promise<DeclaredUpload>;
  /** The capability for the next request. Asked for each request, never kept. */
  readonly getCapability: () => Promise<string>;
  /** After 401 or 403: a new one. Calls never overlap. Rejects: the person has to sign in. */
  readonly refreshCapability: () => Promise<string>;
  /** Sends the root of the device's bytes (`record.patch` with `digest`). Throws as `getUpload` does. */
  readonly confirm: (recordId: string, root: string, signal: AbortSignal) => Promise<ConfirmAnswer>;
  readonly limits: TransferLimits;
  /** Default: IndexedDB where there is one, else memory. */
  readonly journal?: Journal;
  /** Default: XMLHttpRequest. */
  readonly http?: HttpStack;
  /** Default: `Date.now`. */
  readonly now?: () => number;
  /** 0 to 1. Default: `Math.random`; it only spreads retries. */
  readonly random?: () => number;
  /** Default: `navigator.onLine` and the `online` event. */
  readonly connectivity?: Connectivity;
  /** Default: `navigator.locks`; `null` where only one tab can exist. */
  readonly locks?: LockManager | null;
}

export interface NewUpload {
  readonly clientId: string;
  readonly blob: Blob;
  /** Digests of all its leaves (`content-tree-sha256`), where it was read already: it is not read again for them. */
  readonly leaves?: readonly string[];
}

export interface Transfer {
  /** Settles when the journal of this referral was read: its uploads are in `list()` as `repick`. */
  readonly ready: Promise<void>;
  /** Queues a file. A client id that is known already takes this as the file chosen again. */
  readonly add: (upload: NewUpload) => void;
  /**
   * The file chosen again. `accepted`: it is the same file as far as size and content samples tell; the whole prefix
   * that the server holds is proven before the first new byte, and `repick` with `wrongFile` follows if it differs.
   */
  readonly repick: (clientId: string, file: Blob) => Promise<'accepted' | 'wrong-file'>;
  /** Stops everything until `resume()`; nothing is lost. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Forgets one upload, here and in the journal. The record itself is the caller's to remove. */
  readonly remove: (clientId: string) => Promise<void>;
  /** Ends every waiting now; takes up again what failed and is retryable. */
  readonly retryNow: () => void;
  /** Sign-off: stops everything and deletes every trace of this referral from the device. */
  readonly clear: () => Promise<void>;
  /** Stops everything; the journal stays. */
  readonly dispose: () => void;
  readonly list: () => readonly UploadItem[];
  /** Called on every change, `sending` at most four times a second for each file. Returns the way to stop. */
  readonly subscribe: (listener: UploadListener) => () => void;
  /** Would leaving the page now cost anything that is not in the journal or on the server? */
  readonly busy: () => boolean;
}
