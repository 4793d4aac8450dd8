/**
 * A small reader of DICOM data sets (PS3.5, PS3.10): enough for headers, structured reports and encapsulated documents.
 * It stops at the pixel data and takes a truncated or careless file as far as it goes.
 */
import { Inflate } from 'fflate';
import { joined } from '../joined.ts';

/** Group and element as eight hex digits, such as `00100010`. */
export type Tag = string;

export interface Element {
  readonly vr: string;
  readonly bytes: Uint8Array;
  readonly items?: readonly DataSet[];
}

export type DataSet = ReadonlyMap<Tag, Element>;

export interface Parsed {
  readonly data: DataSet;
  readonly transferSyntax: string;
  /** Pixel data begins; its bytes were not looked at. */
  readonly hasPixels: boolean;
  /** Where in the file their element begins; nothing where the file is deflated as a whole. */
  readonly pixelsAt?: number;
  /** The bytes ended inside an element. */
  readonly truncated: boolean;
}

interface Cursor {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  at: number;
  readonly little: boolean;
  readonly explicit: boolean;
  truncated: boolean;
  hasPixels: boolean;
  elements: number;
}

const undefinedLength = 0xffffffff;
const longForm = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const deepest = 16;
const mostElements = 200_000;
const deflated = '1.2.840.10008.1.2.1.99';
const bigEndian = '1.2.840.10008.1.2.2';
const implicit = '1.2.840.10008.1.2';

/** Data elements whose items matter even where a file leaves out the value representation. */
const sequences = new Set([
  '0040A730',
  '0040A043',
  '0040A168',
  '00081140',
  '00041220',
  '0040A088',
  '00081199',
  '0040A504',
]);

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

function cursorOver(bytes: Uint8Array, at: number, little: boolean, explicit: boolean): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { view, bytes, at, little, explicit, truncated: false, hasPixels: false, elements: 0 };
}

function readDataSet(cursor: Cursor, end: number, depth: number, stopAfterMeta = false): Map<Tag, Element> {
  const data = new Map<Tag, Element>();
  while (cursor.at + 8 <= end && cursor.elements < mostElements) {
    const { view, little } = cursor;
    const group = view.getUint16(cursor.at, little);
    if (stopAfterMeta && group !== 2) return data;
    const tag = hex(group) + hex(view.getUint16(cursor.at + 2, little));
    if (tag === 'FFFEE00D' || tag === 'FFFEE0DD') {
      cursor.at += 8;
      return data;
    }
    if (tag === '7FE00010' && depth === 0) {
      cursor.hasPixels = true;
      return data;
    }
    cursor.elements += 1;
    const element = readElement(cursor, tag, end, depth);
    if (element === undefined) return data;
    data.set(tag, element);
  }
  return data;
}

function readElement(cursor: Cursor, tag: Tag, end: number, depth: number): Element | undefined {
  const { view, bytes, little } = cursor;
  let vr = '';
  let length: number;
  let start = cursor.at + 8;
  const code = latin1(bytes.subarray(cursor.at + 4, cursor.at + 6));
  // Some files say explicit and then are not, element by element.
  if (cursor.explicit && /^[A-Z]{2}$/.test(code)) {
    vr = code;
    if (longForm.has(code)) {
      start += 4;
      if (start > end) return fail(cursor);
      length = view.getUint32(cursor.at + 8, little);
    } else length = view.getUint16(cursor.at + 6, little);
  } else length = view.getUint32(cursor.at + 4, little);
  cursor.at = start;
  if (vr === 'SQ' || (length === undefinedLength && vr !== 'OB' && vr !== 'OW') || (vr === '' && sequences.has(tag))) {
    const items = readItems(
      cursor,
      length === undefinedLength ? end : Math.min(end, start + length),
      length !== undefinedLength,
      depth,
    );
    return { vr: 'SQ', bytes: bytes.subarray(start, start), items };
  }
  if (length === undefinedLength) return fail(cursor);
  const stop = Math.min(start + length, end);
  if (start + length > end) cursor.truncated = true;
  cursor.at = stop;
  return { vr, bytes: bytes.subarray(start, stop) };
}

function fail(cursor: Cursor): undefined {
  cursor.truncated = true;
  return undefined;
}

function readItems(cursor: Cursor, end: number, bounded: boolean, depth: number): DataSet[] {
  const items: DataSet[] = [];
  while (cursor.at + 8 <= end && depth < deepest) {
    const tag =
      hex(cursor.view.getUint16(cursor.at, cursor.little)) + hex(cursor.view.getUint16(cursor.at + 2, cursor.little));
    const length = cursor.view.getUint32(cursor.at + 4, cursor.little);
    cursor.at += 8;
    if (tag === 'FFFEE0DD') return items;
    if (tag !== 'FFFEE000') break;
    const stop = length === undefinedLength ? end : Math.min(end, cursor.at + length);
    items.push(readDataSet(cursor, stop, depth + 1));
    if (length !== undefinedLength) cursor.at = stop;
  }
  if (bounded) cursor.at = end;
  return items;
}

function inflate(bytes: Uint8Array, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((part) => {
    size += part.length;
    if (size > most) throw new RangeError('inflated');
    parts.push(part);
  });
  stream.push(bytes, true);
  return joined(parts);
}

/**
 * Parses the beginning of a file, with or without preamble and meta header.
 * @returns nothing where the bytes hold no data set.
 */
export function parseDicom(bytes: Uint8Array, mostInflated = 64 * 1024 ** 2): Parsed | undefined {
  const start = latin1(bytes.subarray(128, 132)) === 'DICM' ? 132 : 0;
  const meta = cursorOver(bytes, start, true, true);
  const header = readDataSet(meta, bytes.length, 1, true);
  const declared = latin1(header.get('00020010')?.bytes ?? new Uint8Array()).replace(/[\0 ]+$/, '');
  let rest = bytes;
  let at = meta.at;
  if (declared === deflated) {
    rest = inflate(bytes.subarray(at), mostInflated);
    at = 0;
  }
  const little = declared !== bigEndian;
  const looksExplicit = /^[A-Z]{2}$/.test(latin1(rest.subarray(at + 4, at + 6)));
  const explicit = declared === '' ? looksExplicit : declared !== implicit || looksExplicit;
  const body = cursorOver(rest, at, little, explicit);
  const data = readDataSet(body, rest.length, 0);
  if (data.size === 0 && header.size === 0) return undefined;
  const transferSyntax = declared || (explicit ? '1.2.840.10008.1.2.1' : implicit);
  return {
    data: new Map([...header, ...data]),
    transferSyntax,
    hasPixels: body.hasPixels,
    ...(body.hasPixels && rest === bytes ? { pixelsAt: body.at } : {}),
    truncated: body.truncated,
  };
}
