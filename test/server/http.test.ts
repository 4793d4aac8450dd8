import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftBody, register } from '../../src/conformance/family.ts';
import { servePages } from '../../demo/server/hosting/pages.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import type { Database } from '../../demo/server/store/database.ts';
import { codeOf, key, useServer } from './backend.ts';

const checkout = resolve(import.meta.dirname, '../..');
const pages = servePages({
  site: `${checkout}/demo/site`,
  dist: `${checkout}/src`,
  version: '1.2.3',
  origins: ['http://localhost:4173'],
});
const inner = await openMemoryDatabase();
let broken = false;
const database: Database = {
  ...inner,
  query: (sql, values) => (broken ? Promise.reject(new Error('secret value in a message')) : inner.query(sql, values)),
};
const server = useServer({ database, pages });
const at = (path: string, init: RequestInit = {}) =>
  server().app.fetch(new Request(`${server().app.origin}${path}`, init));

describe('what goes wrong', () => {
  test('an error that nobody foresaw says nothing of itself', async () => {
    const { backend, lines, unexpected } = server();
    const { id, token } = await register(backend);
    broken = true;
    const seen = await backend.send('GET', `/referrals/${id}`, { token });
    broken = false;
    expect(seen.status).toBe(500);
    expect(seen.text).not.toContain('secret value');
    expect(lines.at(-1)).toMatchObject({ route: 'referral.read', status: 500, error: 'Error' });
    expect(JSON.stringify(lines)).not.toContain('secret value');
    expect(unexpected.splice(0)).toHaveLength(1);
  });

  test('faults that a test asked for meet the next requests of a route, and no more', async () => {
    const { backend } = server();
    await backend.send('POST', '/_test/faults', {
      json: { faults: [{ route: 'eligibility.ask', code: 'maintenance', times: 2 }] },
    });
    const ask = () => backend.send('POST', '/eligibility', { json: { country: 'AE' } });
    const first = await ask();
    expect([first.status, codeOf(first), first.headers.has('Retry-After')]).toEqual([503, 'maintenance', true]);
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe(backend.origin);
    expect([(await ask()).status, (await ask()).status]).toEqual([503, 200]);
  });

  test('a shape that the wire does not know is named by pointer', async () => {
    const { backend } = server();
    const json = { ...(await draftBody(backend)), language: 7, consents: [{ id: 'C1' }] };
    const seen = await backend.send('POST', '/referrals', { json, headers: key() });
    const { errors } = seen.json as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/language', '/consents/0/version']));
  });
});

describe('the desk’s door', () => {
  test('opens to its token, and not to a page elsewhere', async () => {
    const { app } = server();
    const authorization = `Bearer ${app.deskToken}`;
    const status = async (headers: Record<string, string>) => (await at('/desk/referrals', { headers })).status;
    expect(await status({ Authorization: authorization })).toBe(200);
    expect(await status({})).toBe(401);
    expect(await status({ Authorization: 'Bearer not-the-token-of-this-desk' })).toBe(401);
    expect(await status({ Authorization: authorization, Origin: 'https://stranger.example' })).toBe(401);
    const answer = await at('/desk/referrals', { headers: { Authorization: authorization } });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('a referral, a record or an event that is not there is a problem, not a crash', async () => {
    const { backend, desk } = server();
    const { id } = await register(backend);
    expect((await desk('GET', '/referrals/no-such-referral')).status).toBe(404);
    expect((await desk('POST', '/referrals/no-such-referral/events', { type: 'accept' })).status).toBe(404);
    expect((await desk('GET', `/referrals/${id}/records/none/content`)).status).toBe(404);
    expect((await desk('POST', `/referrals/${id}/events`, { type: 'no.such.event' })).status).toBe(422);
    expect(codeOf(await desk('POST', `/referrals/${id}/events`, { type: 'accept' }))).toBe('state-conflict');
  });
});

test('the inbox answers to its own names only', async () => {
  const { app } = server();
  expect((await at('/inbox/mails')).status).toBe(200);
  expect((await app.fetch(new Request('http://rebound.example:4173/inbox/mails'))).status).toBe(404);
});

describe('pages', () => {
  test('are served under the strict policy, the hospital’s at the root', async () => {
    const root = await at('/');
    expect(root.status).toBe(200);
    expect(await root.text()).toContain('<rso-referral');
    const policy = root.headers.get('Content-Security-Policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('unsafe');
    expect((await at('/desk')).headers.get('Location')).toBe('/desk/');
    expect((await at('/', { headers: { 'If-None-Match': root.headers.get('ETag') ?? '' } })).status).toBe(304);
    expect((await at('/', { method: 'HEAD' })).status).toBe(200);
  });

  test('the built package is for every page', async () => {
    const file = await at('/rso/1.2.3/protocol/routes.ts');
    expect([file.status, file.headers.get('Access-Control-Allow-Origin')]).toEqual([200, '*']);
  });

  test.each([
    '/../package.json',
    '/%2e%2e/server/start.ts',
    '/..%2fserver/start.ts',
    '/shared/%2e%2e/%2e%2e/server/start.ts',
    '/.git/config',
    '/rso/1.2.3/..%2f..%2fpackage.json',
    '/rso/1.2.3/../../../package.json',
    '/%00',
    '/%ff',
    '/no-such-page',
  ])('nothing outside of the site is served: %s', async (path) => {
    expect((await at(path)).status).toBe(404);
  });
});
