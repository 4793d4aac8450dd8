/** What a bucket holds and what S3 says of it: objects, uploads in parts, and the rules that S3 has for them. */
import { createHash, randomUUID } from 'node:crypto';

/** S3's own least of every part but the last. */
const LEAST_PART = 5 * 1024 * 1024;

export interface S3Object {
  readonly body: Buffer;
  readonly etag: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly made: Date;
}

interface PartsUpload {
  readonly key: string;
  readonly made: Date;
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string }>;
}

/** What S3 refuses, by its code. */
export class S3Refusal extends Error {
  override readonly name = 'S3Refusal';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

export class Bucket {
  readonly objects = new Map<string, S3Object>();
  readonly uploads = new Map<string, PartsUpload>();
  /** Bytes that it takes in all. */
  room = Number.POSITIVE_INFINITY;

  get held(): number {
    let sum = 0;
    for (const { body } of this.objects.values()) sum += body.length;
    for (const { parts } of this.uploads.values()) for (const { body } of parts.values()) sum += body.length;
    return sum;
  }

  put(key: string, body: Buffer, metadata: Readonly<Record<string, string>>): string {
    this.#requireRoom(body);
    const etag = etagOf(body);
    this.objects.set(key, { body, etag, metadata, made: new Date() });
    return etag;
  }

  get(key: string): S3Object {
    const found = this.objects.get(key);
    if (!found) throw new S3Refusal('NoSuchKey', 404);
    return found;
  }

  begin(key: string): string {
    const id = randomUUID();
    this.uploads.set(id, { key, made: new Date(), parts: new Map() });
    return id;
  }

  upload(key: string, id: string): PartsUpload {
    const found = this.uploads.get(id);
    if (found?.key !== key) throw new S3Refusal('NoSuchUpload', 404);
    return found;
  }

  putPart(key: string, id: string, number: number, body: Buffer): string {
    const { parts } = this.upload(key, id);
    if (!Number.isInteger(number) || number < 1 || number > 10_000) throw new S3Refusal('InvalidArgument', 400);
    this.#requireRoom(body);
    const etag = etagOf(body);
    parts.set(number, { body, etag });
    return etag;
  }

  complete(key: string, id: string, named: readonly { readonly number: number; readonly etag: string }[]): string {
    const { parts } = this.upload(key, id);
    if (named.length === 0) throw new S3Refusal('MalformedXML', 400);
    const bodies = named.map(({ number, etag }, index) => {
      const part = parts.get(number);
      if (part?.etag !== etag) throw new S3Refusal('InvalidPart', 400);
      if (number <= (named[index - 1]?.number ?? 0)) throw new S3Refusal('InvalidPartOrder', 400);
      if (index < named.length - 1 && part.body.length < LEAST_PART) throw new S3Refusal('EntityTooSmall', 400);
      return part.body;
    });
    this.uploads.delete(id);
    const body = Buffer.concat(bodies);
    const etag = etagOf(body);
    this.objects.set(key, { body, etag, metadata: {}, made: new Date() });
    return etag;
  }

  abort(key: string, id: string): void {
    this.upload(key, id);
    this.uploads.delete(id);
  }

  #requireRoom(body: Buffer): void {
    // As MinIO says it.
    if (this.held + body.length > this.room) throw new S3Refusal('XMinioStorageFull', 507);
  }
}
