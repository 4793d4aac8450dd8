import { describe, expect, test } from 'vitest';
import { advance, type Family, inAssignment, inReview, register, setClock } from '../../src/conformance/family.ts';
import { mails } from '../../src/conformance/mails.ts';
import { acceptQuote } from '../../src/conformance/quotes.ts';
import type { StatusView } from '../../src/protocol/index.ts';
import { sign } from '../../demo/server/payment/provider.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import type { Database } from '../../demo/server/store/database.ts';
import { codeOf, key, useServer } from './backend.ts';

let statements = 0;
const inner = await openMemoryDatabase();
/** Counts what reaches the database. */
const database: Database = {
  ...inner,
  query: (sql, values) => {
    statements += 1;
    return inner.query(sql, values);
  },
};
const server = useServer({ database });
const status = async ({ id, token }: Family): Promise<StatusView> =>
  (await server().backend.send('GET', `/referrals/${id}`, { token })).json as StatusView;

describe('status', () => {
  test('a poll with nothing new touches the database once', async () => {
    const { backend } = server();
    const { id, token } = await inAssignment(backend);
    const etag = (await backend.send('GET', `/referrals/${id}`, { token })).headers.get('ETag') ?? '';
    statements = 0;
    const seen = await backend.send('GET', `/referrals/${id}`, { token, headers: { 'If-None-Match': etag } });
    expect([seen.status, seen.text, statements]).toEqual([304, '', 1]);
  });

  test('everything that is shown moves the ETag', async () => {
    const { backend } = server();
    const family = await inReview(backend);
    const tag = async () =>
      (await backend.send('GET', `/referrals/${family.id}`, { token: family.token })).headers.get('ETag');
    const seen = new Set([await tag()]);
    const acts = [
      () => advance(backend, family, { type: 'fee.quote', actor: 'intake' }),
      () => advance(backend, family, { type: 'request.opened', actor: 'intake' }),
      () => advance(backend, family, { type: 'imaging.issueLink', actor: 'intake' }),
      () => server().desk('POST', `/referrals/${family.id}/messages`, { text: 'Hello' }),
      () => backend.send('POST', `/referrals/${family.id}/imaging/reissue`, { token: family.token, headers: key() }),
    ];
    for (const [index, act] of acts.entries()) {
      const { status: code, text } = await act();
      expect(code, text).toBeLessThan(300);
      seen.add(await tag());
      expect(seen.size).toBe(index + 2);
    }
  });
});

describe('payment', () => {
  const paying = async (): Promise<{ readonly family: Family; readonly session: string }> => {
    const { backend } = server();
    const family = await inAssignment(backend);
    await advance(backend, family, { type: 'fee.quote', actor: 'intake' });
    const send = (path: string, json: unknown) =>
      backend.send('POST', `/referrals/${family.id}/${path}`, { token: family.token, json, headers: key() });
    await acceptQuote(backend, family, 1);
    const seen = await send('payment-sessions', { returnTo: backend.origin });
    return {
      family,
      session: new URL((seen.json as { redirectUrl: string }).redirectUrl).searchParams.get('session') ?? '',
    };
  };
  const word = (session: string, more: object = {}): string =>
    JSON.stringify({
      id: crypto.randomUUID(),
      session,
      outcome: 'paid',
      amountMinor: 100_000,
      currency: 'USD',
      ...more,
    });
  const webhook = (body: string, signature: string) =>
    server().backend.send('POST', `${server().app.origin}/webhooks/payment`, {
      body,
      headers: { 'RSO-Signature': signature },
      origin: null,
    });
  const seconds = () => Math.floor(Date.now() / 1000);
  const secret = 'secret of a test server';

  test('a forged, stale or altered word pays nothing', async () => {
    const { family, session } = await paying();
    const body = word(session);
    for (const signature of [
      '',
      sign('another secret', body, seconds()),
      sign(secret, body, seconds() - 3600),
      sign(secret, `${body} `, seconds()),
    ])
      expect((await webhook(body, signature)).status).toBe(401);
    const cheap = word(session, { amountMinor: 1 });
    expect((await webhook(cheap, sign(secret, cheap, seconds()))).status).toBe(422);
    expect((await status(family)).gates.fee).toBe('due');
  });

  test('a word that comes twice counts once', async () => {
    const { family, session } = await paying();
    const body = word(session);
    expect((await webhook(body, sign(secret, body, seconds()))).status).toBe(204);
    expect((await webhook(body, sign(secret, body, seconds()))).status).toBe(204);
    const view = await status(family);
    expect(view.gates.fee).toBe('paid');
    expect(view.timeline.filter(({ type }) => type === 'fee.pay')).toHaveLength(1);
  });

  test('a failed payment can be tried again; a cancelled one stays open', async () => {
    const { family, session } = await paying();
    const choose = (what: string) =>
      server().backend.send('POST', `${server().app.origin}/pay/sessions/${session}/${what}`);
    expect((await choose('cancel')).json).toEqual({ returnTo: server().backend.origin });
    expect((await status(family)).gates.fee).toBe('due');
    await choose('fail');
    const failed = await status(family);
    expect(failed.gates.fee).toBe('failed');
    expect(failed.actions).toContainEqual({ code: 'pay', needed: true });
  });

  test('money leads back to a listed page only', async () => {
    const { family } = await paying();
    const seen = await server().backend.send('POST', `/referrals/${family.id}/payment-sessions`, {
      token: family.token,
      json: { returnTo: 'https://stranger.example/' },
      headers: key(),
    });
    expect(codeOf(seen)).toBe('validation');
  });
});

describe('what time alone brings about', () => {
  test('quotes and links expire, drafts too, and a late report is said to be late', async () => {
    const { backend } = server();
    const waiting = await inAssignment(backend);
    await advance(backend, waiting, { type: 'fee.quote', actor: 'intake' });
    await advance(backend, waiting, { type: 'imaging.issueLink', actor: 'intake' });
    const late = await inReview(backend);
    const idle = await register(backend);
    try {
      await setClock(backend, new Date(Date.now() + 61 * 86_400_000).toISOString());
      const view = await status(await waiting.renew());
      expect(view.quote?.state).toBe('expired');
      expect(view.imaging).toEqual({ state: 'expired' });
      expect(view.actions).toContainEqual({ code: 'reissue-imaging-link', needed: true });
      expect((await status(await late.renew())).timeline.map(({ type }) => type)).toContain('report.overdue');
      expect((await status(await idle.renew())).state).toBe('expired');
    } finally {
      await setClock(backend, null);
    }
  });
});

describe('withdrawal', () => {
  test('a family takes its referral back before the report, with a reason for the team only', async () => {
    const { backend } = server();
    const family = await inReview(backend);
    const seen = await backend.send('POST', `/referrals/${family.id}/withdrawal`, {
      token: family.token,
      json: { reason: 'We found a place near home.' },
      headers: key(),
    });
    expect(seen.json).toMatchObject({ state: 'withdrawn' });
    expect((await server().deskReferral(family.id)).messages).toEqual([
      expect.objectContaining({ from: 'family', text: 'We found a place near home.' }),
    ]);
    expect(JSON.stringify((seen.json as StatusView).timeline)).not.toContain('near home');
  });
});

describe('programs beside each other', () => {
  test('a capability of one opens nothing at another, and level 1 shows nothing of level 2', async () => {
    const { backend, app } = server();
    const family = await register(backend);
    const elsewhere = `${app.origin}/clinic-harborlight/rso/v1`;
    const seen = await backend.send('GET', `${elsewhere}/referrals/${family.id}`, { token: family.token });
    expect(seen.status).toBe(401);
    expect(
      (await backend.send('GET', `${elsewhere}/referrals/${family.id}/quote`, { token: family.token })).status,
    ).toBe(404);
    expect((await backend.send('GET', `${elsewhere}/program`)).json).toMatchObject({
      protocol: { level: 1, features: [] },
    });
  });
});

test('mails speak the language of the family', async () => {
  const { backend } = server();
  await backend.send('POST', '/_test/reset');
  const { createDraft, submit } = await import('../../src/conformance/family.ts');
  for (const language of ['ar', 'es-MX', 'de'])
    await submit(backend, await createDraft(backend, { language }), 'registration');
  const sent = await mails(backend);
  const subjects = sent.map(({ subject }) => subject.replace(/RSO-\S+/u, '…'));
  expect(subjects).toEqual(['استلمنا بياناتك: …', 'Hemos recibido sus datos: …', 'We have received your details: …']);
  // A phone number is read from left to right in every one of them.
  const phones = sent.map(({ text }) => /^(\u200e?)\+\d+$/mu.exec(text)?.[1]);
  expect(phones).toEqual(['\u200e', '', '']);
});
