/**
 * Where the bytes of records lie: the port. What it is given has opaque names; nothing in a store says whose bytes they
 * are. Two stores fill it: a folder (`disk-records.ts`) and any S3-compatible service (`s3/s3-records.ts`); one contract
 * test runs over both.
 */
import type { ByteSource } from '../../../src/records/index.ts';

/** There are no such bytes, or no longer: not a trouble of the store, which throws whatever it threw. */
export class BytesGone extends Error {
  override readonly name = 'BytesGone';
}

export interface RecordStore {
  /** Creates the tus resource of a record. Nothing but `recordId` goes into its metadata. */
  create(uploadId: string, size: number, recordId: string): Promise<void>;
  /** Bytes held; null where there is no such upload. @throws where the store cannot be asked */
  offset(uploadId: string): Promise<number | null>;
  /**
   * Bytes `[start, end)` of an upload that is all there; to the last one without `end`.
   * @throws BytesGone
   */
  read(uploadId: string, start?: number, end?: number): AsyncIterable<Uint8Array>;
  /** Lends an upload that is all there to a reader that goes to and fro in it. @throws BytesGone */
  withSource<T>(uploadId: string, use: (source: ByteSource) => Promise<T>): Promise<T>;
  /** Takes the bytes away, and everything that was kept beside them; silent where there are none. */
  remove(uploadId: string): Promise<void>;
  /** Bytes that there is still room for; infinite where the store does not tell. */
  free(): Promise<number>;
  /** Uploads that were begun before `before`, by id: of declarations that nobody remembers, too. */
  begunBefore(before: Date): Promise<readonly string[]>;
  /**
   * Answers a tus request whose last path segment is the upload's id. Access is the caller's to check. A write is
   * acknowledged once the store holds it for good, and `HEAD` names the true offset; a store that is full answers 507.
   */
  handle(request: Request): Promise<Response>;
}
