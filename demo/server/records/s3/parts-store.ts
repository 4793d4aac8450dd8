/**
 * tus's S3 store with reading of offsets, writing and removing of its own. The library's loses what came since the last
 * whole part when a connection breaks, so that on a line that breaks every few megabytes an upload never ends; it deletes
 * the rest of an upload before it has written it elsewhere; and it takes an upload for finished where it was removed, or
 * for gone where the service cannot be asked.
 *
 * Here a part's number says where its bytes belong: every part but the last is of one size. So whoever writes a part, a
 * second time or from another process, writes the same bytes to the same place, and no lock between processes is
 * needed. Bytes behind the last whole part lie in an object of their own (S3 takes no small parts), which says where it
 * begins: one that was overtaken by a part counts for nothing.
 */
import type { Readable } from 'node:stream';
import { type MetadataValue, S3Store } from '@tus/s3-store';
import { ERRORS, Upload } from '@tus/server';
import { Gathered } from './gathered.ts';
import { isNoObject, isNoUpload, tusError, writeError } from './errors.ts';
import type { S3Place } from './place.ts';
import { UploadIds } from './upload-ids.ts';

/** Bytes of a part; S3's own least is 5 MiB. */
const PART = 8 * 1024 * 1024;
/** Parts that S3 takes of one object. */
const MOST_PARTS = 10_000;

const AGENT = { keepAlive: true, maxSockets: 512 } as const;

/** Bytes of every part but the last, of an upload of this size. */
const partSizeFor = (size: number): number => Math.max(PART, Math.ceil(size / MOST_PARTS));

interface Held {
  /** Bytes in whole parts. */
  readonly whole: number;
  /** Bytes behind them. */
  readonly rest: number;
}

export class PartsStore extends S3Store {
  constructor({ bucket, endpoint, ...place }: S3Place) {
    super({
      cache: new UploadIds(),
      s3ClientConfig: {
        bucket,
        ...place,
        ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
        // The client's own defaults wait for ever, and let fifty readers keep everybody from writing.
        requestHandler: { connectionTimeout: 5_000, socketTimeout: 120_000, httpAgent: AGENT, httpsAgent: AGENT },
      },
    });
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const metadata = await this.#known(id);
    try {
      return await this.#write(readable, metadata, offset);
    } catch (error) {
      readable.destroy();
      // Put together by another process since its offset was asked for: there is nothing left to write.
      if (isNoUpload(error) && offset === metadata.file.size) return this.#sizeOf(id);
      throw writeError(error, ERRORS.FILE_WRITE_ERROR);
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const metadata = await this.#known(id);
    const { file } = metadata;
    let offset: number;
    try {
      const { whole, rest } = await this.#held(metadata);
      offset = whole + rest;
      // All there, and nobody put it together: the process ended in between.
      if (offset === file.size) await this.#assemble(metadata);
    } catch (error) {
      if (!isNoUpload(error)) throw error;
      offset = await this.#sizeOf(id);
    }
    return Object.assign(new Upload({ id, offset }), file, { offset });
  }

  override async remove(id: string): Promise<void> {
    const known = await this.getMetadata(id).catch((error: unknown) => {
      if (isNoObject(error)) return null;
      throw error;
    });
    // Begun, and never written down.
    const begun = known ? [known['upload-id']] : await this.#begun(id);
    for (const UploadId of begun)
      await this.client.abortMultipartUpload({ Bucket: this.bucket, Key: id, UploadId }).catch((error: unknown) => {
        if (!isNoUpload(error)) throw error;
      });
    // What is known of it goes last: whoever breaks off before that can be called again.
    for (const Key of [id, this.partKey(id, true), this.infoKey(id)])
      await this.client.deleteObject({ Bucket: this.bucket, Key });
    await this.clearCache(id);
    if (!known) throw tusError(ERRORS.FILE_NOT_FOUND);
  }

  async #write(readable: Readable, metadata: MetadataValue, offset: number): Promise<number> {
    const { id, size = 0 } = metadata.file;
    const partSize = partSizeFor(size);
    const { whole, rest } = await this.#held(metadata);
    if (offset < whole || offset > whole + rest) throw tusError(ERRORS.INVALID_OFFSET);
    const gathered = new Gathered(whole, partSize);
    if (offset > whole) gathered.add((await this.#rest(id, whole)).subarray(0, offset - whole));
    // It was another rest a moment ago.
    if (gathered.end !== offset) throw tusError(ERRORS.INVALID_OFFSET);
    // One part is under way while the next is gathered.
    let under: Promise<unknown> = Promise.resolve();
    const send = async (): Promise<void> => {
      await under;
      const number = gathered.position / partSize + 1;
      under = this.uploadPart(metadata, gathered.take(), number);
      // It is waited for by whoever comes next; an error must not be nobody's until then.
      under.catch(() => undefined);
    };
    try {
      for await (const bytes of readable as AsyncIterable<Uint8Array>)
        for (let left = bytes; left.length > 0;) {
          left = gathered.add(left);
          if (gathered.isFull) await send();
        }
    } finally {
      // Also of a request that broke off: what came is kept.
      if (gathered.end === size && gathered.length > 0) await send();
      await under;
      if (gathered.end > offset && gathered.length > 0) await this.#keepRest(id, gathered);
    }
    if (gathered.end === size) await this.#assemble(metadata);
    return gathered.end;
  }

  /** The upload as it was written down. @throws tus's own error where it was not */
  async #known(id: string): Promise<MetadataValue> {
    try {
      return await this.getMetadata(id);
    } catch (error) {
      throw isNoObject(error) ? tusError(ERRORS.FILE_NOT_FOUND, error) : error;
    }
  }

  async #held(metadata: MetadataValue): Promise<Held> {
    const { id, size = 0 } = metadata.file;
    let whole = 0;
    for (const [index, part] of (await this.retrieveParts(id)).entries()) {
      // Behind a part that is not there lies nothing yet.
      if (part.PartNumber !== index + 1) break;
      whole += part.Size ?? 0;
    }
    if (whole === size) return { whole, rest: 0 };
    try {
      const { ContentLength = 0, Metadata } = await this.client.headObject({
        Bucket: this.bucket,
        Key: this.partKey(id, true),
      });
      return { whole, rest: Metadata?.['begins'] === String(whole) ? ContentLength : 0 };
    } catch (error) {
      if (isNoObject(error)) return { whole, rest: 0 };
      throw error;
    }
  }

  /** Bytes behind the whole parts; none where what lies there begins elsewhere. */
  async #rest(id: string, whole: number): Promise<Uint8Array> {
    const { Body, Metadata } = await this.client.getObject({ Bucket: this.bucket, Key: this.partKey(id, true) });
    const bytes = await Body?.transformToByteArray();
    return bytes && Metadata?.['begins'] === String(whole) ? bytes : new Uint8Array();
  }

  async #keepRest(id: string, gathered: Gathered): Promise<void> {
    const begins = String(gathered.position);
    await this.client.putObject({
      Bucket: this.bucket,
      Key: this.partKey(id, true),
      Body: gathered.take(),
      Metadata: { begins },
    });
  }

  /** Makes the object of its parts. Harmless where another process was quicker. */
  async #assemble(metadata: MetadataValue): Promise<void> {
    const { id } = metadata.file;
    try {
      await this.finishMultipartUpload(metadata, await this.retrieveParts(id));
    } catch (error) {
      if (!isNoUpload(error)) throw error;
      await this.#sizeOf(id);
    }
    await this.client.deleteObject({ Bucket: this.bucket, Key: this.partKey(id, true) });
  }

  async #sizeOf(id: string): Promise<number> {
    try {
      return (await this.client.headObject({ Bucket: this.bucket, Key: id })).ContentLength ?? 0;
    } catch (error) {
      throw isNoObject(error) ? tusError(ERRORS.FILE_NOT_FOUND, error) : error;
    }
  }

  async #begun(id: string): Promise<readonly string[]> {
    const { Uploads = [] } = await this.client.listMultipartUploads({ Bucket: this.bucket, Prefix: id });
    return Uploads.flatMap(({ Key, UploadId }) => (Key === id && UploadId !== undefined ? [UploadId] : []));
  }
}
