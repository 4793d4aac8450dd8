/**
 * Where the bytes of records lie: tus 1.0 on a folder, by `@tus/server` and its file store (protocol.md 5). Files have
 * opaque names; nothing in the folder says whose they are. A write is acknowledged once it is on the disk, so that neither
 * a killed process nor a power cut takes an acknowledged byte, and `HEAD` names the true offset.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MemoryLocker, Server, Upload } from '@tus/server';
import { DiskStore } from './disk-store.ts';

export class RecordStore {
  readonly #folder: string;
  readonly #files: DiskStore;
  readonly #tus: Server;

  /**
   * @param folder must exist.
   * @param maxSize bytes of one upload; the descriptor says the same (clause 7.6).
   */
  constructor(folder: string, maxSize: number) {
    this.#folder = folder;
    this.#files = new DiskStore({ directory: folder });
    this.#tus = new Server({
      path: '/uploads',
      datastore: this.#files,
      locker: new MemoryLocker(),
      maxSize,
      relativeLocation: true,
      // A connection that died without saying so gives its lock back within this.
      lockDrainTimeout: 1500,
      getFileIdFromRequest: (_, lastPath) => lastPath,
    });
  }

  /** Makes sure that the folder is there. */
  static async open(folder: string, maxSize: number): Promise<RecordStore> {
    await mkdir(folder, { recursive: true });
    return new RecordStore(folder, maxSize);
  }

  /** Creates the tus resource of a record. Nothing but `recordId` goes into its metadata. */
  async create(uploadId: string, size: number, recordId: string): Promise<void> {
    await this.#files.create(
      new Upload({ id: uploadId, size, offset: 0, metadata: { recordId }, creation_date: new Date().toISOString() }),
    );
  }

  /** Bytes held; null where there is no such upload. */
  async offset(uploadId: string): Promise<number | null> {
    try {
      return (await stat(this.path(uploadId))).size;
    } catch {
      return null;
    }
  }

  /** Path of the bytes. */
  path(uploadId: string): string {
    return join(this.#folder, uploadId);
  }

  /** Bytes `[start, end)`; to the last one without `end`. */
  read(uploadId: string, start = 0, end = Number.POSITIVE_INFINITY): AsyncIterable<Uint8Array> {
    if (end <= start) return Readable.from([]);
    return createReadStream(this.path(uploadId), { start, end: end - 1, highWaterMark: 1024 * 1024 });
  }

  /** Takes the bytes away; silent where there are none. */
  async remove(uploadId: string): Promise<void> {
    await Promise.all([rm(this.path(uploadId), { force: true }), rm(`${this.path(uploadId)}.json`, { force: true })]);
  }

  /** Bytes that the disk still has room for. */
  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  /** Uploads whose last byte came before `before`, by id. */
  async olderThan(before: Date): Promise<readonly string[]> {
    const names = (await readdir(this.#folder)).filter((name) => !name.endsWith('.json'));
    const old: string[] = [];
    for (const name of names) {
      const found = await stat(this.path(name)).catch(() => null);
      if (found && found.mtime < before) old.push(name);
    }
    return old;
  }

  /** Answers a tus request whose last path segment is the upload's id. Access is the caller's to check. */
  handle(request: Request): Promise<Response> {
    // The library's own request type only adds members that it reads with `?.`.
    return this.#tus.handleWeb(request as Parameters<Server['handleWeb']>[0]);
  }
}
