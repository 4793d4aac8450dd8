/**
 * The digest tree of a pack while it is built. The manifest stands first and is known last: the leaves that it lies in
 * wait for it, all others are digested as they fill.
 */
import { LEAF_BYTES, sha256 } from '../../protocol/digest-tree.ts';

export class PackLeaves {
  /** Leaves with room for the manifest, in memory until it is known. */
  readonly #heads: Uint8Array<ArrayBuffer>[] = [];
  readonly #reserved: number;
  readonly #digests: Promise<string>[] = [];
  readonly #buffer = new Uint8Array(LEAF_BYTES);
  #at: number;

  /** @param reserved bytes at the beginning that `close` fills. */
  constructor(reserved: number) {
    this.#reserved = reserved;
    this.#at = reserved;
    while (this.#heads.length * LEAF_BYTES < reserved) this.#heads.push(new Uint8Array(LEAF_BYTES));
  }

  /** Adds the next bytes. Calls must not overlap: await each. */
  async add(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.length;) {
      const within = this.#at % LEAF_BYTES;
      const head = this.#heads[Math.floor(this.#at / LEAF_BYTES)];
      const take = Math.min(bytes.length - taken, LEAF_BYTES - within);
      (head ?? this.#buffer).set(bytes.subarray(taken, taken + take), within);
      taken += take;
      this.#at += take;
      if (!head && this.#at % LEAF_BYTES === 0) await this.#digest(this.#buffer);
    }
  }

  /** Fills in the beginning. @returns the digests of all leaves, in order. */
  async close(beginning: readonly Uint8Array[]): Promise<readonly string[]> {
    const within = this.#at % LEAF_BYTES;
    const inHead = this.#at <= this.#heads.length * LEAF_BYTES;
    if (!inHead && within > 0) await this.#digest(this.#buffer.slice(0, within));
    const end = this.#at;
    this.#at = 0;
    for (const bytes of beginning) await this.add(bytes);
    if (this.#at !== this.#reserved) throw new RangeError('reserved');
    const heads = this.#heads.map((head, index) =>
      sha256(head.slice(0, Math.min(LEAF_BYTES, end - index * LEAF_BYTES))),
    );
    return Promise.all([...heads, ...this.#digests]);
  }

  /** `digest` takes its copy before it returns, so that the buffer can be filled again; one is waited for at a time. */
  async #digest(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#digests.at(-1);
    this.#digests.push(sha256(bytes));
  }
}
