/**
 * The human reference of a referral: `RSO-7K4M-29QN`. Seven random Crockford base 32 symbols and a check symbol,
 * value = Σ (i + 1) × valueᵢ (i = 0…6) mod 31 (contract.md "Creating a referral"). It opens nothing.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_MODULUS = 31;
const SYMBOLS = 7;

const checkSymbol = (values: readonly number[]): string =>
  ALPHABET.charAt(values.reduce((sum, value, index) => sum + (index + 1) * value, 0) % CHECK_MODULUS);

/**
 * Makes a reference from random bytes.
 * @param random at least seven bytes; the low five bits of each are used.
 */
export function makeReference(random: Uint8Array): string {
  const values = Array.from(random.subarray(0, SYMBOLS), (byte) => byte & 31);
  if (values.length < SYMBOLS) throw new RangeError('a reference needs seven random bytes');
  const symbols = values.map((value) => ALPHABET.charAt(value)).join('') + checkSymbol(values);
  return `RSO-${symbols.slice(0, 4)}-${symbols.slice(4)}`;
}

/**
 * Reads a reference as people write it: any case, spaces or hyphens anywhere, `O` for `0`, `I` and `L` for `1`.
 * @returns the canonical form, or null when it cannot be one or its check symbol is wrong.
 */
export function parseReference(written: string): string | null {
  if (written.length > 64) return null;
  const folded = written.toUpperCase().replace(/[\s-]/gu, '');
  // The prefix is cut before letters are folded: folding would turn its O into a zero.
  const bare = folded.startsWith('RSO') && folded.length > SYMBOLS + 1 ? folded.slice(3) : folded;
  const symbols = bare.replace(/O/gu, '0').replace(/[IL]/gu, '1');
  if (symbols.length !== SYMBOLS + 1) return null;
  const values = Array.from(symbols, (symbol) => ALPHABET.indexOf(symbol));
  if (values.includes(-1)) return null;
  if (checkSymbol(values.slice(0, SYMBOLS)) !== symbols.charAt(SYMBOLS)) return null;
  return `RSO-${symbols.slice(0, 4)}-${symbols.slice(4)}`;
}
