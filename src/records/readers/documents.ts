/** Formats other than PDF and DICOM, each turned into pages of text; archives and mails into the pages of their parts. */
import { readPages } from '../engine.ts';
import { Unreadable, type ReadContext, type ReadPage } from '../page.ts';
import { sniffHead, type Sniffed } from '../sniff.ts';
import { byteSource, type ByteSource } from '../source.ts';
import { unpack, type Member } from './archive.ts';
import { decode } from './decode.ts';
import { partsOfMail } from './mail.ts';
import { textOfMarkup } from './markup.ts';
import { docxParts, odtParts, textOfDocx, textOfOdt } from './office.ts';
import { textOfRtf } from './rtf.ts';

/** Text without pages of its own is cut into sheets of about this many characters. */
const sheet = 3000;

/** Pages at form feeds, and at line ends in between where a page would be long. */
export function paginate(text: string): string[] {
  const pages: string[] = [];
  for (const part of text.split('\f')) {
    let page = '';
    for (const line of part.split('\n')) {
      if (page !== '' && page.length + line.length > sheet) {
        pages.push(page);
        page = '';
      }
      page += `${line}\n`;
    }
    pages.push(page);
  }
  const written = pages.filter((page) => page.trim() !== '');
  return written;
}

function* pagesOf(text: string, mediaType: string, context: ReadContext): Generator<ReadPage> {
  const pages = paginate(text);
  if (pages.length === 0) yield { kind: 'blank', mediaType };
  for (const [index, page] of pages.entries()) {
    if (index >= context.limits.pages) {
      yield { kind: 'unread', reason: 'too-many-pages', mediaType };
      return;
    }
    yield { kind: 'text', text: page, mediaType };
  }
}

async function whole(source: ByteSource, context: ReadContext): Promise<Uint8Array<ArrayBuffer>> {
  if (source.size > context.limits.wholeBytes) throw new Unreadable('too-large');
  return source.read(0, source.size);
}

const encodingOf = (bytes: Uint8Array): string | undefined =>
  /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 1024)))?.[1];

/** @throws Unreadable where nothing of the file can be read. */
export async function* readDocument(
  source: ByteSource,
  sniffed: Sniffed,
  context: ReadContext,
): AsyncGenerator<ReadPage> {
  if (sniffed.kind === 'zip') {
    yield* readArchive(source, context);
    return;
  }
  const bytes = await whole(source, context);
  switch (sniffed.kind) {
    case 'rtf':
      yield* pagesOf(textOfRtf(new TextDecoder('latin1').decode(bytes)), sniffed.mediaType, context);
      return;
    case 'html':
    case 'xml':
      yield* pagesOf(textOfMarkup(decode(bytes, encodingOf(bytes))), sniffed.mediaType, context);
      return;
    case 'mail':
      yield* readMail(bytes, context);
      return;
    default:
      yield* pagesOf(decode(bytes), sniffed.mediaType, context);
  }
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const openDocument = 'application/vnd.oasis.opendocument.text';
/** What operating systems and word processors leave in an archive: nobody's record. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

async function* readArchive(source: ByteSource, context: ReadContext): AsyncGenerator<ReadPage> {
  const paths: string[] = [];
  const members = await unpack(source, context, (path) => {
    paths.push(path);
    return !litter.test(path);
  });
  if (paths.includes('[Content_Types].xml')) {
    yield* readOffice(members, docxParts, textOfDocx, word, context);
  } else if (paths[0] === 'mimetype' && paths.includes('content.xml')) {
    yield* readOffice(members, odtParts, textOfOdt, openDocument, context);
  } else {
    if (members.length === 0) throw new Unreadable(paths.length === 0 ? 'damaged' : 'empty');
    for (const member of members) yield* nested(member.bytes, context, 'application/zip');
    if (paths.length > context.limits.members)
      yield { kind: 'unread', reason: 'too-large', mediaType: 'application/zip' };
  }
}

async function* readOffice(
  members: readonly Member[],
  parts: RegExp,
  textOf: (xml: string) => string,
  mediaType: string,
  context: ReadContext,
): AsyncGenerator<ReadPage> {
  const order = (path: string): number =>
    path.includes('header') ? 0 : path.includes('foot') && !path.includes('note') ? 3 : path.includes('note') ? 2 : 1;
  const read = members.filter(({ path }) => parts.test(path)).sort((one, other) => order(one.path) - order(other.path));
  if (read.length === 0) throw new Unreadable('unsupported');
  const text = read.map(({ bytes }) => textOf(decode(bytes))).join('\n');
  const pictures = members.filter(({ path }) => /(?:^|\/)(?:media|Pictures)\//.test(path));
  if (text.trim() !== '' || pictures.length === 0) yield* pagesOf(text, mediaType, context);
  // Photographs of paper, pasted into a document.
  else for (const { bytes } of pictures) yield* nested(bytes, context, mediaType);
}

async function* readMail(bytes: Uint8Array, context: ReadContext): AsyncGenerator<ReadPage> {
  for (const part of partsOfMail(bytes)) {
    if (part.text !== undefined) {
      if (part.text.trim() !== '') yield* pagesOf(part.text, 'message/rfc822', context);
    } else if (part.bytes !== undefined) yield* nested(part.bytes, context, 'message/rfc822');
  }
}

/** A file inside a file: its pages, or one page that says why it has none. */
async function* nested(bytes: Uint8Array, context: ReadContext, mediaType: string): AsyncGenerator<ReadPage> {
  if (context.depth >= context.limits.depth) {
    yield { kind: 'unread', reason: 'too-deep', mediaType };
    return;
  }
  try {
    const inner = readPages(byteSource(bytes), sniffHead(bytes), { ...context, depth: context.depth + 1 });
    for await (const page of inner) yield { ...page, mediaType };
  } catch (cause) {
    context.signal?.throwIfAborted();
    if (!(cause instanceof Unreadable)) throw cause;
    if (cause.reason !== 'empty') yield { kind: 'unread', reason: cause.reason, mediaType };
  }
}
