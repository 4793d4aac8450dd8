/** Clause 7: declared records, tus uploads, digests, scanning. */
import { declaredRecord, LEAF_BYTES, recordView, type RecordView } from '../../protocol/index.ts';
import type { Backend, Seen } from '../backend.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { type Family, register, verifiedFamily } from '../family.ts';
import { declare, digestOf, patchBytes, sendRecord, settledRecord } from '../sent-records.ts';
import { englishPdf } from '../sample-pdf.ts';
import { mustBeProblem } from './general.ts';

const tus = { 'Tus-Resumable': '1.0.0' };

async function record(backend: Backend, family: Family, rid: string): Promise<RecordView> {
  const seen = await backend.send('GET', `/referrals/${family.id}/records`, { token: family.token });
  const found = (seen.json as { records: unknown[] }).records
    .map((item) => recordView.safeParse(item))
    .find((parsed) => parsed.success && parsed.data.id === rid);
  if (!found?.success) throw new Unmet('the record is not listed in its published shape');
  return found.data;
}

const offset = (seen: Seen): number => Number(seen.headers.get('Upload-Offset'));

export const uploads: readonly Check[] = [
  {
    clause: '7.1',
    title: 'declaring makes the upload, once for each client id',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const clientId = crypto.randomUUID();
      const first = await declare(backend, family, { size: 10, clientId });
      const second = await declare(backend, family, { size: 10, clientId });
      same(second.recordId, first.recordId, 'record id');
      must(declaredRecord.safeParse(first).success, 'not the published shape');
      const head = await backend.send('HEAD', first.upload.url, { token: family.token, headers: tus });
      same(head.status, 200, 'HEAD');
      same(offset(head), 0, 'offset');
      same(head.headers.get('Upload-Length'), '10', 'Upload-Length');
    },
  },
  {
    clause: '7.2',
    title: 'names stay out of headers, addresses and tus metadata',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const name = 'ZZNAMEZZ.pdf';
      const declared = await declare(backend, family, { size: 10, name });
      const head = await backend.send('HEAD', declared.upload.url, { token: family.token, headers: tus });
      const seen = [declared.upload.url, ...[...head.headers].flat()].join('\n');
      const metadata = (head.headers.get('Upload-Metadata') ?? '').split(',').filter(Boolean);
      must(!seen.includes('ZZNAMEZZ') && !seen.includes(btoa(name)), 'the name shows');
      must(
        metadata.every((entry) => entry.trim().startsWith('recordId')),
        'Upload-Metadata holds more than recordId',
      );
    },
  },
  {
    clause: '7.3',
    title: 'each verb of an upload needs its own family’s capability',
    level: 1,
    run: async (backend) => {
      const [mine, theirs] = [await register(backend), await register(backend)];
      const { upload } = await declare(backend, theirs, { size: 10 });
      const patch = { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream', ...tus };
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const body = method === 'PATCH' ? { body: new Uint8Array(10) } : {};
        const headers = method === 'PATCH' ? patch : tus;
        same((await backend.send(method, upload.url, { headers, ...body })).status, 401, `${method} with nothing`);
        same(
          (await backend.send(method, upload.url, { headers, token: mine.token, ...body })).status,
          404,
          `${method} of a stranger`,
        );
      }
      const head = await backend.send('HEAD', upload.url, { token: theirs.token, headers: tus });
      same(offset(head), 0, 'offset after a stranger’s tries');
    },
  },
  {
    clause: '7.4',
    title: 'an interrupted upload goes on where the server stands; another offset is 409',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const bytes = await englishPdf();
      const declared = await declare(backend, family, { size: bytes.length });
      const url = declared.upload.url;
      same((await patchBytes(backend, family, url, bytes.slice(0, 100), 0)).status, 204, 'first part');
      same((await patchBytes(backend, family, url, bytes.slice(50), 50)).status, 409, 'another offset');
      const head = await backend.send('HEAD', url, { token: family.token, headers: tus });
      same(offset(head), 100, 'offset held');
      same((await patchBytes(backend, family, url, bytes.slice(100), 100)).status, 204, 'the rest');
    },
  },
  {
    clause: '7.5',
    title: 'X-HTTP-Method-Override works where it is offered',
    level: 1,
    run: async (backend) => {
      if (!backend.program.uploads.methodOverride) return;
      const family = await register(backend);
      const { upload } = await declare(backend, family, { size: 10 });
      const seen = await backend.send('POST', upload.url, {
        token: family.token,
        body: new Uint8Array(4),
        headers: {
          ...tus,
          'X-HTTP-Method-Override': 'PATCH',
          'Upload-Offset': '0',
          'Content-Type': 'application/offset+octet-stream',
        },
      });
      same(seen.status, 204, 'status');
      same(offset(seen), 4, 'offset');
    },
  },
  {
    clause: '7.6',
    title: 'descriptor, Tus-Max-Size and enforcement agree',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const { maxFileSize } = backend.program.uploads;
      const options = await backend.send('OPTIONS', '/uploads', { token: family.token, headers: tus });
      same(options.headers.get('Tus-Max-Size'), String(maxFileSize), 'Tus-Max-Size');
      const ask = (size: number, type: string) =>
        backend.send('POST', `/referrals/${family.id}/records`, {
          token: family.token,
          json: {
            records: [{ clientId: crypto.randomUUID(), name: 'a.pdf', size, type, category: 'clinical-summary' }],
          },
        });
      mustBeProblem(await ask(maxFileSize + 1, 'application/pdf'), 413, 'too-large');
      mustBeProblem(await ask(10, 'application/x-msdownload'), 415, 'unsupported-type');
    },
  },
  {
    clause: '7.7',
    title: 'only equal digests make a record received',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const bytes = await englishPdf();
      const right = await sendRecord(backend, family, bytes);
      same((await settledRecord(backend, family, right)).transfer.state, 'stored', 'with the right digest');
      same((await record(backend, family, right)).digest, await digestOf(bytes), 'the server’s digest');
      const wrong = await sendRecord(backend, family, bytes, { digest: '0'.repeat(64) });
      const refused = await settledRecord(backend, family, wrong);
      same(refused.transfer.state, 'rejected', 'with a wrong digest');
      same(refused.transfer.reason, 'digest-mismatch', 'reason');
      const silent = await declare(backend, family, { size: bytes.length });
      await patchBytes(backend, family, silent.upload.url, bytes, 0);
      same((await record(backend, family, silent.recordId)).transfer.state, 'receiving', 'with no digest yet');
    },
  },
  {
    clause: '7.7',
    title: 'the digest tree of a file larger than a leaf',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const pdf = await englishPdf();
      const bytes = new Uint8Array(LEAF_BYTES + 1_000).fill(0x20);
      bytes.set(pdf.subarray(0, pdf.length));
      const rid = await sendRecord(backend, family, bytes);
      await settledRecord(backend, family, rid);
      same((await record(backend, family, rid)).digest, await digestOf(bytes), 'digest');
    },
  },
  {
    clause: '7.8',
    title: 'malware, a false type and an empty file are rejected with their reason',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const text = new TextEncoder();
      // The EICAR test string, in two halves so that no scanner stops at this file.
      const eicar = text.encode('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*');
      const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = [
        ['malware', eicar],
        ['type', text.encode('<!doctype html><script>alert(1)</script>')],
        ['empty', new Uint8Array(0)],
      ];
      for (const [reason, bytes] of cases) {
        const settled = await settledRecord(backend, family, await sendRecord(backend, family, bytes));
        same(settled.transfer.state, 'rejected', reason);
        same(settled.transfer.reason, reason, 'reason');
      }
    },
  },
  {
    clause: '7.9',
    title: 'a record is described and removed until it is submitted',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const { recordId, upload } = await declare(backend, family, { size: 10 });
      const path = `/referrals/${family.id}/records/${recordId}`;
      const patched = await backend.send('PATCH', path, { token: family.token, json: { category: 'lab-report' } });
      same(patched.status, 200, 'PATCH');
      same((patched.json as { category?: unknown }).category, 'lab-report', 'category');
      same((await backend.send('DELETE', path, { token: family.token })).status, 204, 'DELETE');
      const head = await backend.send('HEAD', upload.url, { token: family.token, headers: tus });
      must(head.status >= 400, 'the upload is still there');
    },
  },
  {
    clause: '7.10',
    title: 'not more than the promised bytes before the e-mail address is checked',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      const limit = backend.program.identity.unverifiedUploadBytes;
      const ask = (family: Family) =>
        backend.send('POST', `/referrals/${family.id}/records`, {
          token: family.token,
          json: {
            records: [
              {
                clientId: crypto.randomUUID(),
                name: 'a.pdf',
                size: limit + 1,
                type: 'application/pdf',
                category: 'clinical-summary',
              },
            ],
          },
        });
      mustBeProblem(await ask(await register(backend)), 403, 'email-unverified');
      same((await ask(await verifiedFamily(backend))).status, 201, 'after the check');
    },
  },
];
