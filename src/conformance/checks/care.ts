/** Clauses 10 to 13: lifecycle, fee, imaging, report. */
import { reportWindow } from '../../protocol/index.ts';
import { type Check, must, same } from '../check.ts';
import { advance, inAssignment, inReview, register, setClock, verify } from '../family.ts';
import { acceptQuote, offerQuote, statusOf } from '../quotes.ts';
import { mustBeProblem } from './general.ts';

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

export const care: readonly Check[] = [
  {
    clause: '10.1',
    title: 'what the lifecycle table does not allow is a conflict',
    level: 2,
    testProfile: true,
    run: async (backend) => {
      const family = await register(backend);
      for (const type of ['accept', 'assign', 'sign', 'deliver', 'requirements.met', 'fee.pay']) {
        const seen = await advance(backend, family, { type, actor: 'intake' });
        mustBeProblem(seen, 409, 'state-conflict');
      }
      same((await statusOf(backend, family)).state, 'registered', 'state');
    },
  },
  {
    clause: '10.2',
    title: 'the clock starts when the last gate closes, and the window is the calendar’s',
    level: 2,
    testProfile: true,
    run: async (backend) => {
      const now = '2026-12-18T15:00:00.000Z';
      const family = await inAssignment(backend);
      await advance(backend, family, { type: 'assign', actor: 'intake' });
      await advance(backend, family, { type: 'fee.waive', actor: 'intake', reasonCode: 'charity' });
      same((await statusOf(backend, family)).state, 'awaiting-requirements', 'state before the last gate');
      await setClock(backend, now);
      try {
        await advance(backend, family, { type: 'documents.complete', actor: 'intake' });
        // The capability is as old as the clock says it is.
        const view = await statusOf(backend, await family.renew());
        same(view.state, 'expert-review', 'state');
        const expected = reportWindow(now, backend.program.clock);
        same(view.window?.earliest, expected.earliest, 'earliest');
        same(view.window?.latest, expected.latest, 'latest');
      } finally {
        await setClock(backend, null);
      }
    },
  },
  {
    clause: '10.3',
    title: 'a blocking request stops the clock',
    level: 2,
    testProfile: true,
    run: async (backend) => {
      const family = await inReview(backend);
      await advance(backend, family, { type: 'request.blocking', actor: 'expert' });
      const view = await statusOf(backend, family);
      same(view.state, 'awaiting-requirements', 'state');
      same(view.clock, 'stopped', 'clock');
      same(view.window, null, 'window');
    },
  },
  {
    clause: '11.1',
    title: 'a quote adds up and is accepted by version',
    level: 2,
    feature: 'quote',
    testProfile: true,
    run: async (backend) => {
      const family = await inAssignment(backend);
      const version = await offerQuote(backend, family);
      const offered = (await statusOf(backend, family)).quote;
      same(offered?.totalMinor, 100_000, 'total');
      mustBeProblem(await acceptQuote(backend, family, version + 1), 409, 'quote-changed');
      same((await acceptQuote(backend, family, version)).status, 201, 'acceptance');
    },
  },
  {
    clause: '11.1',
    title: 'a quote expires',
    level: 2,
    feature: 'quote',
    testProfile: true,
    run: async (backend) => {
      const family = await inAssignment(backend);
      const version = await offerQuote(backend, family);
      await setClock(backend, new Date(Date.now() + 31 * 86_400_000).toISOString());
      try {
        const fresh = await family.renew();
        mustBeProblem(await acceptQuote(backend, fresh, version), 410, 'quote-expired');
      } finally {
        await setClock(backend, null);
      }
    },
  },
  {
    clause: '11.2',
    title: 'paying needs an accepted quote and leads to an allow-listed host',
    level: 2,
    feature: 'payment',
    testProfile: true,
    run: async (backend) => {
      const family = await inAssignment(backend);
      const pay = () =>
        backend.send('POST', `/referrals/${family.id}/payment-sessions`, {
          token: family.token,
          json: { returnTo: backend.origin },
          headers: key(),
        });
      mustBeProblem(await pay(), 409, 'state-conflict');
      await acceptQuote(backend, family, await offerQuote(backend, family));
      const seen = await pay();
      same(seen.status, 201, 'status');
      const url = new URL((seen.json as { redirectUrl: string }).redirectUrl);
      must(backend.program.redirectHosts?.includes(url.host) ?? false, 'the host is not on the list');
      must(!url.href.includes(family.token), 'the capability is in the address');
      same((await statusOf(backend, family)).gates.fee, 'due', 'the gate before the provider has spoken');
    },
  },
  {
    clause: '12.1',
    title: 'no images before the intake team has opened their transfer',
    level: 2,
    feature: 'imaging',
    run: async (backend) => {
      const family = await register(backend);
      for (const path of ['complete', 'reissue'])
        mustBeProblem(
          await backend.send('POST', `/referrals/${family.id}/imaging/${path}`, {
            token: family.token,
            headers: key(),
          }),
          409,
          'imaging-not-open',
        );
    },
  },
  {
    clause: '13.1',
    title: 'a report opens only within ten minutes of a code, carries its digest, and the opening is recorded',
    level: 2,
    feature: 'report',
    testProfile: true,
    run: async (backend) => {
      const family = await inReview(backend);
      await advance(backend, family, { type: 'sign', actor: 'expert' });
      await advance(backend, family, { type: 'deliver', actor: 'intake' });
      const path = `/referrals/${family.id}/report/content`;
      mustBeProblem(await backend.send('GET', path, { token: family.token }), 403, 'step-up-required');
      await verify(backend, family, 'report');
      const response = await backend.open(path, { token: family.token });
      same(response.status, 200, 'status');
      const bytes = await response.arrayBuffer();
      must(bytes.byteLength > 0, 'an empty report');
      const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
      same(response.headers.get('Repr-Digest'), `sha-256=:${digest}:`, 'Repr-Digest');
      must((response.headers.get('Cache-Control') ?? '').includes('no-store'), 'Cache-Control');
      same(response.headers.get('X-Content-Type-Options'), 'nosniff', 'X-Content-Type-Options');
      must((await statusOf(backend, family)).report?.openedAt !== undefined, 'the opening was not recorded');
    },
  },
];
