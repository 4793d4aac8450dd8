import { describe, expect, test } from 'vitest';
import {
  createDraft,
  draftBody,
  type Family,
  linkInMail,
  register,
  sampleBirthDate,
  sampleEmail,
  setClock,
  verifiedFamily,
} from '../../src/conformance/family.ts';
import { mails } from '../../src/conformance/mails.ts';
import { createMemoryApp, demoPrograms } from '../../demo/server/memory.ts';
import { codeOf, key, serverOf, useServer } from './backend.ts';

const server = useServer();
const read = ({ id, token }: Family, headers: Record<string, string> = {}, origin?: string | null) =>
  server().backend.send('GET', `/referrals/${id}`, { token, headers, ...(origin === undefined ? {} : { origin }) });
const redeem = (token: string, fact?: unknown) =>
  server().backend.send('POST', '/access-links/redemptions', {
    json: { token, ...(fact === undefined ? {} : { fact }) },
  });
const tokenOf = async (reference: string): Promise<string> =>
  (await linkInMail(server().backend, reference)).hash.replace('#rso-link=', '');

describe('capabilities', () => {
  test('a rotated one opens things for a minute more, and no longer', async () => {
    const { backend } = server();
    const family = await register(backend);
    const fresh = (await backend.send('POST', '/capabilities/refresh', { token: family.token })).json as {
      token: string;
    };
    expect((await read(family)).status).toBe(200);
    try {
      await setClock(backend, new Date(Date.now() + 61_000).toISOString());
      expect((await read(family)).status).toBe(401);
      expect((await read({ ...family, token: fresh.token })).status).toBe(200);
    } finally {
      await setClock(backend, null);
    }
  });

  test('one ends after two idle hours, and after 24 hours however often it is used or rotated', async () => {
    const { backend } = server();
    const idle = await register(backend);
    const used = await register(backend);
    const start = Date.now();
    try {
      let { token } = used;
      for (let hour = 1; hour <= 24; hour += 1) {
        await setClock(backend, new Date(start + hour * 3_600_000 - 60_000).toISOString());
        expect((await read({ ...used, token })).status).toBe(200);
        token = ((await backend.send('POST', '/capabilities/refresh', { token })).json as { token: string }).token;
        if (hour === 3) expect((await read(idle)).status).toBe(401);
      }
      await setClock(backend, new Date(start + 24 * 3_600_000 + 60_000).toISOString());
      expect((await read({ ...used, token })).status).toBe(401);
    } finally {
      await setClock(backend, null);
    }
  });

  test('nothing of it is kept as it is', async () => {
    const { backend } = server();
    const { token } = await createDraft(backend);
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(JSON.stringify(server().lines)).not.toContain(token);
  });
});

describe('where a request comes from', () => {
  const strict = useServer({
    testProfile: false,
    programs: demoPrograms(['http://localhost:4173', 'https://family.example']),
  });

  test('a capability works on the page that it was made for, and on no other', async () => {
    const { backend } = strict();
    const family = await register(backend);
    const status = async (origin: string | null, headers: Record<string, string> = {}) =>
      (await backend.send('GET', `/referrals/${family.id}`, { token: family.token, origin, headers })).status;
    expect(await status('http://localhost:4173')).toBe(200);
    expect(await status('https://family.example')).toBe(401);
    expect(await status('https://stranger.example')).toBe(401);
    expect(await status(null)).toBe(401);
    expect(await status(null, { 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    expect(await status(null, { 'Sec-Fetch-Site': 'cross-site' })).toBe(401);
    const json = await draftBody(backend);
    const post = await backend.send('POST', '/referrals', {
      json,
      origin: null,
      headers: { ...key(), 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(post.status).toBe(401);
  });

  test('the test profile is not there unless it was asked for', async () => {
    for (const [method, path] of [
      ['GET', '/_test/outbox'],
      ['POST', '/_test/reset'],
      ['POST', '/_test/clock'],
    ] as const)
      expect((await strict().backend.send(method, path)).status).toBe(404);
  });
});

describe('links', () => {
  test('redeeming ends the capabilities that were there', async () => {
    const family = await register(server().backend);
    const seen = await redeem(await tokenOf(family.reference), { kind: 'birthDate', value: sampleBirthDate });
    expect(seen.status).toBe(200);
    expect((await read(family)).status).toBe(401);
    expect(
      (await read({ ...family, token: (seen.json as { capability: { token: string } }).capability.token })).status,
    ).toBe(200);
  });

  test('a PIN opens, and says how many tries are left', async () => {
    const draft = await createDraft(server().backend, { pin: '4711' });
    const token = await tokenOf(draft.reference);
    const wrong = await redeem(token, { kind: 'pin', value: '0000' });
    expect(wrong.json).toMatchObject({
      code: 'fact-required',
      errors: [{ code: 'fact.wrong', params: { attemptsLeft: 4 } }],
    });
    expect((await redeem(token, { kind: 'pin', value: '4711' })).status).toBe(200);
  });

  test('after five wrong facts no link opens until the intake team says so', async () => {
    const family = await register(server().backend);
    const token = await tokenOf(family.reference);
    for (let index = 0; index < 5; index += 1) await redeem(token, { kind: 'birthDate', value: '2000-01-01' });
    const right = { kind: 'birthDate', value: sampleBirthDate };
    expect(codeOf(await redeem(await tokenOf(family.reference), right))).toBe('link-invalid');
    expect((await server().deskReferral(family.id)).linksLocked).toBe(true);
    await server().desk('POST', `/referrals/${family.id}/unlock`, {});
    expect((await redeem(await tokenOf(family.reference), right)).status).toBe(200);
  });

  test('a link lasts half an hour', async () => {
    const { backend } = server();
    const family = await register(backend);
    const token = await tokenOf(family.reference);
    try {
      await setClock(backend, new Date(Date.now() + 31 * 60_000).toISOString());
      expect(codeOf(await redeem(token, { kind: 'birthDate', value: sampleBirthDate }))).toBe('link-invalid');
    } finally {
      await setClock(backend, null);
    }
  });

  test('no mail goes to a page that is not listed, or to a stranger', async () => {
    const { backend } = server();
    const before = (await mails(backend)).length;
    const seen = await backend.send('POST', '/access-links', {
      json: { email: sampleEmail, page: 'https://stranger.example/' },
    });
    expect(seen.status).toBe(422);
    await backend.send('POST', '/access-links', { json: { email: 'nobody@family.example', page: backend.origin } });
    expect((await mails(backend)).length).toBe(before);
  });
});

describe('codes', () => {
  test('another address has to be checked again', async () => {
    const { backend } = server();
    const { id, token } = await verifiedFamily(backend);
    const path = `/referrals/${id}/form`;
    const etag = (await backend.send('GET', path, { token })).headers.get('ETag') ?? '';
    await backend.send('PATCH', path, {
      token,
      json: { submitter: { email: 'other@family.example' } },
      headers: { 'If-Match': etag },
    });
    const { json } = await backend.send('GET', `/referrals/${id}`, { token });
    expect(json).toMatchObject({ gates: { identity: 'unverified' } });
  });

  test('digits of any script are digits; a code lasts ten minutes', async () => {
    const { backend } = server();
    const { token } = await register(backend);
    const start = async () =>
      ((await backend.send('POST', '/verifications', { token, json: { purpose: 'email' } })).json as { id: string }).id;
    const attempt = async (id: string, code: string) =>
      (await backend.send('POST', `/verifications/${id}/attempts`, { token, json: { code } })).json;
    const lastCode = async () => /\d{6}/u.exec((await mails(backend)).at(-1)?.subject ?? '')?.[0] ?? '';
    const late = await start();
    const lateCode = await lastCode();
    try {
      await setClock(backend, new Date(Date.now() + 11 * 60_000).toISOString());
      expect(await attempt(late, lateCode)).toEqual({ verified: false, attemptsLeft: 0 });
    } finally {
      await setClock(backend, null);
    }
    const id = await start();
    const arabic = (await lastCode()).replaceAll(/\d/gu, (digit) => String.fromCharCode(0x0660 + Number(digit)));
    expect(await attempt(id, ` ${arabic} `)).toMatchObject({ verified: true });
  });
});

describe('limits', () => {
  test('too many drafts, links and codes are told when to come again', async () => {
    const one = { max: 1, seconds: 60 };
    const app = await createMemoryApp({ limits: { create: one, accessLink: one, verification: one, redeem: one } });
    try {
      const { backend } = await serverOf(app);
      const draft = await createDraft(backend);
      const again = (await createDraft(backend)).seen;
      expect([again.status, codeOf(again)]).toEqual([429, 'rate-limited']);
      expect(Number(again.headers.get('Retry-After'))).toBeGreaterThan(0);
      const code = () => backend.send('POST', '/verifications', { token: draft.token, json: { purpose: 'email' } });
      expect([(await code()).status, (await code()).status]).toEqual([202, 429]);
      const link = () => backend.send('POST', '/access-links', { json: { email: sampleEmail, page: backend.origin } });
      expect([(await link()).status, (await link()).status]).toEqual([202, 429]);
    } finally {
      await app.close();
    }
  });
});
