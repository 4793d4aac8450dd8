import { describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { headline } from '../../src/journey/asked.ts';
import { billingAsked } from '../../src/journey/billing.ts';
import { submissionBlocks } from '../../src/journey/readiness.ts';
import { exampleBilling } from '../../src/protocol/vectors/example.ts';
import { englishPdf, spanishInTheMiddlePdf } from '../fixtures/records.ts';
import { eachOnBackend, atRecords, type Backend, idOf, submittedWith } from './backend.ts';
import type { Opened, Tab } from './harness.ts';
import { plainTransfer, type PlainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;
let transfer: PlainTransfer;

const pdf = async (bytes: Promise<Uint8Array<ArrayBuffer>>, name = 'letter.pdf') =>
  new File([await bytes], name, { type: 'application/pdf' });
const stored = (state: ReturnType<Opened['state']>) =>
  state.records.length > 0 &&
  state.records.every(({ carried }) => carried.phase === 'server' && carried.state === 'stored');
const only = (opened: Opened) => {
  const [record] = opened.state().records;
  if (!record) throw new Error('no record');
  return record;
};
const describeOnly = (opened: Opened) =>
  opened.send({
    type: 'describe-record',
    clientId: only(opened).clientId,
    category: 'clinical-summary',
    documentDate: '2026-10-12',
  });

const submitted = () => submittedWith(tab, backend, transfer);

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
  transfer = plainTransfer((request) => app.fetch(request));
});

describe('records', () => {
  it(
    'are read page by page, sent and proven, and submitted; the receipt says what the backend holds',
    { timeout: 60_000 },
    async () => {
      const opened = await submitted();
      const { receipt, records } = await opened.until(
        ({ records: [record] }) => record?.submitted === true,
        'the list',
      );
      expect(receipt).toMatchObject({ state: 'intake-review', records: { count: 1 } });
      expect(records[0]).toMatchObject({
        submitted: true,
        category: 'clinical-summary',
        check: { verdict: { verdict: 'accepted' } },
      });
      expect(tab.requests.filter((request) => /POST .*\/records$/u.test(request))).toHaveLength(1);
      opened.send({ type: 'continue' });
      await opened.until(({ place }) => place.name === 'status', 'the status');
    },
  );

  it('in another language are held, and go on with a reason for a human', { timeout: 60_000 }, async () => {
    const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
    opened.send({ type: 'add-records', files: [await pdf(spanishInTheMiddlePdf())] });
    const refused = await opened.until(({ records }) => records[0]?.check.phase === 'done', 'the verdict');
    expect(refused.records[0]).toMatchObject({
      carried: { phase: 'held' },
      check: { verdict: { verdict: 'refused' } },
    });
    expect(tab.requests.some((request) => /POST .*\/records$/u.test(request))).toBe(false);
    describeOnly(opened);
    expect(submissionBlocks(opened.state(), '2026-11-24')).toContainEqual({
      code: 'record',
      clientId: only(opened).clientId,
      needs: ['decide'],
    });
    opened.send({
      type: 'override-record',
      clientId: only(opened).clientId,
      reason: 'Three pages are a copy of the English ones',
    });
    await opened.until(stored, 'the record to be stored');
    expect(submissionBlocks(opened.state(), '2026-11-24')).toEqual([]);
  });

  it(
    'can be replaced: the new one takes kind and date, the old one is gone everywhere',
    { timeout: 60_000 },
    async () => {
      const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
      opened.send({ type: 'add-records', files: [await pdf(englishPdf(1), 'first.pdf')] });
      describeOnly(opened);
      await opened.until(stored, 'the first to be stored');
      const first = only(opened).clientId;
      opened.send({ type: 'add-records', files: [await pdf(englishPdf(2), 'second.pdf')], replaces: first });
      const state = await opened.until(
        (now) => now.records.length === 1 && now.records[0]?.clientId !== first && stored(now),
        'the second alone',
      );
      expect(state.records[0]).toMatchObject({
        name: 'second.pdf',
        category: 'clinical-summary',
        documentDate: '2026-10-12',
      });
      expect(tab.requests.filter((request) => /DELETE .*\/records\//u.test(request))).toHaveLength(1);
    },
  );

  it('that the program cannot take are named, and their neighbours go on', { timeout: 60_000 }, async () => {
    const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
    opened.send({
      type: 'add-records',
      files: [new File(['x'], 'setup.exe'), new File([], 'empty.pdf'), await pdf(englishPdf(1))],
    });
    const state = await opened.until(({ records }) => records[2]?.carried.phase === 'server', 'the third to arrive');
    expect(
      state.records.map(({ carried }) => (carried.phase === 'failed' ? carried.problem.code : carried.phase)),
    ).toEqual(['unsupported-type', 'file-rejected', 'server']);
    for (const { clientId } of state.records.slice(0, 2)) opened.send({ type: 'remove-record', clientId });
    await opened.until(stored, 'rest');
  });

  it("take the person's word where nobody could read them", { timeout: 60_000 }, async () => {
    const checkRecord = () =>
      Promise.resolve({
        verdict: 'needs-review' as const,
        pages: [],
        counts: { english: 0, 'not-english': 0, mixed: 0, unreadable: 1, image: 0, blank: 0 },
        languages: [],
        mediaType: 'application/pdf',
        unread: [],
      });
    const opened = await atRecords(tab, backend, { createTransfer: transfer.create, checkRecord });
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(1))] });
    const { clientId } = only(opened);
    opened.send({ type: 'attest-record', clientId });
    await opened.until(stored, 'the record to be stored');
    await opened.until(() => tab.requests.some((request) => /PATCH .*\/records\//u.test(request)), 'the word');
  });

  it('are offered to the person as what they seem to be', { timeout: 60_000 }, async () => {
    const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(1))] });
    await opened.until(stored, 'the record to be stored');
    const { check, category } = only(opened);
    expect('verdict' in check && check.verdict?.offers).toEqual({ category: 'referral-letter' });
    // Offered, not decided.
    expect(category).toBe('');
  });

  it('wait while a part of the reader cannot be loaded, and are not blamed for it', { timeout: 60_000 }, async () => {
    let broken = 2;
    const { checkRecord: real } = await import('../../src/records/index.ts');
    const opened = await atRecords(tab, backend, {
      createTransfer: transfer.create,
      checkRecord: (source, options) => (broken-- > 0 ? Promise.reject(new Error('chunk')) : real(source, options)),
    });
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(1))] });
    await opened.until(stored, 'the record to be stored');
  });

  it('that are taken away while they are read leave nothing behind', { timeout: 60_000 }, async () => {
    let aborted = false;
    const opened = await atRecords(tab, backend, {
      createTransfer: transfer.create,
      checkRecord: (_source, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => {
            aborted = true;
            reject(options.signal?.reason as Error);
          });
        }),
    });
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(1))] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    opened.send({ type: 'remove-record', clientId: only(opened).clientId });
    expect(opened.state().records).toEqual([]);
    expect(aborted).toBe(true);
  });

  it('come back after a reload, and their bytes when the same file is picked again', { timeout: 60_000 }, async () => {
    const bytes = await englishPdf(2);
    let lost = true;
    const opened = await atRecords(tab, backend, {
      createTransfer: (options) =>
        plainTransfer(async (request) =>
          lost && request.method === 'PATCH' ? new Response(null, { status: 500 }) : app.fetch(request),
        ).create(options),
    });
    opened.send({ type: 'add-records', files: [new File([bytes], 'letter.pdf', { type: 'application/pdf' })] });
    await opened.until(({ records }) => records[0]?.carried.phase === 'failed', 'the loss');
    opened.session.dispose();
    lost = false;
    const again = tab.open({ createTransfer: transfer.create });
    const state = await again.until(({ records }) => records[0]?.carried.phase === 'repick', 'the record');
    expect(state.records[0]).toMatchObject({ name: 'letter.pdf', check: { phase: 'unchecked' } });
    const { clientId } = only(again);
    again.send({ type: 'repick-record', clientId, file: new File(['other'], 'letter.pdf') });
    await again.until(
      ({ records }) => records[0]?.carried.phase === 'repick' && records[0].carried.wrongFile === true,
      'the wrong file',
    );
    again.send({ type: 'repick-record', clientId, file: new File([bytes], 'renamed.pdf') });
    await again.until(stored, 'the record to be stored');
    expect(again.state().records).toHaveLength(1);
  });

  it('stop and go on when the person says so', { timeout: 60_000 }, async () => {
    const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(1))] });
    await opened.until(stored, 'the record to be stored');
    opened.send({ type: 'pause-records' });
    opened.send({ type: 'resume-records' });
    opened.send({ type: 'retry' });
    opened.send({ type: 'sign-out' });
    await opened.until(({ referral }) => referral.phase === 'signed-out', 'the end');
    expect(transfer.calls).toEqual(['add', 'pause', 'resume', 'retryNow', 'clear', 'dispose']);
  });
});

describe('the rest of the journey', () => {
  it('from the quote over a payment, a request and the report, live', { timeout: 90_000 }, async () => {
    const opened = await submitted();
    const id = idOf(opened.state());
    opened.send({ type: 'show-status' });
    await opened.until(
      ({ place, status }) => place.name === 'status' && status?.state === 'intake-review',
      'the status',
    );
    // By the event stream: nobody asks for it.
    await backend.advance(id, 'accept');
    await opened.until(({ status }) => status?.state === 'expert-assignment', 'the acceptance');
    await backend.advance(id, 'assign');
    await backend.advance(id, 'fee.quote');
    const quoted = await opened.until(
      (state) => billingAsked(state) === 'yes' && 'billing' in state.answers,
      'the quote, and whom the receipt is for',
    );
    expect(headline(quoted)).toMatchObject({ kind: 'asked', action: { code: 'accept-quote' } });

    opened.send({ type: 'change', change: { pointer: '/billing/address', value: exampleBilling.billing.address } });
    opened.send({ type: 'accept-quote', version: 99 });
    await opened.until(({ acting }) => acting['accept-quote']?.phase === 'failed', 'the refusal');
    expect(opened.state().acting['accept-quote']).toMatchObject({ problem: { code: 'quote-changed' } });
    opened.send({ type: 'accept-quote', version: quoted.status?.quote?.version ?? 0 });
    await opened.until(({ status }) => status?.quote?.state === 'accepted', 'the acceptance of the quote');
    opened.send({ type: 'pay' });
    await opened.until(() => tab.left.length === 1, 'the way to the payment page');
    expect(new URL(tab.left[0] ?? '').pathname).toBe('/pay/');
    await backend.advance(id, 'fee.pay');

    opened.send({ type: 'send-message', kind: 'message', text: ' When will it be? ' });
    const written = await opened.until(({ messages }) => messages.length === 1, 'the message');
    expect(written.messages[0]).toMatchObject({ from: 'family', text: 'When will it be?' });
    await opened.until(({ acting }) => acting['message']?.phase === 'done', 'sent');

    await backend.advance(id, 'documents.complete');
    // The answers declared a study: its transfer is open now.
    await backend.advance(id, 'imaging.issueLink');
    await opened.until(({ status }) => status?.gates.imaging === 'link-issued', 'the link');
    opened.send({ type: 'imaging-sent' });
    await opened.until(({ status }) => status?.gates.imaging === 'received', 'the word that it was sent');
    await backend.advance(id, 'imaging.verify');
    await opened.until(({ status }) => status?.state === 'expert-review' && status.window !== null, 'the review');

    await backend.advance(id, 'request.opened');
    const asked = await opened.until(({ status }) => status?.requests[0]?.state === 'open', 'the request');
    const requestId = asked.status?.requests[0]?.id ?? '';
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(1), 'blood.pdf')], requestId });
    opened.send({ type: 'answer-request', requestId, text: 'Here it is' });
    await opened.until(({ status }) => status?.requests[0]?.state === 'answered', 'the answer');

    await backend.advance(id, 'sign');
    await backend.advance(id, 'deliver');
    await opened.until(({ status }) => status?.report !== undefined, 'the report');
    opened.send({ type: 'open-report' });
    await opened.until(({ stepUp }) => stepUp.phase === 'asked', 'the code');
    expect(tab.opened).toEqual([]);
    opened.send({ type: 'enter-report-code', code: await backend.code() });
    await opened.until(({ stepUp }) => stepUp.phase === 'done', 'the step-up');
    opened.send({ type: 'open-report' });
    await opened.until(() => tab.opened.length === 1, 'the report to open');
    expect(tab.opened[0]?.type).toBe('application/pdf');
    expect(await tab.opened[0]?.slice(0, 5).text()).toBe('%PDF-');
    opened.session.dispose();
  });

  it('can be ended by the person', { timeout: 60_000 }, async () => {
    const opened = await submitted();
    opened.send({ type: 'withdraw', reason: ' We found help at home ' });
    await opened.until(({ status }) => status?.state === 'withdrawn', 'the end');
    await opened.until(({ acting }) => acting['withdraw']?.phase === 'done', 'rest');
  });

  it('waits for a connection in each act, and does it once', { timeout: 60_000 }, async () => {
    const opened = await submitted();
    tab.setOnline(false);
    opened.send({ type: 'send-message', kind: 'call-back', text: 'Please call' });
    await opened.until(({ acting }) => acting['message']?.phase === 'waiting', 'waiting');
    tab.setOnline(true);
    const state = await opened.until(({ messages }) => messages.length > 0, 'the message');
    expect(state.messages).toHaveLength(1);
  });

  it('goes nowhere that the program has not named', { timeout: 60_000 }, async () => {
    const opened = await submitted();
    tab.intercept = (request) =>
      request.url.endsWith('/payment-sessions')
        ? Response.json({ redirectUrl: 'https://elsewhere.example/pay' }, { status: 201 })
        : null;
    opened.send({ type: 'pay' });
    const state = await opened.until(({ acting }) => acting['pay']?.phase === 'failed', 'the refusal');
    expect(state.acting['pay']).toMatchObject({ problem: { code: 'configuration' } });
    expect(tab.left).toEqual([]);
  });

  it('is followed by polling where the stream breaks', { timeout: 60_000 }, async () => {
    const opened = await submitted();
    const id = idOf(opened.state());
    opened.send({ type: 'show-status' });
    opened.session.dispose();
    tab.intercept = (request) =>
      request.url.endsWith('/events') ? new Response('<html>', { headers: { 'Content-Type': 'text/html' } }) : null;
    const again = tab.open({ createTransfer: transfer.create });
    await again.until(({ status }) => status?.state === 'intake-review', 'the status');
    await backend.advance(id, 'accept');
    await again.until(({ status }) => status?.state === 'expert-assignment', 'the acceptance');
    again.session.dispose();
  });
});
