/**
 * A small DICOMweb server that takes STOW-RS by the letter (PS3.18 10.5, RFC 2046) and forgives nothing: what is not as it
 * must be is answered 400 and kept in `complaints`. It breaks as real ones do, where a test says so.
 */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { nativeDicom } from './native-dicom.ts';

/** What happens to the next request instead of a good answer. */
export type Fault =
  | { readonly status: number; readonly retryAfter?: number; readonly body?: string }
  /** The line is cut after so many bytes of the body. */
  | { readonly cutAfter: number }
  /** Everything was stored, and nobody hears of it. */
  | { readonly loseAnswer: true }
  /** Reads all of it and answers nothing, ever. */
  | { readonly hang: true };

export interface Stored {
  readonly bytes: Buffer;
  /** How often it came. */
  readonly times: number;
}

export interface DicomwebServer {
  /** Base address, as `imaging.url` says it. */
  readonly url: string;
  readonly stored: ReadonlyMap<string, Stored>;
  /** What was against the rules. */
  readonly complaints: readonly string[];
  /** Instances of each request that was read whole. */
  readonly lots: readonly (readonly string[])[];
  /** Headers of the last request. */
  readonly headers: () => http.IncomingHttpHeaders;
  readonly faults: Fault[];
  /** Failure reason by SOP Instance UID. */
  readonly reasons: Map<string, number>;
  /** Greatest body, bytes: more is 413. */
  most: number;
  /** The line holds for so many bytes of a body. */
  lineHolds: number;
  /** The bearer that is asked for; null: none. */
  token: string | null;
  /** An old one answers in XML alone. */
  speaks: 'json' | 'xml';
  /** Good answers that it gives before it falls silent. */
  answers: number;
  /** UIDs that the answer leaves out. */
  readonly unspoken: Set<string>;
  /** Origins whose pages may send. */
  readonly allowed: Set<string>;
  /** Waits before each answer. */
  readonly gate: { wait: Promise<void> };
  readonly close: () => Promise<void>;
}

class Against extends Error {}

/** SOP Class and Instance UID by the file meta information and the data set, which must agree. */
function identityOf(bytes: Buffer): { readonly sopClass: string; readonly uid: string } {
  if (bytes.toString('latin1', 128, 132) !== 'DICM') throw new Against('no DICM at 128');
  const values = new Map<string, string>();
  let at = 132;
  while (at + 8 <= bytes.length) {
    const name = `${bytes.toString('hex', at + 1, at + 2)}${bytes.toString('hex', at, at + 1)}${bytes.toString('hex', at + 3, at + 4)}${bytes.toString('hex', at + 2, at + 3)}`;
    if (name > '00080018') break;
    const long = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(bytes.toString('latin1', at + 4, at + 6));
    const length = long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6);
    const start = at + (long ? 12 : 8);
    values.set(name, bytes.toString('latin1', start, start + length).replace(/[\0 ]+$/u, ''));
    at = start + length;
  }
  const uid = values.get('00080018') ?? '';
  if (uid === '' || uid !== values.get('00020003')) throw new Against('SOP Instance UIDs of meta and data set differ');
  return { uid, sopClass: values.get('00080016') ?? '' };
}

/** The parts of a body, strictly: no preamble, no epilogue, one header each, CRLF everywhere. */
function partsOf(body: Buffer, contentType: string): readonly Buffer[] {
  const boundary = /^multipart\/related; type="application\/dicom"; boundary=([\w'()+,\-./:=? ]{1,70})$/u.exec(
    contentType,
  )?.[1];
  if (boundary === undefined || boundary.endsWith(' ')) throw new Against(`Content-Type ${contentType}`);
  const open = Buffer.from(`--${boundary}`);
  const between = Buffer.from(`\r\n--${boundary}`);
  const head = Buffer.from('\r\nContent-Type: application/dicom\r\n\r\n');
  if (!body.subarray(0, open.length).equals(open)) throw new Against('no boundary at the start');
  const parts: Buffer[] = [];
  let at = open.length;
  while (!body.subarray(at).equals(Buffer.from('--\r\n'))) {
    if (!body.subarray(at, at + head.length).equals(head)) throw new Against(`header of part ${String(parts.length)}`);
    const start = at + head.length;
    const end = body.indexOf(between, start);
    if (end < 0) throw new Against('a part without an end');
    parts.push(body.subarray(start, end));
    at = end + between.length;
  }
  if (parts.length === 0) throw new Against('no part');
  return parts;
}

const item = (sopClass: string, uid: string, more: object) => ({
  '00081150': { vr: 'UI', Value: [sopClass] },
  '00081155': { vr: 'UI', Value: [uid] },
  ...more,
});

export async function startDicomweb(): Promise<DicomwebServer> {
  const stored = new Map<string, Stored>();
  const complaints: string[] = [];
  const lots: string[][] = [];
  const reasons = new Map<string, number>();
  const unspoken = new Set<string>();
  const faults: Fault[] = [];
  let headers: http.IncomingHttpHeaders = {};

  const answerTo = (parts: readonly Buffer[], base: string) => {
    const lot: string[] = [];
    const [referenced, failed]: [object[], object[]] = [[], []];
    for (const bytes of parts) {
      const { uid, sopClass } = identityOf(bytes);
      lot.push(uid);
      const reason = reasons.get(uid);
      if (reason === undefined) {
        const before = stored.get(uid);
        if (before && !before.bytes.equals(bytes)) complaints.push(`other bytes for ${uid}`);
        stored.set(uid, { bytes: Buffer.from(bytes), times: (before?.times ?? 0) + 1 });
      }
      if (unspoken.has(uid)) continue;
      if (reason === undefined)
        referenced.push(item(sopClass, uid, { '00081190': { vr: 'UR', Value: [`${base}/instances/${uid}`] } }));
      else failed.push(item(sopClass, uid, { '00081197': { vr: 'US', Value: [reason] } }));
    }
    lots.push(lot);
    const sequence = (items: readonly object[]) => ({ vr: 'SQ', Value: items });
    return {
      status: failed.length === 0 ? 200 : referenced.length > 0 ? 202 : 409,
      dataset: {
        '00081190': { vr: 'UR', Value: [`${base}/studies/1`] },
        ...(referenced.length > 0 ? { '00081199': sequence(referenced) } : {}),
        ...(failed.length > 0 ? { '00081198': sequence(failed) } : {}),
      },
    };
  };

  const served: DicomwebServer = {
    url: '',
    stored,
    complaints,
    lots,
    headers: () => headers,
    faults,
    reasons,
    most: Number.POSITIVE_INFINITY,
    lineHolds: Number.POSITIVE_INFINITY,
    token: null,
    speaks: 'json',
    answers: Number.POSITIVE_INFINITY,
    unspoken,
    allowed: new Set(),
    gate: { wait: Promise.resolve() },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { origin } = request.headers;
    if (origin !== undefined && served.allowed.has(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      if (request.method === 'OPTIONS') {
        response.setHeader('Access-Control-Allow-Methods', 'POST');
        response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
        response.writeHead(204).end();
        return;
      }
    }
    headers = request.headers;
    const plain = (status: number, body = '', more: http.OutgoingHttpHeaders = {}): void =>
      void response.writeHead(status, more).end(body);
    const fault = faults.shift();
    const holds = fault && 'cutAfter' in fault ? fault.cutAfter : served.lineHolds;
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of request as AsyncIterable<Buffer>) {
      pieces.push(piece);
      length += piece.length;
      if (length > holds) {
        request.socket.destroy();
        return;
      }
    }
    await served.gate.wait;
    if (fault && 'hang' in fault) return;
    if (fault && 'status' in fault) {
      const { status, retryAfter, body } = fault;
      plain(status, body, retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) });
      return;
    }
    if (lots.length >= served.answers) return;
    if (served.token !== null && request.headers.authorization !== `Bearer ${served.token}`) return plain(401);
    if (length > served.most) return plain(413);
    try {
      if (request.method !== 'POST' || request.url !== '/dicom-web/studies')
        throw new Against(`${String(request.method)} ${String(request.url)}`);
      const type = `application/dicom+${served.speaks}`;
      if (request.headers.accept?.split(/[,;] ?/u).includes(type) !== true) throw new Against('Accept');
      const parts = partsOf(Buffer.concat(pieces), request.headers['content-type'] ?? '');
      const { status, dataset } = answerTo(parts, served.url);
      if (fault && 'loseAnswer' in fault) {
        request.socket.destroy();
        return;
      }
      plain(status, served.speaks === 'xml' ? nativeDicom(dataset) : JSON.stringify(dataset), { 'Content-Type': type });
    } catch (error) {
      if (!(error instanceof Against)) throw error;
      complaints.push(error.message);
      plain(400, error.message);
    }
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A line that was cut is no fault of this server.
      if (!request.destroyed) complaints.push(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(served, { url: `http://127.0.0.1:${String(port)}/dicom-web` });
}
