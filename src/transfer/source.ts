/** Reading a file that a person chose, in the knowledge that it may change or vanish meanwhile. */
import { sha256 } from '../protocol/digest-tree.ts';
import { TransferError } from './errors.ts';
import { stallWindow, unlessAborted, watchdog } from './watchdog.ts';

/**
 * Bytes `[start, end)` of a file. A medium that does not answer for 25 seconds counts as gone, however little time a
 * program gives its network: a busy device reads slowly.
 * @throws TransferError `file-unreadable`: deleted, moved, on a medium that is gone, or (Chromium, Node) changed since
 * it was chosen; `file-changed`: there are fewer bytes than there were.
 */
export async function readBytes(blob: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  // A share that is gone, or a file in a cloud, may neither answer nor fail.
  const guard = watchdog(stallWindow, new AbortController().signal);
  try {
    bytes = new Uint8Array(await unlessAborted(guard.signal, blob.slice(start, end).arrayBuffer()));
  } catch (cause) {
    throw new TransferError('file-unreadable', false, cause);
  } finally {
    guard.stop();
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
  // One reading of all of them: eighteen in a row take longer than a small pack.
  const together = new Blob(spans.map(([start, end]) => blob.slice(start, end)));
  const length = new BigUint64Array([BigInt(blob.size)]);
  const bytes = new Uint8Array(length.byteLength + together.size);
  bytes.set(new Uint8Array(length.buffer));
  bytes.set(await readBytes(together, 0, together.size), length.byteLength);
  return sha256(bytes);
}

/** Does the file still read as it did? Cheap; asked after an attempt failed and before a digest is confirmed. */
export async function stillReads(blob: Blob, fingerprint: string): Promise<void> {
  if ((await fingerprintOf(blob)) !== fingerprint) throw new TransferError('file-changed');
}
