/** What an S3-compatible service says when it says no. */
import { NO_ROOM } from '../tus-server.ts';

interface ServiceError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const named = (error: unknown, names: readonly string[]): boolean =>
  names.includes((error as ServiceError | null)?.name ?? '');

/** There is no such object. `NotFound` is what a `HEAD` answers, which has no body to name a code in. */
export const isNoObject = (error: unknown): boolean => named(error, ['NoSuchKey', 'NotFound']);

/** There is no such upload in parts: it was put together, or given up. Some services say `NoSuchKey`. */
export const isNoUpload = (error: unknown): boolean => named(error, ['NoSuchUpload', 'NoSuchKey']);

/** The range begins behind the last byte. */
export const isNoRange = (error: unknown): boolean => named(error, ['InvalidRange']);

const isFull = (error: unknown): boolean =>
  (error as ServiceError | null)?.$metadata?.httpStatusCode === 507 ||
  named(error, ['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage']);

interface TusAnswer {
  readonly status_code: number;
  readonly body: string;
}

/** What tus's server answers, as an error of its own. */
export const tusError = (answer: TusAnswer, cause?: unknown): Error =>
  Object.assign(new Error('tus', { cause }), answer);

/** Said by {@link tusError}: there is no such upload. */
export const isTusMissing = (error: unknown): boolean => (error as Partial<TusAnswer> | null)?.status_code === 404;

/** An error of a write, as tus's server answers it; what tus itself is to say stays. */
export function writeError(error: unknown, other: TusAnswer): Error {
  if (error instanceof Error && 'status_code' in error) return error;
  return tusError(isFull(error) ? NO_ROOM : other, error);
}
