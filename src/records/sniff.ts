/** What a file is, by its content and never by its name. */
import type { ByteSource } from './source.ts';

export type Kind = 'pdf' | 'zip' | 'rtf' | 'html' | 'xml' | 'mail' | 'text' | 'dicom' | 'image' | 'empty' | 'unknown';

export interface Sniffed {
  readonly kind: Kind;
  /** `application/pdf`, …; `application/octet-stream` for what is not known. */
  readonly mediaType: string;
}

const headLength = 4096;

const ascii = (bytes: Uint8Array, start: number, end: number): string => {
  let text = '';
  for (let at = start; at < Math.min(end, bytes.length); at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
};

const images: readonly (readonly [string, (head: string) => boolean])[] = [
  ['image/jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/gif', (head) => head.startsWith('GIF8')],
  ['image/webp', (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
  ['image/tiff', (head) => head.startsWith('II*\0') || head.startsWith('MM\0*') || head.startsWith('II+\0')],
  ['image/heic', (head) => head.slice(4, 8) === 'ftyp' && /^(?:hei|hev|mif1|msf1|avif)/.test(head.slice(8, 12))],
  ['image/bmp', (head) => head.startsWith('BM') && head.charCodeAt(6) === 0 && head.charCodeAt(7) === 0],
  ['image/jp2', (head) => head.startsWith('\0\0\0\x0cjP  ')],
];

/** Reads the first bytes and says what they are. */
export async function sniff(source: ByteSource): Promise<Sniffed> {
  if (source.size === 0) return { kind: 'empty', mediaType: 'application/octet-stream' };
  return sniffHead(await source.read(0, headLength));
}

/** The same for bytes in hand. */
export function sniffHead(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return { kind: 'empty', mediaType: 'application/octet-stream' };
  const head = ascii(bytes, 0, headLength);
  if (head.slice(128, 132) === 'DICM') return { kind: 'dicom', mediaType: 'application/dicom' };
  const image = images.find(([, is]) => is(head));
  if (image) return { kind: 'image', mediaType: image[0] };
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06'))
    return { kind: 'zip', mediaType: 'application/zip' };
  if (head.startsWith('{\\rtf')) return { kind: 'rtf', mediaType: 'application/rtf' };
  // Readers accept a PDF header anywhere in the first kilobyte.
  if (head.slice(0, 1024).includes('%PDF-')) return { kind: 'pdf', mediaType: 'application/pdf' };
  if (isDataSet(bytes)) return { kind: 'dicom', mediaType: 'application/dicom' };
  return sniffText(bytes, head);
}

/** DICOM without preamble: a data set that begins with a known low group, explicit or implicit, little endian. */
function isDataSet(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const group = (bytes[0] as number) | ((bytes[1] as number) << 8);
  const element = (bytes[2] as number) | ((bytes[3] as number) << 8);
  if (![0x0002, 0x0008].includes(group) || element > 0x20ff) return false;
  const explicit = /^(?:AE|AS|CS|DA|DT|IS|LO|OB|SH|TM|UI|UL|US)$/.test(ascii(bytes, 4, 6));
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  return explicit || (length <= 256 && length % 2 === 0);
}

function sniffText(bytes: Uint8Array, head: string): Sniffed {
  const wide = head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff') || looksWide(bytes);
  const start = (wide ? head.replaceAll('\0', '') : head)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<!doctype html|<html|<head|<body|<!--[^>]*-->\s*<html)/.test(start))
    return { kind: 'html', mediaType: 'text/html' };
  if (/^<\?xml|^<[a-z][\w:.-]*[\s/>]/.test(start)) {
    return start.includes('<html')
      ? { kind: 'html', mediaType: 'text/html' }
      : { kind: 'xml', mediaType: 'application/xml' };
  }
  if (
    /^(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){3,}/.test(start.replaceAll('\r', '')) &&
    /^(?:from|to|subject|mime-version|content-type|received|return-path|date|message-id)\s*:/m.test(start)
  ) {
    return { kind: 'mail', mediaType: 'message/rfc822' };
  }
  if (wide || !hasBinary(bytes)) return { kind: 'text', mediaType: 'text/plain' };
  return { kind: 'unknown', mediaType: 'application/octet-stream' };
}

/** UTF-16 without a mark: every other byte of mostly Latin text is zero. */
export function looksWide(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 1024) & ~1;
  if (length < 16) return false;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  return (even > pairs * 0.7 && odd < pairs * 0.1) || (odd > pairs * 0.7 && even < pairs * 0.1);
}

function hasBinary(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, headLength);
  let control = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) control += 1;
  }
  return control > length * 0.02;
}
