/** Whom the receipt is made out to, from a family's browser to the backend (clause 11.3). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { billingAsked } from '../../src/journey/billing.ts';
import { shownIssues, summaryIssues } from '../../src/journey/issues.ts';
import { standingBeginning } from '../../src/session/standing-beginning.ts';
import { exampleBilling } from '../../src/protocol/vectors/example.ts';
import { eachOnBackend, type Backend, idOf, submittedWith } from './backend.ts';
import type { Opened, Tab } from './harness.ts';
import { plainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
});

const { billing } = exampleBilling;
const street = { type: 'change', change: { pointer: '/billing/address', value: billing.address } } as const;
const sentTo = (path: RegExp) => tab.requests.filter((request) => path.test(request)).length;
const acceptances = () => sentTo(/acceptance$/u);

/** A family on its status page, with a quote that asks. */
async function quoted(): Promise<Opened> {
  const opened = await submittedWith(
    tab,
    backend,
    plainTransfer((request) => app.fetch(request)),
  );
  const id = idOf(opened.state());
  opened.send({ type: 'show-status' });
  await opened.until(({ status }) => status?.state === 'intake-review', 'the status');
  for (const event of ['accept', 'assign', 'fee.quote']) await backend.advance(id, event);
  await opened.until((state) => billingAsked(state) === 'yes' && 'billing' in state.answers, 'the questions');
  return opened;
}

describe('a quote for a family that pays itself', { timeout: 60_000 }, () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await quoted();
  }, 60_000);

  it('begins with what they gave, is judged before it is sent, and is accepted whole', async () => {
    expect(billingAsked(opened.state())).toBe('yes');
    expect(opened.state().answers['billing']).toEqual({
      name: billing.name,
      email: billing.email,
      address: { country: 'AE' },
    });
    expect(shownIssues(opened.state())).toEqual([]);
    opened.send({ type: 'accept-quote', version: 1 });
    const refused = await opened.until(({ summary }) => summary > 0, 'the summary');
    expect(summaryIssues(refused)).toEqual([
      { pointer: '/billing/address/lines', code: 'required' },
      { pointer: '/billing/address/locality', code: 'required' },
    ]);
    expect(acceptances()).toBe(0);

    opened.send(street);
    await opened.until(({ issues }) => issues.length === 0, 'nothing wrong');
    opened.send({ type: 'accept-quote', version: 1 });
    const { status } = await opened.until(({ status }) => status?.quote?.state === 'accepted', 'the acceptance');
    expect(status?.quote?.form).toEqual(exampleBilling);
    expect(acceptances()).toBe(1);
  });

  it('shows what the backend finds at its box, loses nothing, and takes the mended answer', async () => {
    opened.send(street);
    tab.intercept = (request) =>
      request.url.endsWith('/acceptance')
        ? new Response(
            JSON.stringify({
              code: 'validation',
              title: 'Some answers need attention.',
              status: 422,
              retryable: false,
              errors: [{ pointer: '#/billing/email', code: 'email.malformed' }],
            }),
            { status: 422, headers: { 'Content-Type': 'application/problem+json', 'RSO-Version': '1' } },
          )
        : null;
    opened.send({ type: 'accept-quote', version: 1 });
    const refused = await opened.until(
      ({ serverIssues, acting }) => serverIssues.length > 0 && acting['accept-quote']?.phase === 'idle',
      'the refusal',
    );
    expect(summaryIssues(refused)).toEqual([{ pointer: '/billing/email', code: 'email.malformed' }]);
    expect(refused.place).toEqual({ name: 'status' });
    expect(refused.answers['billing']).toEqual(billing);

    tab.intercept = null;
    opened.send({ type: 'change', change: { pointer: '/billing/email', value: 'office@family.example' } });
    opened.send({ type: 'accept-quote', version: 1 });
    const { status, serverIssues } = await opened.until(
      ({ status }) => status?.quote?.state === 'accepted',
      'the acceptance',
    );
    expect(status?.quote?.form).toMatchObject({ billing: { email: 'office@family.example' } });
    expect(serverIssues).toEqual([]);
  });

  it('is no part of the form that is saved as one goes on', async () => {
    const before = sentTo(/^PATCH .*\/form$/u);
    opened.send(street);
    opened.send({ type: 'leave-field', pointer: '/billing/address' });
    tab.setHidden(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sentTo(/^PATCH .*\/form$/u)).toBe(before);
  });

  it('keeps what was cleared clear, and what was said for the next quote', async () => {
    opened.send({ type: 'change', change: { pointer: '/billing/email', value: undefined } });
    await backend.advance(idOf(opened.state()), 'request.opened');
    await opened.until(({ status }) => status?.requests.length === 1, 'another change of the status');
    expect(opened.state().answers['billing']).not.toHaveProperty('email');

    opened.send({ type: 'change', change: { pointer: '/billing/email', value: 'office@family.example' } });
    opened.send(street);
    opened.send({ type: 'accept-quote', version: 1 });
    await opened.until(({ status }) => status?.quote?.state === 'accepted', 'the acceptance');
    await backend.advance(idOf(opened.state()), 'fee.quote');
    await opened.until((state) => state.status?.quote?.version === 2 && billingAsked(state) === 'yes', 'another quote');
    opened.send({ type: 'accept-quote', version: 2 });
    const { status } = await opened.until(({ status }) => status?.quote?.state === 'accepted', 'one press');
    expect(status?.quote?.form).toMatchObject({ billing: { email: 'office@family.example' } });
  });

  it('is asked on a page that shows the status alone, from the answers that the hospital has', async () => {
    opened.session.dispose();
    const again = tab.open({}, standingBeginning);
    const state = await again.until((now) => billingAsked(now) === 'yes' && 'billing' in now.answers, 'the questions');
    expect(state.answers['billing']).toMatchObject({ name: billing.name, email: billing.email });
    again.send(street);
    again.send({ type: 'accept-quote', version: 1 });
    await again.until(({ status }) => status?.quote?.state === 'accepted', 'the acceptance');
  });

  it('waits for a connection, and is accepted once', async () => {
    opened.send(street);
    tab.setOnline(false);
    opened.send({ type: 'accept-quote', version: 1 });
    await opened.until(({ acting }) => acting['accept-quote']?.phase === 'waiting', 'the wait');
    tab.setOnline(true);
    const { status } = await opened.until(({ status }) => status?.quote?.state === 'accepted', 'the acceptance');
    expect(status?.quote?.form).toEqual(exampleBilling);
  });
});
