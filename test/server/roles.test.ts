/**
 * Every role of the form, request by request, from the draft to the intake team; where somebody else applies for a minor,
 * a guardian signs by a link of their own (clauses 6.8–6.11).
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { programForm } from '../../src/form/program-form.ts';
import { resolve } from '../../src/form/resolve.ts';
import { roles } from '../../src/form/access-form/codes.ts';
import { type Family, verify } from '../../src/conformance/family.ts';
import { mails } from '../../src/conformance/mails.ts';
import { giveRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { Capability, JsonObject, Share, SignedConsent, StatusView } from '../../src/protocol/index.ts';
import { exampleBy, exampleGuardian } from '../../src/protocol/vectors/example-roles.ts';
import { codeOf, key, useServer } from './backend.ts';

const server = useServer();
const birthDate = '2018-05-14';
const today = new Date().toISOString().slice(0, 10);

beforeEach(async () => {
  await server().backend.send('POST', '/_test/reset', { json: {} });
});

const signed = (ids: readonly string[], more: Partial<SignedConsent> = {}): SignedConsent[] =>
  server().backend.program.consents.flatMap(({ id, version, texts }) =>
    ids.includes(id) && texts['en']
      ? [{ id, version, lang: 'en', sha256: texts['en'].sha256, given: true, method: 'checkbox' as const, ...more }]
      : [],
  );

/** Consents that the form asks of whoever applies. */
const askedOf = (form: JsonObject): string[] =>
  resolve(programForm(server().backend.program, today).definition, form).fields.flatMap(({ field, applies }) =>
    applies && field.consent !== undefined ? [field.consent] : [],
  );

const send = (method: string, { id, token }: Pick<Family, 'id' | 'token'>, path: string, json?: unknown) =>
  server().backend.send(method, `/referrals/${id}${path}`, {
    token,
    ...(json === undefined ? {} : { json }),
    headers: method === 'POST' ? key() : {},
  });
const status = async (family: Pick<Family, 'id' | 'token'>): Promise<StatusView> =>
  (await send('GET', family, '')).json as StatusView;
const codes = ({ actions }: StatusView): string[] => actions.filter(({ needed }) => needed).map(({ code }) => code);

/** Registered, with a checked address and one English record; nothing else stands in the way but a guardian. */
async function applied(role: string, change: (form: JsonObject) => JsonObject = (form) => form): Promise<Family> {
  const { backend } = server();
  const form = change(exampleBy(role));
  const made = await backend.send('POST', '/referrals', {
    json: { form, consents: signed(askedOf(form)), page: `${backend.origin}/apply`, language: 'en' },
    headers: key(),
  });
  expect(made.status, made.text).toBe(201);
  const { id, reference, capability } = made.json as { id: string; reference: string; capability: Capability };
  const family: Family = { id, reference, token: capability.token, renew: () => Promise.reject(new Error('not here')) };
  const seen = await send('POST', family, '/submissions', { stage: 'registration' });
  expect(seen.status, seen.text).toBe(200);
  await verify(backend, family, 'email');
  await giveRecord(backend, family, await englishPdf());
  return family;
}

const sendRecords = (family: Family) => send('POST', family, '/submissions', { stage: 'records' });

/** The token of the newest link that was mailed to an address. */
async function linkTo(address: string): Promise<string> {
  const mail = (await mails(server().backend)).findLast(
    ({ to, text }) => to === address && text.includes('#rso-link='),
  );
  return /#rso-link=(\S+)/u.exec(mail?.text ?? '')?.[1] ?? '';
}

const redeem = (token: string, value = birthDate) =>
  server().backend.send('POST', '/access-links/redemptions', { json: { token, fact: { kind: 'birthDate', value } } });

async function guardian(): Promise<{ id: string; token: string; capability: Capability }> {
  const seen = await redeem(await linkTo(exampleGuardian.email));
  expect(seen.status, seen.text).toBe(200);
  const { id, capability } = seen.json as { id: string; capability: Capability };
  return { id, token: capability.token, capability };
}

const sign = async (who: { id: string; token: string }, more: Partial<SignedConsent> = {}) => {
  const ids = (await status(who)).signing?.consents.filter(({ required }) => required).map(({ id }) => id) ?? [];
  return send('POST', who, '/consents', {
    consents: signed(ids, { method: 'typed-name', name: 'Khalid Al Hashimi', ...more }),
  });
};

const alone = ['parent', 'legal-guardian', 'patient'];

describe('every role reaches the intake team', () => {
  test.each(alone)('%s, by their own signature', async (role) => {
    const family = await applied(role);
    expect((await status(family)).gates.guardianConsent).toBe('n/a');
    expect((await sendRecords(family)).json).toMatchObject({ state: 'intake-review' });
    expect((await mails(server().backend)).filter(({ to }) => to === exampleGuardian.email)).toEqual([]);
  });

  test.each(roles.filter((role) => !alone.includes(role)))('%s, once a guardian has signed', async (role) => {
    const family = await applied(role);
    expect(await status(family)).toMatchObject({
      gates: { guardianConsent: 'pending' },
      shares: [{ kind: 'guardian-sign', sentTo: exampleGuardian.email, guardian: 'g1' }],
    });
    expect(codeOf(await sendRecords(family))).toBe('state-conflict');

    const father = await guardian();
    expect(father.capability).toMatchObject({ role: 'guardian', scopes: ['read', 'sign'] });
    const seen = await status(father);
    expect(codes(seen)).toEqual(['sign-consent']);
    expect(seen.signing?.submitter).toMatchObject({ role });
    expect(seen.signing?.consents.filter(({ required }) => required).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['C2', 'C3', 'C4', 'C5', 'C14', 'C15']),
    );
    expect((await sign(father)).status).toBe(201);
    expect((await status(father)).signing?.consents.every(({ required, given }) => !required || given)).toBe(true);
    expect((await status(family)).gates.guardianConsent).toBe('signed');
    expect((await sendRecords(family)).json).toMatchObject({ state: 'intake-review' });
    // The desk sees who signed what, with the name that was typed.
    expect((await server().deskReferral(family.id)).consents).toContainEqual(
      expect.objectContaining({ id: 'C4', signer: 'guardian', name: 'Khalid Al Hashimi', given: true }),
    );
  });

  test('an adult patient for whom an embassy applies gives authorisation, and no guardian is asked', async () => {
    const family = await applied('embassy', (form) => ({
      ...form,
      patient: { ...(form['patient'] as JsonObject), birthDate: '2002-01-01', authorisation: true },
    }));
    expect((await status(family)).gates.guardianConsent).toBe('n/a');
    expect((await sendRecords(family)).json).toMatchObject({ state: 'intake-review' });
  });
});

describe('the link of a guardian', () => {
  test('opens their part and nothing else', async () => {
    const family = await applied('charity');
    const father = await guardian();
    const seen = await status(father);
    expect(seen).not.toHaveProperty('requests.0');
    expect(JSON.stringify(seen)).not.toMatch(/nadia@office|12025550131|Fallot|cardiology/u);
    for (const path of ['/form', '/records', '/messages', '/requests', '/imaging', '/quote'])
      expect([path, (await send('GET', father, path)).status]).toEqual([path, 404]);
    expect((await send('POST', father, '/submissions', { stage: 'records' })).status).toBe(404);
    expect((await send('POST', father, '/capabilities', { kind: 'guardian-sign' })).status).toBe(404);
    const code = await server().backend.send('POST', '/verifications', {
      token: father.token,
      json: { purpose: 'report' },
    });
    expect(code.status).toBe(404);
    expect((await status(family)).gates.guardianConsent).toBe('pending');
  });

  test('opens as often as it is needed, only with the second fact, and five wrong ones end it', async () => {
    const family = await applied('embassy');
    const token = await linkTo(exampleGuardian.email);
    const first = await guardian();
    const second = await guardian();
    expect((await send('GET', first, '')).status).toBe(401);
    expect((await send('GET', second, '')).status).toBe(200);
    for (let tries = 0; tries < 4; tries += 1) expect(codeOf(await redeem(token, '1999-01-01'))).toBe('fact-required');
    expect(codeOf(await redeem(token, '1999-01-01'))).toBe('link-invalid');
    expect(codeOf(await redeem(token))).toBe('link-invalid');
    // The family's own links are not locked by it, and the guardian is to be asked again.
    expect(codes(await status(family))).toContain('invite-guardian');
    expect((await send('POST', family, '/capabilities', { kind: 'guardian-sign' })).status).toBe(201);
    expect((await status(await guardian())).role).toBe('guardian');
  });

  test('a refusal ends the request and says so to whoever applied', async () => {
    const family = await applied('insurer');
    expect((await sign(await guardian(), { given: false })).status).toBe(201);
    expect(await status(family)).toMatchObject({ state: 'declined', gates: { guardianConsent: 'refused' } });
    expect((await mails(server().backend)).at(-1)).toMatchObject({
      to: 'nadia@office.example',
      kind: 'guardian-refused',
    });
  });

  test('a part of the texts is no signature, and texts of others are not taken', async () => {
    const family = await applied('charity');
    const father = await guardian();
    expect((await send('POST', father, '/consents', { consents: signed(['C3', 'C13']) })).status).toBe(201);
    expect((await status(family)).gates.guardianConsent).toBe('pending');
    expect(codeOf(await send('POST', father, '/consents', { consents: signed(['C8']) }))).toBe('validation');
    expect((await sign(father)).status).toBe(201);
    expect((await status(family)).gates.guardianConsent).toBe('signed');
  });

  test('answers that ask for more of their word afterwards wait for it', async () => {
    const family = await applied('other-representative');
    expect((await sign(await guardian())).status).toBe(201);
    const form = await send('GET', family, '/form');
    const patched = await server().backend.send('PATCH', `/referrals/${family.id}/form`, {
      token: family.token,
      json: {
        payer: {
          type: 'employer',
          organisation: 'Atlas Works',
          contactName: 'Omar Aziz',
          contactEmail: 'hr@atlas.example',
        },
      },
      headers: { 'If-Match': form.headers.get('ETag') ?? '' },
    });
    expect(patched.status, patched.text).toBe(200);
    const refused = await sendRecords(family);
    expect(refused.json).toMatchObject({ errors: [{ pointer: '/consents/C12', code: 'consent.guardian' }] });
    expect((await sign(await guardian())).status).toBe(201);
    expect((await sendRecords(family)).json).toMatchObject({ state: 'intake-review' });
  });

  test('is ended by whoever had it sent', async () => {
    const family = await applied('charity');
    const [share] = (await status(family)).shares ?? [];
    const father = await guardian();
    expect((await send('DELETE', family, `/capabilities/${share?.id ?? ''}`)).status).toBe(204);
    expect((await send('GET', father, '')).status).toBe(401);
    expect(codeOf(await redeem(await linkTo(exampleGuardian.email)))).toBe('link-invalid');
    expect((await send('DELETE', family, `/capabilities/${share?.id ?? ''}`)).status).toBe(404);
  });

  test('a guardian without an e-mail address is written to at one that is given then', async () => {
    const family = await applied('charity', (form) => ({
      ...form,
      guardians: {
        g1: { ...exampleGuardian, email: null, phone: { number: '+12025550123' } },
      } as unknown as JsonObject,
    }));
    expect(codes(await status(family))).toContain('invite-guardian');
    expect((await send('POST', family, '/capabilities', { kind: 'guardian-sign' })).json).toMatchObject({
      errors: [{ pointer: '/email', code: 'required' }],
    });
    const sent = await send('POST', family, '/capabilities', { kind: 'guardian-sign', email: 'k@family.example' });
    expect(sent.json as Share).toMatchObject({ sentTo: 'k@family.example' });
    expect((await redeem(await linkTo('k@family.example'))).status).toBe(200);
  });
});

describe('the link of a sponsor', () => {
  test('shows state and fee, nothing clinical, and only where that was agreed to', async () => {
    const plain = await applied('parent');
    expect(codeOf(await send('POST', plain, '/capabilities', { kind: 'sponsor-status' }))).toBe('state-conflict');
    const family = await applied('parent', (form) => ({
      ...form,
      payer: {
        type: 'employer',
        organisation: 'Atlas Works',
        contactName: 'Omar Aziz',
        contactEmail: 'hr@atlas.example',
      },
    }));
    expect((await send('POST', family, '/capabilities', { kind: 'sponsor-status' })).status).toBe(201);
    const seen = await redeem(await linkTo('hr@atlas.example'));
    const { id, capability } = seen.json as { id: string; capability: Capability };
    const sponsor = { id, token: capability.token };
    const view = await status(sponsor);
    expect(view).toMatchObject({ role: 'sponsor', state: 'registered', requests: [], specialties: [] });
    expect(view).not.toHaveProperty('child');
    for (const path of ['/form', '/records', '/messages', '/requests', '/imaging'])
      expect([path, (await send('GET', sponsor, path)).status]).toEqual([path, 404]);
  });
});
