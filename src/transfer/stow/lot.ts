/**
 * Which instances go in one request, and their bytes. A request is no upload that can be resumed: where the line breaks
 * before one is through, the next are smaller, down to a single instance, and grow again once it holds.
 */
import { sha256 } from '../../protocol/digest-tree.ts';
import { TransferError } from '../errors.ts';
import { fingerprintOf, readBytes } from '../source.ts';

/** Bytes and instances of one request at the most. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_INSTANCES = 200;
/** Up to here an instance is held in memory while it is sent: what changes on disk meanwhile changes nothing. */
const HELD_BYTES = MOST_BYTES;

export class LotSize {
  #bytes: number;
  readonly #most: number;

  constructor(most = MOST_BYTES) {
    this.#most = most;
    this.#bytes = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A request of so many bytes did not get through. */
  shrink(bytes: number): void {
    this.#bytes = Math.max(1, Math.min(this.#bytes, Math.floor(bytes / 2)));
  }

  grow(): void {
    this.#bytes = Math.min(this.#most, this.#bytes * 2);
  }
}

/** The first of them that go together; always one at least. */
export function lotOf<Item extends { readonly blob: Blob }>(items: Iterable<Item>, bytes: number): readonly Item[] {
  const lot: Item[] = [];
  let filled = 0;
  for (const item of items) {
    if (lot.length > 0 && (filled + item.blob.size > bytes || lot.length >= MOST_INSTANCES)) break;
    lot.push(item);
    filled += item.blob.size;
  }
  return lot;
}

/** An instance as it was read, and what the journal calls it. */
export interface ReadInstance {
  readonly content: Blob;
  readonly fingerprint: string;
  readonly mark: string;
}

/**
 * Reads an instance.
 * @param scope of the journal; part of the mark.
 * @throws TransferError as `readBytes` does
 */
export async function readInstance(scope: string, uid: string, blob: Blob): Promise<ReadInstance> {
  if (blob.size === 0) throw new TransferError('file-unreadable');
  const content = blob.size > HELD_BYTES ? blob : new Blob([await readBytes(blob, 0, blob.size)]);
  const fingerprint = await fingerprintOf(content);
  const mark = await sha256(Uint8Array.from(new TextEncoder().encode(`${scope} ${uid} ${fingerprint}`)));
  return { content, fingerprint, mark };
}
