/**
 * A small S3 on a real socket: what the backend's store asks of S3, and nothing else; whatever else is asked answers 501.
 * Every request must be signed, every body be the signed one, and lists come in short pages, so that paging is met.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bucket, S3Refusal } from './bucket.ts';
import { signatureFault, testCredentials } from './signature.ts';

/** Entries of one page of any list. */
const PAGE = 3;

export interface S3Server {
  readonly bucket: Bucket;
  /** What `S3_*` say to the backend. */
  readonly place: {
    readonly bucket: string;
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: typeof testCredentials;
  };
  /** One word for each request that came: `PutObject`, `UploadPart`, … */
  readonly log: string[];
  /** Told of each request before it is carried out; what it throws is the answer. */
  before: (act: string, key: string) => void | Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

interface Asked {
  readonly act: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const xml = (name: string, inner: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`,
});
const tag = (name: string, value: string | number | boolean): string => `<${name}>${String(value)}</${name}>`;

/** A page of a list behind a marker. */
function pageOf<Entry>(
  entries: readonly (readonly [string, Entry])[],
  after: string,
): {
  readonly page: readonly (readonly [string, Entry])[];
  readonly last: string;
  readonly truncated: boolean;
} {
  const left = entries.filter(([key]) => key > after);
  const page = left.slice(0, PAGE);
  return { page, last: page.at(-1)?.[0] ?? '', truncated: left.length > page.length };
}

const byKey = <Entry>(entries: Iterable<readonly [string, Entry]>): readonly (readonly [string, Entry])[] =>
  [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));

function read(bucket: Bucket, { key, headers, act }: Asked): Answer {
  const { body, etag, metadata, made } = bucket.get(key);
  const named = {
    ETag: etag,
    'Last-Modified': made.toUTCString(),
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  const range = /^bytes=(\d+)-(\d*)$/u.exec(headers.range ?? '');
  if (!range || act === 'HeadObject')
    return { status: 200, headers: { ...named, 'Content-Length': String(body.length) }, body };
  const start = Number(range[1]);
  if (start >= body.length) throw new S3Refusal('InvalidRange', 416);
  const end = Math.min(range[2] === '' ? body.length : Number(range[2]) + 1, body.length);
  const part = body.subarray(start, end);
  return {
    status: 206,
    headers: {
      ...named,
      'Content-Length': String(part.length),
      'Content-Range': `bytes ${start}-${end - 1}/${body.length}`,
    },
    body: part,
  };
}

const acts: Readonly<Record<string, (bucket: Bucket, asked: Asked) => Answer>> = {
  GetObject: read,
  HeadObject: read,
  PutObject(bucket, { key, headers, body }) {
    const metadata = Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), String(value)]] : [],
    );
    return {
      status: 200,
      headers: { ETag: bucket.put(key, body, Object.fromEntries(metadata) as Record<string, string>) },
    };
  },
  DeleteObject(bucket, { key }) {
    bucket.objects.delete(key);
    return { status: 204 };
  },
  CreateMultipartUpload: (bucket, { key }) =>
    xml('InitiateMultipartUploadResult', tag('Key', key) + tag('UploadId', bucket.begin(key))),
  UploadPart: (bucket, { key, query, body }) => ({
    status: 200,
    headers: { ETag: bucket.putPart(key, query.get('uploadId') ?? '', Number(query.get('partNumber')), body) },
  }),
  ListParts(bucket, { key, query }) {
    const { parts } = bucket.upload(key, query.get('uploadId') ?? '');
    const pad = (number: number | string): string => String(number).padStart(5, '0');
    const all = byKey([...parts].map(([number, part]) => [pad(number), part] as const));
    const { page, last, truncated } = pageOf(all, pad(query.get('part-number-marker') ?? 0));
    const listed = page.map(([number, { body, etag }]) =>
      tag('Part', tag('PartNumber', Number(number)) + tag('Size', body.length) + tag('ETag', etag)),
    );
    return xml(
      'ListPartsResult',
      listed.join('') + tag('IsTruncated', truncated) + tag('NextPartNumberMarker', Number(last)),
    );
  },
  CompleteMultipartUpload(bucket, { key, query, body }) {
    const parts = [...body.toString('utf8').matchAll(/<Part>(.*?)<\/Part>/gsu)].map(([, inner = '']) => ({
      number: Number(/<PartNumber>(\d+)</u.exec(inner)?.[1]),
      etag: (/<ETag>(.*?)</u.exec(inner)?.[1] ?? '').replaceAll('&quot;', '"'),
    }));
    const etag = bucket.complete(key, query.get('uploadId') ?? '', parts);
    return xml('CompleteMultipartUploadResult', tag('Key', key) + tag('ETag', etag));
  },
  AbortMultipartUpload(bucket, { key, query }) {
    bucket.abort(key, query.get('uploadId') ?? '');
    return { status: 204 };
  },
  ListObjectsV2(bucket, { query }) {
    const prefix = query.get('prefix') ?? '';
    const all = byKey(bucket.objects).filter(([key]) => key.startsWith(prefix));
    const { page, last, truncated } = pageOf(all, query.get('continuation-token') ?? '');
    const listed = page.map(([key, { body, made }]) =>
      tag('Contents', tag('Key', key) + tag('LastModified', made.toISOString()) + tag('Size', body.length)),
    );
    return xml(
      'ListBucketResult',
      listed.join('') + tag('IsTruncated', truncated) + (truncated ? tag('NextContinuationToken', last) : ''),
    );
  },
  ListMultipartUploads(bucket, { query }) {
    const prefix = query.get('prefix') ?? '';
    const all = byKey([...bucket.uploads].map(([id, upload]) => [`${upload.key}\n${id}`, { ...upload, id }] as const));
    const after = query.has('key-marker') ? `${query.get('key-marker')}\n${query.get('upload-id-marker') ?? ''}` : '';
    const { page, last, truncated } = pageOf(
      all.filter(([, { key }]) => key.startsWith(prefix)),
      after,
    );
    const listed = page.map(([, { key, id, made }]) =>
      tag('Upload', tag('Key', key) + tag('UploadId', id) + tag('Initiated', made.toISOString())),
    );
    const [lastKey = '', lastId = ''] = last.split('\n');
    return xml(
      'ListMultipartUploadsResult',
      listed.join('') +
        tag('IsTruncated', truncated) +
        (truncated ? tag('NextKeyMarker', lastKey) + tag('NextUploadIdMarker', lastId) : ''),
    );
  },
};

/** The operation, by method and query: S3 has no other names for them on the wire. */
function actOf(method: string, key: string, query: URLSearchParams): string {
  if (key === '') return query.has('uploads') ? 'ListMultipartUploads' : query.has('list-type') ? 'ListObjectsV2' : '';
  if (query.has('uploads')) return method === 'POST' ? 'CreateMultipartUpload' : '';
  if (query.has('uploadId'))
    return (
      { PUT: 'UploadPart', GET: 'ListParts', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' }[
        method
      ] ?? ''
    );
  return { PUT: 'PutObject', GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method] ?? '';
}

/** Starts it at a port of its own, with one empty bucket. */
export async function startS3Server(): Promise<S3Server> {
  const bucket = new Bucket();
  const name = 'records-of-a-test';
  const state = { log: [] as string[], before: (() => undefined) as S3Server['before'] };

  const answer = async (request: http.IncomingMessage, body: Buffer): Promise<Answer> => {
    const url = new URL(request.url ?? '', 'http://s3.example');
    const [, named, key = ''] = /^\/([^/]+)\/?(.*)$/u.exec(decodeURIComponent(url.pathname)) ?? [];
    const fault = signatureFault(request, body);
    if (fault !== null) throw new S3Refusal(fault, 403);
    if (named !== name) throw new S3Refusal('NoSuchBucket', 404);
    const act = actOf(request.method ?? '', key, url.searchParams);
    const work = acts[act];
    if (!work) throw new S3Refusal('NotImplemented', 501);
    state.log.push(act);
    await state.before(act, key);
    return work(bucket, { act, key, query: url.searchParams, headers: request.headers, body });
  };

  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      void answer(request, Buffer.concat(pieces))
        .catch((error: unknown): Answer => {
          const { code, status } = error instanceof S3Refusal ? error : { code: 'InternalError', status: 500 };
          return { ...xml('Error', tag('Code', code)), status };
        })
        .then(({ status, headers, body }) => {
          response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
        });
    });
    request.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    bucket,
    place: {
      bucket: name,
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${String(port)}`,
      credentials: testCredentials,
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}
