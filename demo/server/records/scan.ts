/** What a stored file is, by content, and whether it may stay (clause 7.8; threats.md 20). Fails closed. */
import { open } from 'node:fs/promises';
import type { Program, Rejection } from '../../../src/protocol/index.ts';

/** The industry's test string for scanners, in two halves so that no scanner stops at this file. */
const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 'latin1');
const PIECE = 1024 * 1024;

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

/** Does a stream hold the test signature, also where it was cut between two pieces? */
export async function hasTestSignature(stream: AsyncIterable<Uint8Array>): Promise<boolean> {
  let tail = Buffer.alloc(0);
  for await (const bytes of stream) {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (piece.includes(EICAR) || Buffer.concat([tail, piece.subarray(0, EICAR.length)]).includes(EICAR)) return true;
    tail = Buffer.from(Buffer.concat([tail, piece]).subarray(-EICAR.length));
  }
  return false;
}

/** What the scan found: the type by content, or why the file is rejected. */
export type Scanned = { readonly ok: true; readonly type: string } | { readonly ok: false; readonly reason: Rejection };

/**
 * Reads the whole file once.
 * @param accept the program's list.
 */
export async function scanFile(path: string, accept: Program['uploads']['accept']): Promise<Scanned> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) return { ok: false, reason: 'empty' };
    let head = Buffer.alloc(0);
    let tail = Buffer.alloc(0);
    const buffer = Buffer.alloc(PIECE);
    for (let position = 0; position < size;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE, position);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      if (position === 0) head = Buffer.from(piece.subarray(0, 64 * 1024));
      // What was cut between two pieces is seen too.
      if (Buffer.concat([tail, piece.subarray(0, EICAR.length)]).includes(EICAR) || piece.includes(EICAR))
        return { ok: false, reason: 'malware' };
      tail = Buffer.from(piece.subarray(Math.max(0, bytesRead - EICAR.length)));
      position += bytesRead;
    }
    const type = typeOf(head);
    const taken = accept.find(({ mime }) => mime === type);
    if (type === null || !taken) return { ok: false, reason: 'type' };
    if (taken.maxSize !== undefined && size > taken.maxSize) return { ok: false, reason: 'size' };
    return { ok: true, type };
  } finally {
    await file.close();
  }
}
