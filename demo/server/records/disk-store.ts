/**
 * tus's file store with a write of its own: pieces go to the disk a mebibyte at a time, through no stream but the
 * request's, and a request is answered once its bytes are on the disk. What is cut off is kept as far as it came.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { ERRORS } from '@tus/server';
import { NO_ROOM } from './tus-server.ts';

/** Bytes that are written together. */
const TOGETHER = 1024 * 1024;

/** Writes pieces one behind the other, one write under way while the next is gathered. */
class Writing {
  readonly #file: FileHandle;
  #pieces: Uint8Array[] = [];
  #gathered = 0;
  #under: Promise<void> = Promise.resolve();
  /** Bytes handed over so far, from the start of the file. */
  position: number;

  constructor(file: FileHandle, position: number) {
    this.#file = file;
    this.position = position;
  }

  async add(piece: Uint8Array): Promise<void> {
    this.#pieces.push(piece);
    this.#gathered += piece.length;
    if (this.#gathered >= TOGETHER) await this.flush();
  }

  async flush(): Promise<void> {
    await this.#under;
    const [pieces, at] = [this.#pieces, this.position];
    this.position += this.#gathered;
    this.#pieces = [];
    this.#gathered = 0;
    if (pieces.length > 0) this.#under = this.#write(pieces, at);
    // It is waited for by whoever comes next; an error must not be nobody's until then.
    this.#under.catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.flush();
    await this.#under;
    await this.#file.datasync();
  }

  async #write(pieces: Uint8Array[], at: number): Promise<void> {
    const { bytesWritten } = await this.#file.writev(pieces, at);
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (bytesWritten === size) return;
    let left = Buffer.concat(pieces).subarray(bytesWritten);
    // A disk that is nearly full takes less than it was given.
    for (let position = at + bytesWritten; left.length > 0;) {
      const more = await this.#file.write(left, 0, left.length, position);
      position += more.bytesWritten;
      left = left.subarray(more.bytesWritten);
    }
  }
}

export class DiskStore extends FileStore {
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const file = await open(join(this.directory, id), 'r+');
    const writing = new Writing(file, offset);
    try {
      try {
        for await (const piece of readable as AsyncIterable<Uint8Array>) await writing.add(piece);
      } finally {
        await writing.end();
      }
      return writing.position;
    } catch (error) {
      readable.destroy();
      // Status and body as tus's own store answers them; a full disk is told as such.
      const full = ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
      throw Object.assign(new Error('write', { cause: error }), full ? NO_ROOM : ERRORS.FILE_WRITE_ERROR);
    } finally {
      await file.close();
    }
  }
}
