/** A family that goes as far as a check needs it: the acts of a person, over HTTP. */
import type { Capability, JsonObject, SignedConsent } from '../protocol/index.ts';
import { exampleComplete, exampleConsents, exampleRegistration } from '../protocol/vectors/example.ts';
import type { Backend, Seen } from './backend.ts';
import { programForm } from '../form/program-form.ts';
import { resolve } from '../form/resolve.ts';
import { exampleBy } from '../protocol/vectors/example-roles.ts';
import { same, Unmet } from './check.ts';
import { inMailAfter } from './mails.ts';
import { englishPdf } from './sample-pdf.ts';
import { giveRecord } from './sent-records.ts';

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
