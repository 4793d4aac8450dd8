/** Random ids, tokens and codes, and how they are kept: as SHA-256, never as they are (protocol.md 1, 4). */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Cryptographic random bytes; injected, so that a test can choose them. */
export type Random = (bytes: number) => Uint8Array;

/** Opaque id of 160 bits. */
export const newId = (random: Random): string => Buffer.from(random(20)).toString('base64url');

/** Bearer or link token of 256 bits. */
export const newToken = (random: Random): string => Buffer.from(random(32)).toString('base64url');

/** Six digits, evenly distributed. */
export function newCode(random: Random): string {
  for (;;) {
    const value = Buffer.from(random(4)).readUInt32BE();
    // 4 293 999 999 is the last multiple of a million that fits, minus one: no digit is likelier than another.
    if (value < 4_294_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}

/** How a token is kept at rest. Tokens have 256 random bits, so a plain hash cannot be turned back. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** How a code or PIN is kept: few digits need a key that the database does not hold. */
export const hashSecret = (key: string, purpose: string, value: string): string =>
  createHmac('sha256', key).update(`${purpose}\n${value}`).digest('hex');

/** Compares hex digests without telling by time how much was right. */
export function sameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a, 'hex');
  const right = Buffer.from(b, 'hex');
  return left.length === right.length && timingSafeEqual(left, right);
}
