/** Records that a program asks for by data: by who pays, and by the paper under which somebody acts for the child. */
import { describe, expect, test } from 'vitest';
import { programForm } from '../../src/form/program-form.ts';
import { resolve } from '../../src/form/resolve.ts';
import { type Family, verify } from '../../src/conformance/family.ts';
import { giveRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import type { Seen } from '../../src/conformance/backend.ts';
import { applyMergePatch, type Capability, type JsonObject, type Program } from '../../src/protocol/index.ts';
import { exampleBy } from '../../src/protocol/vectors/example-roles.ts';
import { demoBases } from '../../demo/server/memory.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import { codeOf, key, type Server, useServer } from './backend.ts';

const today = new Date().toISOString().slice(0, 10);

/** A family with a checked address and a summary, about to send its records. */
async function ready({ backend }: Server, form: JsonObject): Promise<Family> {
  const asked = resolve(programForm(backend.program, today).definition, form).fields.flatMap(({ field, applies }) =>
    applies ? (field.consent ?? []) : [],
  );
  const consents = backend.program.consents.flatMap(({ id, version, texts }) =>
    asked.includes(id) && texts['en']
      ? [{ id, version, lang: 'en', sha256: texts['en'].sha256, given: true, method: 'checkbox' }]
      : [],
  );
  const json = { form, consents, page: `${backend.origin}/apply`, language: 'en' };
  const made = await backend.send('POST', '/referrals', { json, headers: key() });
  expect(made.status, made.text).toBe(201);
  const { id, reference, capability } = made.json as { id: string; reference: string; capability: Capability };
  const family: Family = { id, reference, token: capability.token, renew: () => Promise.reject(new Error('not here')) };
  const registered = await send(family, { stage: 'registration' }, backend);
  expect(registered.status, registered.text).toBe(200);
  await verify(backend, family, 'email');
  await giveRecord(backend, family, await englishPdf());
  return family;
}

const send = ({ id, token }: Family, json: JsonObject, backend: Server['backend']): Promise<Seen> =>
  backend.send('POST', `/referrals/${id}/submissions`, { token, json, headers: key() });

/** Kinds of records that the answer says are missing. */
const missing = ({ json }: Seen): string[] => {
  const { warnings = [], errors = [] } = json as Record<
    'warnings' | 'errors',
    { code: string; params?: { category?: string } }[]
  >;
  return [...warnings, ...errors].flatMap(({ code, params }) =>
    code === 'records.category-missing' ? (params?.category ?? []) : [],
  );
};

const charity = {
  payer: { type: 'charity', organisation: 'Relief', contactName: 'Omar', contactEmail: 'o@r.example' },
};

describe('the demo program', () => {
  const server = useServer();
  const sent = async (form: JsonObject, ...categories: readonly string[]): Promise<Seen> => {
    const { backend } = server();
    const family = await ready(server(), form);
    for (const category of categories) await giveRecord(backend, family, await englishPdf(), { category });
    return send(family, { stage: 'records' }, backend);
  };

  test('asks a parent who pays for neither paper', async () => {
    const seen = await sent(exampleBy('parent'));
    expect([seen.status, missing(seen).filter((category) => category !== 'echo-report')]).toEqual([200, []]);
  });

  test.each(['insurer', 'embassy', 'government', 'employer', 'charity'])(
    'asks for the letter of a payer (%s), and holds nobody back who has none yet',
    async (type) => {
      const form = applyMergePatch(exampleBy('parent'), { payer: { ...charity.payer, type } }) as JsonObject;
      const seen = await sent(form);
      expect(seen.status, seen.text).toBe(200);
      expect(missing(seen)).toContain('payer-letter');
    },
  );

  test('is content once the papers are there', async () => {
    const form = applyMergePatch(exampleBy('legal-guardian'), charity) as JsonObject;
    expect(missing(await sent(form))).toEqual(expect.arrayContaining(['payer-letter', 'release-consent']));
    const seen = await sent(form, 'payer-letter', 'release-consent');
    expect([seen.status, missing(seen).filter((category) => category !== 'echo-report')]).toEqual([200, []]);
  });

  test('goes by the form as it is asked, not by what a hidden question held', async () => {
    const form = applyMergePatch(exampleBy('parent'), { submitter: { authority: 'power-of-attorney' } }) as JsonObject;
    expect(missing(await sent(form))).not.toContain('release-consent');
  });
});

describe('a program that cannot begin without the paper', () => {
  const origin = 'http://localhost:4173';
  const { program, texts } = northbridge({ origins: [origin] });
  const strict: Program = {
    ...program,
    requirements: program.requirements.map((one) =>
      one.category === 'release-consent' ? { ...one, severity: 'block' as const } : one,
    ),
  };
  const server = useServer({ programs: [{ base: demoBases.northbridge, program: strict, texts }] });

  test('says which one, and goes on once it is there', async () => {
    const { backend } = server();
    const family = await ready(server(), exampleBy('legal-guardian'));
    const refused = await send(family, { stage: 'records' }, backend);
    expect([refused.status, codeOf(refused), missing(refused)]).toEqual([422, 'validation', ['release-consent']]);
    await giveRecord(backend, family, await englishPdf(), { category: 'release-consent' });
    expect((await send(family, { stage: 'records' }, backend)).status).toBe(200);
  });
});
