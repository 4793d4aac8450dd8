/** Whom the receipt is made out to (clause 11.3), from the quote to the desk and the payment page. */
import { describe, expect, test } from 'vitest';
import {
  advance,
  completeForm,
  createDraft,
  type Family,
  inAssignment,
  sampleBirthDate,
  verifiedFamily,
} from '../../src/conformance/family.ts';
import { acceptQuote, offerQuote, statusOf } from '../../src/conformance/quotes.ts';
import type { Backend, Seen } from '../../src/conformance/backend.ts';
import { mails } from '../../src/conformance/mails.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import { giveRecord } from '../../src/conformance/sent-records.ts';
import type { JsonObject, Program } from '../../src/protocol/index.ts';
import { exampleBilling, exampleConsents } from '../../src/protocol/vectors/example.ts';
import { demoBases } from '../../demo/server/memory.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import { key, useServer } from './backend.ts';

const origin = 'http://localhost:4173';
const { program, texts } = northbridge({ origins: [origin] });
/** The same program as another says it: what it asks, or that it asks nothing. */
const programs = (change: (program: Program) => Program) => ({
  programs: [{ base: demoBases.northbridge, program: change(program), texts }],
});

const found = ({ json }: Seen) =>
  ((json as { errors?: { pointer: string; code: string }[] }).errors ?? []).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );
const { billing } = exampleBilling;

/** As far as a quote, with a charity that pays and the consent that goes with it. */
async function sponsored(backend: Backend): Promise<Family> {
  const family = await verifiedFamily(backend);
  await completeForm(backend, family);
  const path = `/referrals/${family.id}`;
  const { token } = family;
  const etag = (await backend.send('GET', `${path}/form`, { token })).headers.get('ETag') ?? '';
  const json = {
    payer: {
      type: 'charity',
      organisation: 'Harbour Relief Fund',
      contactName: 'Omar Aziz',
      contactEmail: 'omar@harbour.example',
    },
  };
  await backend.send('PATCH', `${path}/form`, { token, json, headers: { 'If-Match': etag } });
  await giveRecord(backend, family, await englishPdf());
  const consents = backend.program.consents.flatMap(({ id, version, texts }) =>
    [...exampleConsents.records, 'C12'].includes(id) && texts['en']
      ? [{ id, version, lang: 'en', sha256: texts['en'].sha256, given: true, method: 'checkbox' }]
      : [],
  );
  const sent = await backend.send('POST', `${path}/submissions`, {
    token,
    json: { stage: 'records', consents },
    headers: key(),
  });
  expect(sent.status, sent.text).toBe(200);
  await advance(backend, family, { type: 'accept', actor: 'intake' });
  return family;
}

describe('a family that pays itself', () => {
  const server = useServer();
  const quoted = async (): Promise<Family> => {
    const family = await inAssignment(server().backend);
    await offerQuote(server().backend, family);
    return family;
  };

  test('is refused without it, with a pointer for each box, and nothing is accepted', async () => {
    const { backend } = server();
    const family = await quoted();
    const refused = await acceptQuote(backend, family, 1, null);
    expect(refused.status).toBe(422);
    expect(found(refused)).toEqual([
      '/billing/name/full required',
      '/billing/email required',
      '/billing/address/country required',
    ]);
    const wrong = { billing: { ...billing, address: { ...billing.address, country: 'DE' } } };
    expect(found(await acceptQuote(backend, family, 1, wrong))).toEqual([
      '/billing/address/postalCode address.postal-code-required',
    ]);
    const view = await statusOf(backend, family);
    expect(view.quote).toMatchObject({ state: 'offered' });
    expect(view.quote).not.toHaveProperty('form');
    expect(view.gates.fee).toBe('quoted');
  });

  test('sees it with the quote, as it is kept; the desk and the payment page see it too', async () => {
    const { backend, app } = server();
    const family = await quoted();
    const given = {
      billing: {
        name: { full: '  Hashimi   Trading ' },
        email: 'Office@FAMILY.example ',
        address: { country: 'DE', lines: [' Palmenweg 12 '], locality: 'Bonn', postalCode: '٥٣١١١' },
      },
      patient: { name: { full: 'Somebody Else' } },
    };
    const accepted = await acceptQuote(backend, family, 1, given);
    expect(accepted.status, accepted.text).toBe(201);
    const form = (accepted.json as { form: JsonObject }).form;
    // In its stored writing, and nothing that belongs elsewhere.
    expect(form).toEqual({
      billing: {
        name: { full: expect.stringMatching(/^Hashimi\s+Trading$/u) as string },
        email: 'Office@family.example',
        address: { country: 'DE', lines: ['Palmenweg 12'], locality: 'Bonn', postalCode: '53111' },
      },
    });
    expect((await statusOf(backend, family)).quote?.form).toEqual(form);
    const seen = await backend.send('GET', `/referrals/${family.id}/quote`, { token: family.token });
    expect((seen.json as { form: JsonObject }).form).toEqual(form);
    expect((await server().deskReferral(family.id)).receipt).toEqual([
      expect.objectContaining({ pointer: '/billing/name', type: 'name' }),
      expect.objectContaining({ pointer: '/billing/email', value: 'Office@family.example' }),
      expect.objectContaining({ pointer: '/billing/address', type: 'address' }),
    ]);
    const paying = await backend.send('POST', `/referrals/${family.id}/payment-sessions`, {
      token: family.token,
      json: { returnTo: backend.origin },
      headers: key(),
    });
    const session = new URL((paying.json as { redirectUrl: string }).redirectUrl).searchParams.get('session') ?? '';
    expect((await backend.send('GET', `${app.origin}/pay/sessions/${session}`)).json).toMatchObject({
      receipt: { email: 'Office@family.example' },
    });
    // The child's form is as it was.
    const answers = await backend.send('GET', `/referrals/${family.id}/form`, { token: family.token });
    expect(answers.text).not.toMatch(/billing|Somebody Else/u);
  });

  test('says it once: it stands with the next quote, and can be said anew', async () => {
    const { backend } = server();
    const family = await quoted();
    expect((await acceptQuote(backend, family, 1)).status).toBe(201);
    await offerQuote(backend, family);
    expect((await statusOf(backend, family)).quote).toMatchObject({ version: 2, state: 'offered', form: { billing } });
    expect((await acceptQuote(backend, family, 2, null)).status).toBe(201);
    await offerQuote(backend, family);
    const other = { billing: { ...billing, name: { full: 'Khalid Al Hashimi' } } };
    expect((await acceptQuote(backend, family, 3, other)).status).toBe(201);
    expect((await statusOf(backend, family)).quote?.form).toEqual(other);
  });

  test('answers no other question by it: a version that is gone is still gone', async () => {
    const { backend } = server();
    const family = await quoted();
    expect((await acceptQuote(backend, family, 7, null)).status).toBe(409);
  });

  test('is not in logs, mails or history', async () => {
    const { backend } = server();
    const family = await quoted();
    await acceptQuote(backend, family, 1);
    await advance(backend, family, { type: 'fee.pay', actor: 'system' });
    const history = await backend.send('GET', `/referrals/${family.id}/events?after=0`, { token: family.token });
    const mails = await backend.send('GET', '/_test/outbox');
    expect([JSON.stringify(server().lines), history.text, mails.text].join('\n')).not.toContain('Palm Street');
  });
});

describe('a payer who is not the family', () => {
  const server = useServer();
  test('is asked nothing, and what is sent all the same is not kept', async () => {
    const { backend } = server();
    const family = await sponsored(backend);
    await offerQuote(backend, family);
    expect((await acceptQuote(backend, family, 1)).status).toBe(201);
    expect((await statusOf(backend, family)).quote).not.toHaveProperty('form');
    expect((await server().deskReferral(family.id)).receipt).toEqual([]);
  });
});

describe('a program that asks everybody', () => {
  const server = useServer(programs((base) => ({ ...base, fee: { ...base.fee, billing: { when: true } } })));
  test('shows a sponsor the fee, and no name or address of the family', async () => {
    const { backend } = server();
    const family = await sponsored(backend);
    await offerQuote(backend, family);
    expect((await acceptQuote(backend, family, 1)).status).toBe(201);
    const path = `/referrals/${family.id}`;
    const json = { kind: 'sponsor-status' };
    expect(
      (await backend.send('POST', `${path}/capabilities`, { token: family.token, json, headers: key() })).status,
    ).toBe(201);
    const mail = (await mails(backend)).findLast(({ to }) => to === 'omar@harbour.example');
    const link = /#rso-link=(\S+)/u.exec(mail?.text ?? '')?.[1] ?? '';
    const redeemed = await backend.send('POST', '/access-links/redemptions', {
      json: { token: link, fact: { kind: 'birthDate', value: sampleBirthDate } },
    });
    const { token } = (redeemed.json as { capability: { token: string } }).capability;
    for (const where of [path, `${path}/quote`]) {
      const seen = await backend.send('GET', where, { token });
      expect(seen.text).toContain('"state":"accepted"');
      expect(seen.text).not.toMatch(/Hashimi|Palm Street|mariam@/u);
    }
    const returnTo = backend.origin;
    const paying = await backend.send('POST', `${path}/payment-sessions`, {
      token,
      json: { returnTo },
      headers: key(),
    });
    const session = new URL((paying.json as { redirectUrl: string }).redirectUrl).searchParams.get('session') ?? '';
    const page = await backend.send('GET', `${server().app.origin}/pay/sessions/${session}`);
    expect(page.json).not.toHaveProperty('receipt');
  });
});

describe('a program that does not ask', () => {
  const server = useServer(programs(({ fee: { billing: _asked, ...fee }, ...rest }) => ({ ...rest, fee })));
  test('takes an acceptance as before, with or without it', async () => {
    const { backend } = server();
    expect(backend.program.fee).not.toHaveProperty('billing');
    const family = await inAssignment(backend);
    await offerQuote(backend, family);
    expect((await acceptQuote(backend, family, 1, exampleBilling)).status).toBe(201);
    expect((await statusOf(backend, family)).quote).not.toHaveProperty('form');
    expect((await createDraft(backend)).seen.status).toBe(201);
  });
});

describe('a program with a question of its own', () => {
  const text = { en: 'Tax number' };
  const server = useServer(
    programs((base) => ({
      ...base,
      form: {
        version: '2',
        operations: [{ add: { id: 'taxNumber', type: 'text', required: true, text }, after: '/billing/email' }],
      },
    })),
  );
  test('gets its answer, and the desk reads it under its own words', async () => {
    const { backend } = server();
    const family = await inAssignment(backend);
    await offerQuote(backend, family);
    expect(found(await acceptQuote(backend, family, 1))).toEqual(['/custom/taxNumber required']);
    const form = { ...exampleBilling, custom: { taxNumber: 'T-1', other: 'not asked' } };
    expect((await acceptQuote(backend, family, 1, form)).status).toBe(201);
    expect((await statusOf(backend, family)).quote?.form).toEqual({ ...exampleBilling, custom: { taxNumber: 'T-1' } });
    expect((await server().deskReferral(family.id)).receipt).toContainEqual(
      expect.objectContaining({ pointer: '/custom/taxNumber', label: 'Tax number', value: 'T-1' }),
    );
  });
});
