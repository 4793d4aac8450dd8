/** A family that goes as far as a check needs it: the acts of a person, over HTTP. */
import {
  type Capability,
  declaredRecord,
  type DeclaredRecord,
  DigestTree,
  type JsonObject,
  type RecordDeclaration,
  recordView,
  type RecordView,
  type SignedConsent,
} from '../protocol/index.ts';
import { exampleComplete, exampleConsents, exampleRegistration } from '../protocol/vectors/example.ts';
import type { Backend, Seen } from './backend.ts';
import { programForm } from '../form/program-form.ts';
import { resolve } from '../form/resolve.ts';
import { exampleBy } from '../protocol/vectors/example-roles.ts';
import { same, Unmet } from './check.ts';
import { englishPdf } from './sample-pdf.ts';

export const sampleEmail: string = exampleRegistration.submitter.email;
export const sampleBirthDate: string = exampleRegistration.patient.birthDate;
/** What must never be seen in a mail, a link or the history. */
export const sampleMarkers: readonly string[] = [
  'Layla',
  'Hashimi',
  'ليلى',
  'Fallot',
  sampleBirthDate,
  exampleRegistration.submitter.phone.number,
];

/** How long a record may take to be scanned and read before it counts as stuck. */
const SETTLE_MS = 30_000;

export interface DraftBody {
  readonly form: JsonObject;
  readonly consents: readonly SignedConsent[];
  readonly page: string;
  readonly language: string;
}

export interface Family {
  readonly id: string;
  readonly reference: string;
  readonly token: string;
  /** A new capability by link and second fact: the old one may have run out. Needs the test profile. */
  readonly renew: () => Promise<Family>;
}

export interface Draft extends Family {
  readonly seen: Seen;
  readonly body: DraftBody;
}

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

function consentsOf(backend: Backend, ids: readonly string[]): SignedConsent[] {
  return backend.program.consents.flatMap((descriptor) => {
    const [lang, text] = Object.entries(descriptor.texts)[0] ?? [];
    if (!ids.includes(descriptor.id) || lang === undefined || text === undefined) return [];
    return [
      { id: descriptor.id, version: descriptor.version, lang, sha256: text.sha256, given: true, method: 'checkbox' },
    ];
  });
}

export const draftBody = (backend: Backend): Promise<DraftBody> =>
  Promise.resolve({
    form: exampleRegistration,
    consents: consentsOf(backend, exampleConsents.registration),
    page: `${backend.origin}/`,
    language: 'en',
  });

export async function createDraft(backend: Backend, changes: Readonly<Record<string, unknown>> = {}): Promise<Draft> {
  const body = { ...(await draftBody(backend)), ...changes };
  const seen = await backend.send('POST', '/referrals', { json: body, headers: key() });
  const made = seen.json as { id?: string; reference?: string; capability?: Partial<Capability> } | undefined;
  return { ...familyOf(backend, made?.id ?? '', made?.reference ?? '', made?.capability?.token ?? ''), seen, body };
}

function familyOf(backend: Backend, id: string, reference: string, token: string): Family {
  return {
    id,
    reference,
    token,
    renew: async () => {
      const link = (await linkInMail(backend, reference)).hash.replace('#rso-link=', '');
      const seen = await backend.send('POST', '/access-links/redemptions', {
        json: { token: link, fact: { kind: 'birthDate', value: sampleBirthDate } },
      });
      same(seen.status, 200, 'redemption');
      return familyOf(backend, id, reference, (seen.json as { capability: Capability }).capability.token);
    },
  };
}

export const submit = (backend: Backend, { id, token }: Family, stage: 'registration' | 'records'): Promise<Seen> =>
  backend.send('POST', `/referrals/${id}/submissions`, {
    token,
    json: { stage, ...(stage === 'records' ? { consents: consentsOf(backend, exampleConsents.records) } : {}) },
    headers: key(),
  });

/** A draft, submitted for registration. */
export async function register(backend: Backend): Promise<Family> {
  const draft = await createDraft(backend);
  same(draft.seen.status, 201, 'status of the draft');
  const seen = await submit(backend, draft, 'registration');
  if (seen.status !== 200) throw new Unmet(`registration answered ${seen.status}: ${pointers(seen)}`);
  return draft;
}

const pointers = ({ json }: Seen): string => {
  const { code, errors } = (json ?? {}) as { code?: string; errors?: readonly { pointer: string; code: string }[] };
  return [code, ...(errors ?? []).map((error) => `${error.pointer} ${error.code}`)].join(', ');
};

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Mails of the test profile's outbox. */
export async function mails(backend: Backend): Promise<readonly Mail[]> {
  const seen = await backend.send('GET', '/_test/outbox');
  return (seen.json as { mails: readonly Mail[] }).mails;
}

/** What a mail that `act` causes says where `pattern` matches; mails of before do not count, whatever their date. */
async function inMailAfter(backend: Backend, act: () => Promise<unknown>, pattern: RegExp): Promise<string> {
  const before = new Set((await mails(backend)).map((mail) => JSON.stringify(mail)));
  await act();
  const fresh = (await mails(backend)).filter((mail) => !before.has(JSON.stringify(mail)));
  const found = fresh.map(({ text }) => pattern.exec(text)?.[0]).find(Boolean);
  if (!found) throw new Unmet('no mail came');
  return found;
}

/** Asks for a code by e-mail, reads it in the mail and enters it. */
export async function verify(backend: Backend, { token }: Family, purpose: 'email' | 'report'): Promise<void> {
  let id = '';
  const code = await inMailAfter(
    backend,
    async () => {
      const started = await backend.send('POST', '/verifications', { token, json: { purpose } });
      same(started.status, 202, 'status of the verification');
      ({ id } = started.json as { id: string });
    },
    /\b\d{6}\b/u,
  );
  const seen = await backend.send('POST', `/verifications/${id}/attempts`, { token, json: { code } });
  same((seen.json as { verified?: unknown }).verified, true, 'verified');
}

/** Asks for a link and reads it in the mail. */
export async function linkInMail(backend: Backend, reference: string): Promise<URL> {
  const json = { email: sampleEmail, reference, page: `${backend.origin}/` };
  const ask = () => backend.send('POST', '/access-links', { json });
  return new URL(await inMailAfter(backend, ask, /https?:\/\/\S+#rso-link=\S+/u));
}

/** Registered, with the e-mail address checked. */
export async function verifiedFamily(backend: Backend): Promise<Family> {
  const family = await register(backend);
  await verify(backend, family, 'email');
  return family;
}

/** Registered by somebody else than a parent, with a checked address: a guardian has to sign. */
export async function appliedBy(backend: Backend, role: string): Promise<Family> {
  const form = exampleBy(role);
  const asked = resolve(programForm(backend.program, new Date().toISOString().slice(0, 10)).definition, form).fields;
  const ids = asked.flatMap(({ field, step, applies }) =>
    applies && step.stage === 1 && field.consent !== undefined ? [field.consent] : [],
  );
  const draft = await createDraft(backend, { form, consents: consentsOf(backend, ids) });
  const seen = await submit(backend, draft, 'registration');
  if (seen.status !== 200) throw new Unmet(`registration answered ${seen.status}: ${pointers(seen)}`);
  await verify(backend, draft, 'email');
  return draft;
}

/** The token of the newest link that was mailed to an address. */
export async function linkMailedTo(backend: Backend, address: string): Promise<string> {
  const mail = (await mails(backend)).findLast(({ to, text }) => to === address && text.includes('#rso-link='));
  const token = /#rso-link=(\S+)/u.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Unmet('no link was mailed');
  return token;
}

/** Fills in the rest of the form. */
export async function completeForm(backend: Backend, { id, token }: Family): Promise<void> {
  const path = `/referrals/${id}/form`;
  const etag = (await backend.send('GET', path, { token })).headers.get('ETag') ?? '';
  // Images are declared in a real form; here nothing but documents stands in the way of the clock.
  const { imaging: _, ...complete } = exampleComplete;
  const json = { ...complete, signature: { ...complete.signature, date: new Date().toISOString().slice(0, 10) } };
  const seen = await backend.send('PATCH', path, { token, json, headers: { 'If-Match': etag } });
  same(seen.status, 200, 'status of the patch');
}

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

/** The test profile's hand on the lifecycle: an event, with what comes with a quote. */
export const advance = (
  backend: Backend,
  { id }: Family,
  event: Readonly<Record<string, unknown>> & { readonly type: string; readonly actor: string },
): Promise<Seen> => backend.send('POST', `/_test/referrals/${id}/advance`, { json: { event } });

/** Sets the backend's clock; `null` gives it back. */
export const setClock = async (backend: Backend, now: string | null): Promise<void> => {
  same((await backend.send('POST', '/_test/clock', { json: { now } })).status, 200, 'status of the test clock');
};

/** Records submitted and accepted by the intake team. */
export async function inAssignment(backend: Backend): Promise<Family> {
  const family = await verifiedFamily(backend);
  await completeForm(backend, family);
  await giveRecord(backend, family, await englishPdf());
  const seen = await submit(backend, family, 'records');
  if (seen.status !== 200) throw new Unmet(`submission of records answered ${seen.status}: ${pointers(seen)}`);
  same((await advance(backend, family, { type: 'accept', actor: 'intake' })).status, 200, 'accepting');
  return family;
}

/** All gates closed: the expert reads. */
export async function inReview(backend: Backend): Promise<Family> {
  const family = await inAssignment(backend);
  for (const event of [
    { type: 'assign', actor: 'intake' },
    { type: 'fee.waive', actor: 'intake', reasonCode: 'charity' },
    { type: 'documents.complete', actor: 'intake' },
  ])
    same((await advance(backend, family, event)).status, 200, event.type);
  return family;
}
