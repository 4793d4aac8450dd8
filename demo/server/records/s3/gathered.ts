/** The bytes of one part while they come in. */
export class Gathered {
  readonly #partSize: number;
  #pieces: Uint8Array[] = [];
  /** Bytes gathered and not yet taken. */
  length = 0;
  /** Where the part begins in the upload. */
  position: number;

  constructor(position: number, partSize: number) {
    this.position = position;
    this.#partSize = partSize;
  }

  get isFull(): boolean {
    return this.length === this.#partSize;
  }

  /** Bytes of the upload up to here. */
  get end(): number {
    return this.position + this.length;
  }

  /** Takes what fits into the part; the rest comes back. */
  add(bytes: Uint8Array): Uint8Array {
    const taken = bytes.subarray(0, this.#partSize - this.length);
    this.#pieces.push(taken);
    this.length += taken.length;
    return bytes.subarray(taken.length);
  }

  /** The bytes of the part; the next one begins behind it. */
  take(): Buffer {
    const bytes = Buffer.concat(this.#pieces);
    this.position += bytes.length;
    this.#pieces = [];
    this.length = 0;
    return bytes;
  }
}
