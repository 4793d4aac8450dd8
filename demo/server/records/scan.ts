/** What a stored file is, by content, and whether it may stay (clause 7.8; threats.md 20). Fails closed. */
import type { Program, Rejection } from '../../../src/protocol/index.ts';
import type { Scanner } from './scanner.ts';

/** Enough of a file to tell its type: a Word document names its parts early. */
const HEAD = 64 * 1024;

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const startsWith = (head: Buffer, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);
const ascii = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to);

/** Media type by the first bytes; null for what no program takes by its looks. */
export function typeOf(head: Buffer): string | null {
  if (ascii(head, 0, 1024).includes('%PDF-')) return 'application/pdf';
  if (ascii(head, 128, 132) === 'DICM') return 'application/dicom';
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (ascii(head, 0, 4) === 'II*\0' || ascii(head, 0, 4) === 'MM\0*') return 'image/tiff';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(head, 4, 8) === 'ftyp' && /^(?:heic|heix|mif1|msf1)/u.test(ascii(head, 8, 12))) return 'image/heic';
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04))
    return ascii(head, 0, head.length).includes('word/') ? DOCX : 'application/zip';
  return null;
}

/** What the scan found: the type by content, or why the file is rejected. */
export type Scanned = { readonly ok: true; readonly type: string } | { readonly ok: false; readonly reason: Rejection };

/** The first bytes of a stream; it is read no further. */
async function headOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD);
}

/**
 * What a record is, by its content, and whether the program takes it.
 * @param read opens its bytes; called twice at the most.
 * @param accept the program's list.
 * @throws ScannerAway where nobody can say whether it is harmful
 */
export async function scanRecord(
  read: () => AsyncIterable<Uint8Array>,
  size: number,
  accept: Program['uploads']['accept'],
  scanner: Scanner,
): Promise<Scanned> {
  if (size === 0) return { ok: false, reason: 'empty' };
  if (await scanner.isHarmful(read)) return { ok: false, reason: 'malware' };
  const type = typeOf(await headOf(read()));
  const taken = accept.find(({ mime }) => mime === type);
  if (type === null || !taken) return { ok: false, reason: 'type' };
  if (taken.maxSize !== undefined && size > taken.maxSize) return { ok: false, reason: 'size' };
  return { ok: true, type };
}
