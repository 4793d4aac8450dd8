/**
 * `content-tree-sha256`: SHA-256 of each 4 MiB leaf (the last may be shorter), then SHA-256 of the concatenated raw
 * leaf digests; always both levels, lower-case hex (contract.md "Records, uploads, digests, packs"). A leaf digest
 * proves a prefix, so a resumed upload is checked on the device before its first new byte.
 */

/** Bytes in a leaf. */
export const LEAF_BYTES = 4 * 1024 * 1024;

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));

/** SHA-256 of bytes, lower-case hex. */
export const sha256 = async (bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/** The root of leaf digests, in order. An empty file has one leaf: the digest of no bytes. */
export async function treeRoot(leaves: readonly string[]): Promise<string> {
  const joined = new Uint8Array(leaves.length * 32);
  leaves.forEach((leaf, index) => joined.set(bytesOf(leaf), index * 32));
  return sha256(joined);
}

/** Takes bytes in pieces of any size and keeps the leaf digests; bounded memory (one leaf). */
export class DigestTree {
  readonly #leaves: string[];
  #buffer = new Uint8Array(LEAF_BYTES);
  #filled = 0;

  /** @param leaves digests of whole leaves that were already read (a resumed upload). */
  constructor(leaves: readonly string[] = []) {
    this.#leaves = [...leaves];
  }

  /** Digests of the whole leaves so far. */
  get leaves(): readonly string[] {
    return this.#leaves;
  }

  /** Adds the next bytes. Calls must not overlap: await each. */
  async update(bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset < bytes.length;) {
      const take = Math.min(bytes.length - offset, LEAF_BYTES - this.#filled);
      this.#buffer.set(bytes.subarray(offset, offset + take), this.#filled);
      this.#filled += take;
      offset += take;
      if (this.#filled === LEAF_BYTES) await this.#closeLeaf();
    }
  }

  /** Closes the last leaf and returns the root. The tree takes no more bytes after this. */
  async root(): Promise<string> {
    if (this.#filled > 0 || this.#leaves.length === 0) await this.#closeLeaf();
    return treeRoot(this.#leaves);
  }

  async #closeLeaf(): Promise<void> {
    this.#leaves.push(await sha256(this.#buffer.slice(0, this.#filled)));
    this.#filled = 0;
  }
}

/** The root of a stream of bytes. */
export async function digestStream(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const tree = new DigestTree();
  for await (const bytes of stream) await tree.update(bytes);
  return tree.root();
}
