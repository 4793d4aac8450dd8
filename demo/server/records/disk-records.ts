/** Records on a folder, by tus's file store: the store of `npm start` where no other is named. */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from '@tus/server';
import type { ByteSource } from '../../../src/records/index.ts';
import { DiskStore } from './disk-store.ts';
import { withFile } from './file-source.ts';
import { BytesGone, type RecordStore } from './record-store.ts';
import { tusServer } from './tus-server.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function gone(error: unknown): never {
  throw isMissing(error) ? new BytesGone('no such bytes', { cause: error }) : error;
}

class DiskRecords implements RecordStore {
  readonly #folder: string;
  readonly #files: DiskStore;
  readonly handle: RecordStore['handle'];

  constructor(folder: string, maxSize: number) {
    this.#folder = folder;
    this.#files = new DiskStore({ directory: folder });
    this.handle = tusServer(this.#files, maxSize);
  }

  async create(uploadId: string, size: number, recordId: string): Promise<void> {
    await this.#files.create(
      new Upload({ id: uploadId, size, offset: 0, metadata: { recordId }, creation_date: new Date().toISOString() }),
    );
  }

  async offset(uploadId: string): Promise<number | null> {
    try {
      return (await stat(this.#path(uploadId))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async *read(uploadId: string, start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    if (end <= start) return;
    try {
      yield* createReadStream(this.#path(uploadId), {
        start,
        end: end - 1,
        highWaterMark: 1024 * 1024,
      }) as AsyncIterable<Uint8Array>;
    } catch (error) {
      gone(error);
    }
  }

  withSource<T>(uploadId: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
    return withFile(this.#path(uploadId), use).catch(gone);
  }

  async remove(uploadId: string): Promise<void> {
    const path = this.#path(uploadId);
    await Promise.all([rm(path, { force: true }), rm(`${path}.json`, { force: true })]);
  }

  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  async begunBefore(before: Date): Promise<readonly string[]> {
    const names = new Set((await readdir(this.#folder)).map((name) => name.replace(/\.json$/u, '')));
    const old: string[] = [];
    for (const name of names) {
      // What was written to later was begun earlier still: the bytes' own age is near enough, and never too old.
      const found = await stat(this.#path(name)).catch(() => stat(`${this.#path(name)}.json`).catch(() => null));
      if (found && found.mtime < before) old.push(name);
    }
    return old;
  }

  #path(uploadId: string): string {
    return join(this.#folder, uploadId);
  }
}

/**
 * Makes sure that the folder is there.
 * @param maxSize bytes of one upload.
 */
export async function openDiskRecords(folder: string, maxSize: number): Promise<RecordStore> {
  await mkdir(folder, { recursive: true });
  return new DiskRecords(folder, maxSize);
}
