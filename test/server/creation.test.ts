import { describe, expect, test } from 'vitest';
import { createDraft, draftBody, register, submit } from '../../src/conformance/family.ts';
import { exampleRegistration } from '../../src/protocol/vectors/example.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import { codeOf, key, useServer } from './backend.ts';

const database = await openMemoryDatabase();
const server = useServer({ database });
const referrals = async (): Promise<number> =>
  (await database.query<{ n: number }>('select count(*)::int as n from referral'))[0]?.n ?? -1;

describe('making a referral', () => {
  test('twenty parallel posts with one key make one referral, and a replay says so', async () => {
    const { backend } = server();
    const before = await referrals();
    const json = await draftBody(backend);
    const headers = key();
    const post = () => backend.send('POST', '/referrals', { json, headers });
    const all = await Promise.all(Array.from({ length: 20 }, post));
    expect(all.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await referrals()).toBe(before + 1);
    const replay = await post();
    expect(replay.headers.get('Idempotency-Replayed')).toBe('true');
    expect(new Set([...all.filter(({ status }) => status === 201), replay].map(({ text }) => text)).size).toBe(1);
    expect(replay.headers.get('Location')).toContain('/referrals/');
  });

  test('what lies in the database opens nothing', async () => {
    const { token } = await createDraft(server().backend);
    const rows = await database.query<{ row: string }>(
      'select c::text as row from capability c union all select i::text from idempotency i union all select l::text from access_link l',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(token);
  });

  test('a key whose request was refused is free for the mended request', async () => {
    const { backend } = server();
    const headers = key();
    const json = await draftBody(backend);
    const refused = await backend.send('POST', '/referrals', {
      json: { ...json, page: 'https://stranger.example/' },
      headers,
    });
    expect(refused.status).toBe(422);
    expect((await backend.send('POST', '/referrals', { json, headers })).status).toBe(201);
  });

  test('a claim of a process that died runs out', async () => {
    const { backend } = server();
    const headers = key();
    const json = await draftBody(backend);
    await backend.send('POST', '/referrals', { json, headers });
    await database.query(
      `update idempotency set status = null, body = null, locked_until = now() + interval '1 minute'`,
    );
    expect(codeOf(await backend.send('POST', '/referrals', { json, headers }))).toBe('idempotency-in-flight');
    await database.query(`update idempotency set locked_until = now() - interval '1 minute'`);
    expect((await backend.send('POST', '/referrals', { json, headers })).status).toBe(201);
  });

  test.each([
    ['an emergency', { notEmergency: false }],
    ['a region that the program cannot take', { patientLocation: { country: 'US', region: 'US-ME' } }],
  ])('%s is turned away before anything is stored', async (_, changes) => {
    const { backend } = server();
    const before = await referrals();
    const { seen } = await createDraft(backend, { form: { ...exampleRegistration, ...changes } });
    expect([seen.status, codeOf(seen)]).toEqual([422, 'ineligible']);
    expect(await referrals()).toBe(before);
  });

  test('registration names every missing answer and every unsigned consent', async () => {
    const { backend } = server();
    const draft = await createDraft(backend, { consents: [] });
    const seen = await submit(backend, draft, 'registration');
    const { errors } = seen.json as { errors: { pointer: string; code: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/notEmergency', '/consents/C3', '/consents/C4', '/consents/C5', '/consents/C14']),
    );
    expect(errors.every(({ code }) => code === 'consent.required')).toBe(true);
  });

  test('an adult applying as an embassy waits for a guardian; a parent does not', async () => {
    const { backend } = server();
    const gate = async (role: string): Promise<unknown> => {
      const { id, token } = await createDraft(backend, {
        form: { ...exampleRegistration, submitter: { ...exampleRegistration.submitter, role } },
      });
      const { json } = await backend.send('GET', `/referrals/${id}`, { token });
      return (json as { gates: { guardianConsent: unknown } }).gates.guardianConsent;
    };
    expect(await gate('embassy')).toBe('pending');
    expect(await gate('parent')).toBe('n/a');
  });

  test('the receipt counts nothing where nothing was given', async () => {
    const { backend } = server();
    const family = await register(backend);
    const { json } = await backend.send('GET', `/referrals/${family.id}`, { token: family.token });
    expect(json).toMatchObject({ state: 'registered', records: { count: 0, bytes: 0 }, child: 'Layla' });
    expect(
      (json as { actions: { code: string; needed: boolean }[] }).actions
        .filter(({ needed }) => needed)
        .map(({ code }) => code),
    ).toEqual(['verify-email', 'upload-records', 'continue-form']);
  });
});
