/**
 * One reading of a file from start to end, leaf by leaf, beside the sending and ahead of it. It yields the root that
 * the backend has to come to, and proves on a resumed upload that this is the file of which the server holds a part.
 */
import { LEAF_BYTES, treeRoot } from '../protocol/digest-tree.ts';
import { TransferError } from './errors.ts';
import type { Permits } from './permits.ts';
import type { Reader } from './reading/reader.ts';

export interface DigestPassOptions {
  readonly blob: Blob;
  /** Leaves of the file that was sent before (journal): every one of them must come out the same. */
  readonly known: readonly string[];
  /** All leaves, where the file was read already (a pack, as it was built). */
  readonly read?: readonly string[];
  readonly reader: Reader;
  /** Shared by all files: a leaf in memory each. */
  readonly permits: Permits;
  readonly signal: AbortSignal;
  /** Called after each leaf. */
  readonly onLeaf?: () => void;
}

export class DigestPass {
  readonly #leaves: string[] = [];
  readonly #known: number;
  readonly #proof: Promise<void>;
  readonly #root: Promise<string>;

  constructor(options: DigestPassOptions) {
    const { blob, known, onLeaf } = options;
    this.#known = known.length;
    let proven = (): void => undefined;
    let refuted = (_error: unknown): void => undefined;
    this.#proof = new Promise((resolve, reject) => {
      proven = resolve;
      refuted = reject;
    });
    const run = async (): Promise<string> => {
      const count = Math.max(1, Math.ceil(blob.size / LEAF_BYTES));
      if (known.length === 0) proven();
      if (known.length > count) throw new TransferError('wrong-file');
      for await (const leaf of leavesOf(options, count)) {
        const index = this.#leaves.length;
        if (known[index] !== undefined && known[index] !== leaf) throw new TransferError('wrong-file');
        this.#leaves.push(leaf);
        onLeaf?.();
        if (index + 1 === known.length) proven();
      }
      return treeRoot(this.#leaves);
    };
    this.#root = run();
    this.#root.catch(refuted);
    // Asked for later, or never if the upload is taken back: not an unhandled rejection until then.
    this.#proof.catch(() => undefined);
  }

  /** Leaves so far; never fewer than the journal knew, once they are proven. */
  get leaves(): readonly string[] {
    return this.#leaves;
  }

  /** Leaves that the journal knew when this pass began. */
  get known(): number {
    return this.#known;
  }

  /**
   * Resolves once every leaf that the journal knew was read again and is the same.
   * @throws TransferError `wrong-file`, or what reading came to.
   */
  proof(): Promise<void> {
    return this.#proof;
  }

  /** The root, once the file was read to its end. @throws as `proof` */
  root(): Promise<string> {
    return this.#root;
  }
}

/** The next leaf is read while one is digested. */
async function* leavesOf(options: DigestPassOptions, count: number): AsyncGenerator<string> {
  const { blob, read, reader, permits, signal } = options;
  if (read) {
    yield* read;
    return;
  }
  const leaf = async (index: number): Promise<string> => {
    const release = await permits.take(signal);
    try {
      const start = index * LEAF_BYTES;
      return await reader.leaf(blob, start, Math.min(blob.size, start + LEAF_BYTES));
    } finally {
      release();
    }
  };
  let next = leaf(0);
  for (let index = 1; index <= count; index += 1) {
    const current = next;
    if (index < count) {
      next = leaf(index);
      // Nobody asks for it any more where the one before could not be read.
      next.catch(() => undefined);
    }
    yield await current;
  }
}
