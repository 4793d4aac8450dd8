/** The whole story through the desk: what issue 2 walks in a browser, here request by request. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  completeForm,
  type Family,
  sampleMarkers,
  setClock,
  submit,
  verifiedFamily,
} from '../../src/conformance/family.ts';
import { mails } from '../../src/conformance/mails.ts';
import { giveRecord, settledRecord, sendRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf, spanishPdf } from '../../src/conformance/sample-pdf.ts';
import { reportWindow, type StatusView } from '../../src/protocol/index.ts';
import { exampleBilling } from '../../src/protocol/vectors/example.ts';
import { samplePdf } from '../../demo/server/testing/sample-report.ts';
import { codeOf, key, mailedCode, useServer } from './backend.ts';

const server = useServer();
const post = (family: Family, path: string, json: unknown) =>
  server().backend.send('POST', `/referrals/${family.id}/${path}`, { token: family.token, json, headers: key() });
const status = async ({ id, token }: Family): Promise<StatusView> =>
  (await server().backend.send('GET', `/referrals/${id}`, { token })).json as StatusView;
const asked = ({ actions }: StatusView): string[] => actions.filter(({ needed }) => needed).map(({ code }) => code);

async function deskDoes(family: Family, path: string, json: unknown): Promise<void> {
  const seen = await server().desk('POST', `/referrals/${family.id}/${path}`, json);
  expect(seen.status, `${path}: ${seen.text.slice(0, 300)}`).toBe(200);
}

test('from registration to the opened report', async () => {
  const { app, backend } = server();
  const family = await verifiedFamily(backend);
  await completeForm(backend, family);
  const spanish = await giveRecord(backend, family, await spanishPdf());
  expect(codeOf(await submit(backend, family, 'records'))).toBe('records-not-english');
  await backend.send('DELETE', `/referrals/${family.id}/records/${spanish}`, { token: family.token });
  await giveRecord(backend, family, await englishPdf());
  expect((await submit(backend, family, 'records')).json).toMatchObject({
    state: 'intake-review',
    records: { count: 1 },
  });
  const review = await status(family);
  expect(review).toMatchObject({ state: 'intake-review', records: { stored: 1 } });
  expect(review.due).toMatch(/^\d{4}-\d{2}-\d{2}$/u);

  // The desk reads, accepts, assigns, quotes, and opens the images' transfer.
  const { json: list } = await server().desk('GET', '/referrals');
  expect((list as { referrals: unknown[] }).referrals).toContainEqual(
    expect.objectContaining({
      reference: family.reference,
      waitsFor: 'intake',
      waitsForWhat: 'triage',
      country: 'AE',
      ageYears: 8,
    }),
  );
  const seen = await server().deskReferral(family.id);
  expect(seen.sections.flatMap(({ answers }) => answers)).toContainEqual(
    expect.objectContaining({
      pointer: '/patient/birthDate',
      type: 'partial-date',
      label: 'Birth date',
      value: '2018-05-14',
    }),
  );
  expect(seen.consents.map(({ id }) => id)).toEqual(expect.arrayContaining(['C1', 'C3', 'C8', 'C15']));
  expect(seen.recordList).toEqual([
    expect.objectContaining({ submitted: true, serverVerdict: expect.objectContaining({ verdict: 'accepted' }) }),
  ]);
  expect(seen.allowed).toEqual(expect.arrayContaining(['accept', 'return', 'decline']));
  expect(seen.needReason).toEqual(expect.arrayContaining(['return', 'decline']));
  const content = await server().desk('GET', `/referrals/${family.id}/records/${seen.recordList[0]?.id ?? ''}/content`);
  expect(content.status).toBe(200);
  expect(content.headers.get('Content-Disposition')).toMatch(/^attachment/u);
  expect(codeOf(await server().desk('POST', `/referrals/${family.id}/events`, { type: 'decline' }))).toBe('validation');
  await deskDoes(family, 'events', { type: 'accept' });
  await deskDoes(family, 'events', { type: 'assign' });
  expect(
    codeOf(await server().desk('POST', `/referrals/${family.id}/imaging-link`, { url: 'https://elsewhere.example/x' })),
  ).toBe('validation');
  await deskDoes(family, 'imaging-link', { url: 'https://imaging.northbridge.example/drop/1' });
  await deskDoes(family, 'quote', {
    lines: [
      { code: 'base', qty: 1, unitMinor: 100_000 },
      { code: 'additional-specialty', qty: 2, unitMinor: 17_500 },
    ],
    validDays: 30,
  });
  const quoted = await status(family);
  expect(quoted.quote).toMatchObject({ version: 1, totalMinor: 135_000, state: 'offered' });
  expect(asked(quoted)).toEqual(expect.arrayContaining(['accept-quote', 'send-imaging']));
  expect(
    (await backend.send('GET', `/referrals/${family.id}/quote`, { token: family.token })).headers.get('ETag'),
  ).toBe('"q1.offered"');

  // The family sends the images, accepts, pays on the provider's page.
  expect((await post(family, 'imaging/complete', undefined)).status).toBe(202);
  await deskDoes(family, 'events', { type: 'imaging.verify' });
  expect((await post(family, 'quote/acceptance', { version: 1, form: exampleBilling })).status).toBe(201);
  expect(asked(await status(family))).toEqual(['pay']);
  const paying = await post(family, 'payment-sessions', { returnTo: `${app.origin}/?lang=ar` });
  const session = new URL((paying.json as { redirectUrl: string }).redirectUrl).searchParams.get('session') ?? '';
  const page = await backend.send('GET', `${app.origin}/pay/sessions/${session}`);
  expect(page.json).toEqual({
    hospital: "Northbridge Children's Hospital",
    amountMinor: 135_000,
    currency: 'USD',
    reference: family.reference,
    receipt: { name: exampleBilling.billing.name.full, email: exampleBilling.billing.email },
  });
  expect((await backend.send('POST', `${app.origin}/pay/sessions/${session}/pay`)).json).toEqual({
    returnTo: `${app.origin}/?lang=ar`,
  });
  expect((await status(family)).gates.fee).toBe('paid');

  // The last gate closes; the window is the calendar's.
  const before = Date.now();
  await deskDoes(family, 'events', { type: 'documents.complete' });
  const reading = await status(family);
  const program = backend.program.clock;
  expect([reportWindow(new Date(before), program), reportWindow(new Date(), program)]).toContainEqual(
    expect.objectContaining({ earliest: reading.window?.earliest, latest: reading.window?.latest }),
  );
  expect(reading).toMatchObject({ state: 'expert-review', clock: 'running', window: { timeZone: 'America/New_York' } });

  // One more document.
  await deskDoes(family, 'requests', {
    items: [{ category: 'echo-report', text: 'The last echocardiogram' }],
    reason: 'The expert would like to compare.',
    due: '2027-01-15',
    blocking: true,
  });
  const stopped = await status(family);
  expect(stopped).toMatchObject({ state: 'awaiting-requirements', clock: 'stopped', window: null });
  const request = stopped.requests[0];
  expect(stopped.actions[0]).toEqual({
    code: 'answer-request',
    needed: true,
    requestId: request?.id,
    due: '2027-01-15',
  });
  const bytes = await englishPdf();
  const rid = await sendRecord(backend, family, bytes);
  await settledRecord(backend, family, rid);
  expect(codeOf(await post(family, `requests/${request?.id ?? ''}/response`, {}))).toBe('validation');
  expect(
    (await post(family, `requests/${request?.id ?? ''}/response`, { text: 'Here it is.', recordIds: [rid] })).json,
  ).toMatchObject({ state: 'answered' });
  expect(codeOf(await post(family, `requests/${request?.id ?? ''}/response`, { text: 'Again.' }))).toBe(
    'state-conflict',
  );
  await deskDoes(family, 'events', { type: 'documents.complete' });
  expect(await status(family)).toMatchObject({
    state: 'expert-review',
    clock: 'running',
    requests: [{ state: 'closed' }],
  });

  // Messages both ways.
  expect((await post(family, 'messages', { kind: 'message', text: 'Thank you.' })).status).toBe(201);
  await deskDoes(family, 'messages', { text: 'You are welcome.' });
  expect((await status(family)).unreadMessages).toBe(1);

  // The report: uploaded, signed, delivered, told by mail, opened after the second fact and a code.
  expect((await server().deskReferral(family.id)).allowed).not.toContain('sign');
  const pdf = new Uint8Array(samplePdf());
  const upload = (body: Uint8Array<ArrayBuffer>) =>
    backend.send('POST', `${app.origin}/desk/referrals/${family.id}/report?language=en`, {
      token: app.deskToken,
      body,
    });
  expect(codeOf(await upload(new TextEncoder().encode('not a report')))).toBe('unsupported-type');
  expect((await upload(pdf)).status).toBe(200);
  await deskDoes(family, 'events', { type: 'sign' });
  expect((await backend.send('GET', `/referrals/${family.id}/report`, { token: family.token })).status).toBe(404);
  await deskDoes(family, 'events', { type: 'deliver' });
  const mail = (await mails(backend)).findLast(({ subject }) => subject.startsWith('The report is ready'));
  const link = new URL(/https?:\/\/\S+#rso-link=\S+/u.exec(mail?.text ?? '')?.[0] ?? '');
  const redeemed = await backend.send('POST', '/access-links/redemptions', {
    json: { token: link.hash.replace('#rso-link=', ''), fact: { kind: 'birthDate', value: '2018-05-14' } },
  });
  const reader: Family = { ...family, token: (redeemed.json as { capability: { token: string } }).capability.token };
  expect((await status(reader)).actions).toContainEqual({ code: 'open-report', needed: false });
  const path = `/referrals/${family.id}/report/content`;
  expect(codeOf(await backend.send('GET', path, { token: reader.token }))).toBe('step-up-required');
  const started = await backend.send('POST', '/verifications', { token: reader.token, json: { purpose: 'report' } });
  await backend.send('POST', `/verifications/${(started.json as { id: string }).id}/attempts`, {
    token: reader.token,
    json: { code: await mailedCode(backend) },
  });
  const opened = await backend.open(path, { token: reader.token });
  const received = Buffer.from(await opened.arrayBuffer());
  expect(received.equals(Buffer.from(pdf))).toBe(true);
  expect(opened.headers.get('Repr-Digest')).toBe(`sha-256=:${createHash('sha256').update(pdf).digest('base64')}:`);
  expect(opened.headers.get('Content-Disposition')).toBe(`attachment; filename="${family.reference}-report.pdf"`);
  expect(await status(reader)).toMatchObject({ state: 'follow-up', report: { version: 1, status: 'final' } });
  try {
    await setClock(backend, new Date(Date.now() + 11 * 60_000).toISOString());
    expect(codeOf(await backend.send('GET', path, { token: reader.token }))).toBe('step-up-required');
  } finally {
    await setClock(backend, null);
  }

  // A correction is a new version that its readers are told of.
  await upload(pdf);
  expect(await status(reader)).toMatchObject({ report: { version: 2, status: 'amended' } });

  // Nothing of the child is in logs, mails or history.
  const events = await backend.send('GET', `/referrals/${family.id}/events?after=0`, { token: reader.token });
  const said = [JSON.stringify(server().lines), JSON.stringify(await mails(backend)), events.text].join('\n');
  for (const marker of [...sampleMarkers, 'summary.pdf', 'You are welcome', 'The expert would like'])
    expect(said).not.toContain(marker);
  expect(JSON.stringify(server().lines)).not.toContain(family.id);
});
