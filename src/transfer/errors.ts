import type { TransferCode } from './port.ts';

/** Why an upload cannot go on. A code and nothing else: no address, no body, no name of a file. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly code: TransferCode;
  /** Trying the same again can help. */
  readonly retryable: boolean;

  constructor(code: TransferCode, retryable = false, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = retryable;
  }
}

/** What an error thrown by the session's functions means for an upload. */
export type Failure =
  /** No answer, or one that may be another later. */
  | { readonly kind: 'later'; readonly status?: number; readonly code?: string }
  /** What it was about is not there any more: 404, 410. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'final'; readonly code: string };

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/**
 * Reads `{code?, status?, retryable?}` off whatever was thrown. Only `retryable: false` ends an upload; an error that
 * says nothing of itself is a lost connection, which never does.
 */
export function readFailure(error: unknown): Failure {
  const status = member(error, 'status');
  const code = member(error, 'code');
  // A 404 that does not come from the backend (a proxy in the middle of a change) says nothing of the record.
  if ((status === 404 || status === 410) && member(error, 'retryable') !== true) return { kind: 'gone' };
  if (status === 401 || code === 'unauthorized') return { kind: 'unauthorized' };
  if (member(error, 'retryable') === false && typeof code === 'string') return { kind: 'final', code };
  return {
    kind: 'later',
    ...(typeof status === 'number' && { status }),
    ...(typeof code === 'string' && { code }),
  };
}
