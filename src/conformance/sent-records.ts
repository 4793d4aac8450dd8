/** Records as a family sends them: declared, carried, confirmed, waited for. */
import {
  declaredRecord,
  type DeclaredRecord,
  DigestTree,
  type RecordDeclaration,
  recordView,
  type RecordView,
} from '../protocol/index.ts';
import type { Backend, Seen } from './backend.ts';
import { same, Unmet } from './check.ts';
import type { Family } from './family.ts';

/** How long a record may take to be scanned and read before it counts as stuck. */
const SETTLE_MS = 30_000;

export async function declare(
  backend: Backend,
  { id, token }: Family,
  given: Partial<RecordDeclaration> & { readonly size: number },
): Promise<DeclaredRecord> {
  const record = {
    clientId: crypto.randomUUID(),
    name: 'summary.pdf',
    type: 'application/pdf',
    category: 'clinical-summary',
    documentDate: new Date().toISOString().slice(0, 10),
    ...given,
  };
  const seen = await backend.send('POST', `/referrals/${id}/records`, { token, json: { records: [record] } });
  same(seen.status, 201, 'status of the declaration');
  const parsed = declaredRecord.safeParse((seen.json as readonly unknown[])[0]);
  if (!parsed.success) throw new Unmet('a declared record has not its published shape');
  return parsed.data;
}

export const patchBytes = (
  backend: Backend,
  { token }: Family,
  url: string,
  body: Uint8Array<ArrayBuffer>,
  at: number,
): Promise<Seen> =>
  backend.send('PATCH', url, {
    token,
    body,
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(at),
      'Content-Type': 'application/offset+octet-stream',
    },
  });

export async function digestOf(bytes: Uint8Array): Promise<string> {
  const tree = new DigestTree();
  await tree.update(bytes);
  return tree.root();
}

/** Declares, sends and confirms a record; returns its id. */
export async function sendRecord(
  backend: Backend,
  family: Family,
  bytes: Uint8Array<ArrayBuffer>,
  { digest, ...more }: Partial<RecordDeclaration> & { readonly digest?: string } = {},
): Promise<string> {
  const { recordId, upload } = await declare(backend, family, { size: bytes.length, ...more });
  if (bytes.length > 0) same((await patchBytes(backend, family, upload.url, bytes, 0)).status, 204, 'sending');
  await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, {
    token: family.token,
    json: { digest: digest ?? (await digestOf(bytes)) },
  });
  return recordId;
}

/** The record once nothing moves any more: stored and read, or rejected. */
export async function settledRecord(backend: Backend, { id, token }: Family, rid: string): Promise<RecordView> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const seen = await backend.send('GET', `/referrals/${id}/records`, { token });
    const found = (seen.json as { records: readonly { id: string }[] }).records.find((record) => record.id === rid);
    const record = recordView.safeParse(found);
    if (!record.success) throw new Unmet('a record has not its published shape');
    const { transfer, verdictBy } = record.data;
    if (transfer.state === 'rejected' || (transfer.state === 'stored' && verdictBy === 'server')) return record.data;
    if (Date.now() > deadline) throw new Unmet(`a record stays ${transfer.state}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Sends a record and waits for it; returns its id. */
export async function giveRecord(
  backend: Backend,
  family: Family,
  bytes: Uint8Array<ArrayBuffer>,
  more: Partial<RecordDeclaration> = {},
): Promise<string> {
  const rid = await sendRecord(backend, family, bytes, more);
  same((await settledRecord(backend, family, rid)).transfer.state, 'stored', 'transfer');
  return rid;
}
