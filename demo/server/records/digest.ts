/** The digest tree of a stored file, off the main thread's back: leaf by leaf, hashed in the thread pool. */
import { open } from 'node:fs/promises';
import { LEAF_BYTES, sha256, treeRoot } from '../../../src/protocol/index.ts';

/** `content-tree-sha256` of a file; bounded memory (one leaf). */
export async function digestFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const leaves: string[] = [];
    const buffer = new Uint8Array(LEAF_BYTES);
    for (let position = 0; ;) {
      let filled = 0;
      while (filled < LEAF_BYTES) {
        const { bytesRead } = await file.read(buffer, filled, LEAF_BYTES - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled > 0 || leaves.length === 0) leaves.push(await sha256(buffer.slice(0, filled)));
      if (filled < LEAF_BYTES) break;
      position += filled;
    }
    return await treeRoot(leaves);
  } finally {
    await file.close();
  }
}
