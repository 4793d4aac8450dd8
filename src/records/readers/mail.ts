/** A mail message with its attachments: the text parts, and the bytes of each attached file. */
import { byteText, decode } from './decode.ts';
import { textOfMarkup } from './markup.ts';

export interface MailPart {
  readonly text?: string;
  /** An attachment or a nested message, to be read as a file of its own. */
  readonly bytes?: Uint8Array;
}

const deepest = 6;
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function fromBase64(text: string): Uint8Array {
  try {
    return bytesOf(atob(text.replace(/[^A-Za-z0-9+/]/g, '')));
  } catch {
    return new Uint8Array();
  }
}

const fromQuoted = (text: string): Uint8Array =>
  bytesOf(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );

interface Headers {
  readonly type: string;
  readonly boundary: string | undefined;
  readonly charset: string | undefined;
  readonly encoding: string;
  readonly attached: boolean;
}

function headersOf(head: string): Headers {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const value = (name: string): string =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  const type = value('content-type');
  return {
    type: (type.split(';')[0] ?? '').trim().toLowerCase() || 'text/plain',
    boundary: /boundary="?([^";]+)"?/i.exec(type)?.[1],
    charset: /charset="?([\w-]+)"?/i.exec(type)?.[1],
    encoding: value('content-transfer-encoding').toLowerCase(),
    attached: /^attachment/i.test(value('content-disposition')),
  };
}

/** Parts in their order; of alternatives of the same text only the plain one. */
export function partsOfMail(bytes: Uint8Array): MailPart[] {
  return partsOf(byteText(bytes), 0);
}

function partsOf(message: string, depth: number): MailPart[] {
  const gap = /\r?\n\r?\n/.exec(message);
  const headers = headersOf(gap ? message.slice(0, gap.index) : message);
  const body = gap ? message.slice(gap.index + gap[0].length) : '';
  if (headers.type.startsWith('multipart/') && headers.boundary !== undefined && depth < deepest) {
    const pieces = body
      .split(`--${headers.boundary}`)
      .slice(1)
      .filter((piece) => !piece.startsWith('--'));
    const parts = pieces.flatMap((piece) => partsOf(piece.replace(/^\r?\n/, ''), depth + 1));
    return headers.type === 'multipart/alternative' ? parts.slice(0, 1) : parts;
  }
  const raw =
    headers.encoding === 'base64'
      ? fromBase64(body)
      : headers.encoding === 'quoted-printable'
        ? fromQuoted(body)
        : bytesOf(body);
  if (headers.attached || !headers.type.startsWith('text/')) return [{ bytes: raw }];
  const text = decode(raw, headers.charset);
  return [{ text: headers.type === 'text/html' ? textOfMarkup(text) : text }];
}
