/** One attempt to bring a file's bytes to its tus resource. What comes of it is an outcome, never an exception. */
import type { HttpStack } from './port.ts';

export interface Attempt {
  /** Opaque; stands where a library wants a file name. */
  readonly key: string;
  readonly blob: Blob;
  readonly url: string;
  /** Greatest body of one request, bytes. */
  readonly chunk?: number;
  /** Ends the attempt; the resource on the server stays. */
  readonly signal: AbortSignal;
  /** The capability, asked before each request. */
  readonly authorize: () => Promise<string>;
  /**
   * The server answered for the resource, before a byte is sent: its whole length, and the instant after which it is
   * forgotten (`Upload-Expires`, milliseconds since the epoch). What it throws ends the attempt as `stopped`.
   */
  readonly onOffset: (length: number, expiresAt: number | undefined) => Promise<void>;
  /** Bytes from the start of the file that left the device. */
  readonly onProgress: (sent: number) => void;
  /** Bytes from the start of the file that the server acknowledged. */
  readonly onAccepted: (offset: number) => void;
  /** A sign of life of any kind. */
  readonly onActivity: () => void;
}

export type Outcome =
  /** The server holds as many bytes as the file has. */
  | { readonly kind: 'complete' }
  /** It answered, but not with success. `retryAfter`: milliseconds. */
  | { readonly kind: 'answer'; readonly method: string; readonly status: number; readonly retryAfter?: number }
  /** Nobody answered, or the answer was not one of tus. */
  | { readonly kind: 'lost' }
  /** `signal` ended it. */
  | { readonly kind: 'aborted' }
  /** `authorize` or `onOffset` threw. */
  | { readonly kind: 'stopped'; readonly error: unknown };

export interface Carrier {
  readonly carry: (attempt: Attempt) => Promise<Outcome>;
  readonly dispose: () => void;
}

export interface CarrierOptions {
  readonly http: HttpStack;
}
