/** Reading a file that a person chose, in the knowledge that it may change or vanish meanwhile. */
import { sha256 } from '../protocol/digest-tree.ts';
import { TransferError } from './errors.ts';

/**
 * Bytes `[start, end)` of a file.
 * @throws TransferError `file-unreadable`: deleted, moved, on a medium that is gone, or (Chromium, Node) changed since
 * it was chosen; `file-changed`: there are fewer bytes than there were.
 */
export async function readBytes(blob: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new TransferError('file-unreadable', false, cause);
  }
  if (bytes.length !== Math.min(end, blob.size) - start) throw new TransferError('file-changed');
  return bytes;
}

const edge = 64 * 1024;
const sample = 4 * 1024;
const samples = 16;

/**
 * SHA-256 over size, head, tail and 16 samples: tells two files apart without reading them whole, whatever they are
 * called and whenever they were saved. It picks the candidate; the digest tree proves it.
 */
export async function fingerprintOf(blob: Blob): Promise<string> {
  const spans: [number, number][] = [[0, Math.min(edge, blob.size)]];
  const middle = blob.size - 2 * edge - sample;
  if (middle > 0) {
    for (let index = 0; index < samples; index += 1) {
      const start = edge + Math.floor((middle * index) / (samples - 1));
      spans.push([start, start + sample]);
    }
  }
  if (blob.size > edge) spans.push([Math.max(edge, blob.size - edge), blob.size]);
  const parts: BlobPart[] = [new BigUint64Array([BigInt(blob.size)])];
  for (const [start, end] of spans) parts.push(await readBytes(blob, start, end));
  return sha256(await new Blob(parts).arrayBuffer());
}

/** Does the file still read as it did? Cheap; asked after an attempt failed and before a digest is confirmed. */
export async function stillReads(blob: Blob, fingerprint: string): Promise<void> {
  if ((await fingerprintOf(blob)) !== fingerprint) throw new TransferError('file-changed');
}
