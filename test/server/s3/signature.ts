/** Is a request signed by who holds the key (AWS Signature Version 4), and is its body the one that was signed? */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';

export const testCredentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret of the test server' } as const;

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** The code of what is wrong; null: nothing is. */
export function signatureFault(request: IncomingMessage, body: Buffer): string | null {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/u;
  const [, key, day = '', region = '', signed = '', signature] =
    pattern.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) return 'AccessDenied';
  if (key !== testCredentials.accessKeyId) return 'InvalidAccessKeyId';
  const names = signed.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return 'AccessDenied';
  const header = (name: string): string =>
    String(request.headers[name] ?? '')
      .trim()
      .replace(/\s+/gu, ' ');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const sorted = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted();
  const payload = header('x-amz-content-sha256');
  const canonical = [
    request.method ?? '',
    path,
    sorted.join('&'),
    ...names.map((name) => `${name}:${header(name)}`),
    '',
    signed,
    payload,
  ].join('\n');
  const date = header('x-amz-date');
  const scope = `${day}/${region}/s3/aws4_request`;
  const keys = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (before, part) => hmac(before, part),
    `AWS4${testCredentials.secretAccessKey}`,
  );
  const due = hmac(keys, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  if (due !== signature) return 'SignatureDoesNotMatch';
  if (payload !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const sum = request.headers['x-amz-checksum-crc32'];
  const found = Buffer.alloc(4);
  found.writeUInt32BE(crc32(body));
  return sum === undefined || sum === found.toString('base64') ? null : 'BadDigest';
}
