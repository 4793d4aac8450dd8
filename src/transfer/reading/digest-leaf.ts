import { sha256 } from '../../protocol/digest-tree.ts';
import { readBytes } from '../source.ts';

/** SHA-256 of bytes `[start, end)` of a file, lower-case hex. @throws TransferError as `readBytes` does */
export const digestLeaf = async (blob: Blob, start: number, end: number): Promise<string> =>
  sha256(await readBytes(blob, start, end));
