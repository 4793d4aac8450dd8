/** Bytes to text in any encoding. */
import { looksWide } from '../sniff.ts';

const stretch = 8192;

/** One character for each byte, with its number. (The platform's "latin1" is Windows 1252, which moves some.) */
export function byteText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += stretch) text += String.fromCharCode(...bytes.subarray(at, at + stretch));
  return text;
}

/** The label of a Unicode encoding by its mark or its look. */
function unicodeOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (looksWide(bytes)) return bytes[0] === 0 ? 'utf-16be' : 'utf-16le';
  return undefined;
}

function decoderOf(label: string, fatal: boolean): TextDecoder | undefined {
  try {
    return new TextDecoder(label.trim(), { fatal });
  } catch {
    return undefined;
  }
}

function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return decoderOf(label, true)?.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Encodings of old files, the strict first: bytes that are no Chinese or Japanese fail there. */
const legacy = ['gb18030', 'shift_jis', 'euc-kr', 'big5'] as const;

/**
 * Decodes by mark, by look, by declaration, then as UTF-8, then as what the bytes most likely are. Text in a script
 * other than Latin comes out as letters of other scripts either way, which is all that the verdict needs.
 */
export function decode(bytes: Uint8Array, declared?: string): string {
  const unicode = unicodeOf(bytes);
  if (unicode !== undefined) return decoderOf(unicode, false)?.decode(bytes) ?? '';
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  if (declared !== undefined) {
    const text = decoderOf(declared, false)?.decode(bytes);
    if (text !== undefined && !/^utf-?8$/i.test(declared)) return text;
  }
  return decodeLegacy(bytes);
}

function decodeLegacy(bytes: Uint8Array): string {
  let high = 0;
  let letters = 0;
  for (const byte of bytes.subarray(0, 20_000)) {
    if (byte >= 0x80) high += 1;
    else if ((byte | 32) >= 97 && (byte | 32) <= 122) letters += 1;
  }
  if (high > letters * 0.6) {
    for (const label of legacy) {
      const text = tryDecode(bytes, label);
      if (text !== undefined) return text;
    }
    return new TextDecoder('windows-1251').decode(bytes);
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
