/** Records in a bucket: the store where several processes, on several machines, serve one program. */
import type { Readable } from 'node:stream';
import { Upload } from '@tus/server';
import type { ByteSource } from '../../../../src/records/index.ts';
import { BytesGone, type RecordStore } from '../record-store.ts';
import type { ReportStore } from '../report-store.ts';
import { tusServer } from '../tus-server.ts';
import { isNoObject, isNoRange, isTusMissing } from './errors.ts';
import { PartsStore } from './parts-store.ts';
import type { S3Place } from './place.ts';

/** Before the names of reports: no upload's id holds a stroke. */
const REPORTS = 'reports/';

function gone(error: unknown): never {
  throw isNoObject(error) ? new BytesGone('no such bytes', { cause: error }) : error;
}

/** The client of tus's store, for what tus does not ask of it. */
class Bucket extends PartsStore {
  async get(key: string, start: number, end: number): Promise<Readable | null> {
    const last = Number.isFinite(end) ? String(end - 1) : '';
    const whole = start === 0 && last === '';
    try {
      const { Body } = await this.client.getObject({
        Bucket: this.bucket,
        Key: key,
        ...(whole ? {} : { Range: `bytes=${String(start)}-${last}` }),
      });
      return Body as Readable;
    } catch (error) {
      if (isNoRange(error)) return null;
      return gone(error);
    }
  }

  async size(key: string): Promise<number> {
    const { ContentLength = 0 } = await this.client.headObject({ Bucket: this.bucket, Key: key }).catch(gone);
    return ContentLength;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.client.putObject({ Bucket: this.bucket, Key: key, Body: bytes });
  }

  /** Keys of objects and of uploads in parts, each with when it was made. */
  async *all(): AsyncGenerator<{ readonly key: string; readonly made: Date }> {
    for (let token: string | undefined, more = true; more;) {
      const page = await this.client.listObjectsV2({ Bucket: this.bucket, ContinuationToken: token });
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined && LastModified) yield { key: Key, made: LastModified };
      token = page.NextContinuationToken;
      more = page.IsTruncated === true;
    }
    for (let at: { KeyMarker?: string; UploadIdMarker?: string } = {}, more = true; more;) {
      const page = await this.client.listMultipartUploads({ Bucket: this.bucket, ...at });
      for (const { Key, Initiated } of page.Uploads ?? [])
        if (Key !== undefined && Initiated) yield { key: Key, made: Initiated };
      at = {
        ...(page.NextKeyMarker === undefined ? {} : { KeyMarker: page.NextKeyMarker }),
        ...(page.NextUploadIdMarker === undefined ? {} : { UploadIdMarker: page.NextUploadIdMarker }),
      };
      more = page.IsTruncated === true;
    }
  }
}

class S3Records implements RecordStore {
  readonly #bucket: Bucket;
  readonly handle: RecordStore['handle'];

  constructor(bucket: Bucket, maxSize: number) {
    this.#bucket = bucket;
    this.handle = tusServer(bucket, maxSize);
  }

  async create(uploadId: string, size: number, recordId: string): Promise<void> {
    await this.#bucket.create(new Upload({ id: uploadId, size, offset: 0, metadata: { recordId } }));
  }

  async offset(uploadId: string): Promise<number | null> {
    try {
      return (await this.#bucket.getUpload(uploadId)).offset;
    } catch (error) {
      if (isTusMissing(error)) return null;
      throw error;
    }
  }

  async *read(uploadId: string, start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    if (end <= start) return;
    const body = await this.#bucket.get(uploadId, start, end);
    if (body) yield* body as AsyncIterable<Uint8Array>;
  }

  async withSource<T>(uploadId: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
    const size = await this.#bucket.size(uploadId);
    return use({
      size,
      read: async (start, end) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of this.read(uploadId, start, Math.min(end, size))) pieces.push(piece);
        return new Uint8Array(Buffer.concat(pieces));
      },
    });
  }

  async remove(uploadId: string): Promise<void> {
    await this.#bucket.remove(uploadId).catch((error: unknown) => {
      if (!isTusMissing(error)) throw error;
    });
  }

  /** A bucket does not tell: it says so when it is full, and tus answers 507. */
  async free(): Promise<number> {
    return Number.POSITIVE_INFINITY;
  }

  async begunBefore(before: Date): Promise<readonly string[]> {
    const old = new Set<string>();
    for await (const { key, made } of this.#bucket.all())
      if (made < before && !key.startsWith(REPORTS)) old.add(key.replace(/\.(?:info|part)$/u, ''));
    return [...old];
  }
}

/** @param maxSize bytes of one upload. */
export const openS3Records = (place: S3Place, maxSize: number): RecordStore =>
  new S3Records(new Bucket(place), maxSize);

export function openS3Reports(place: S3Place): ReportStore {
  const bucket = new Bucket(place);
  return {
    keep: (file, bytes) => bucket.put(`${REPORTS}${file}`, bytes),
    read: async (file) => {
      const pieces: Uint8Array[] = [];
      const body = await bucket.get(`${REPORTS}${file}`, 0, Number.POSITIVE_INFINITY);
      if (body) for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
      return new Uint8Array(Buffer.concat(pieces));
    },
  };
}
