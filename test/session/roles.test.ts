/** Every role, from the first question to the intake team, in the sessions of everybody who takes part. */
import { describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { roles } from '../../src/form/access-form/codes.ts';
import { submissionBlocks } from '../../src/journey/readiness.ts';
import type { JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleBy, exampleGuardian } from '../../src/protocol/vectors/example-roles.ts';
import { englishPdf } from '../fixtures/records.ts';
import { eachOnBackend, atRecords, type Backend, step } from './backend.ts';
import { page, type Opened, type Tab } from './harness.ts';
import { plainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;
let fathersTab: Tab;

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
  fathersTab = begun.tab();
});

/** At the last step, everything filled in and one English record stored. */
async function ready(answers: JsonObject): Promise<Opened> {
  const transfer = plainTransfer((request) => app.fetch(request));
  const opened = await atRecords(tab, backend, { createTransfer: transfer.create }, answers);
  opened.send({
    type: 'add-records',
    files: [new File([await englishPdf(2)], 'letter.pdf', { type: 'application/pdf' })],
  });
  const [record] = (await opened.until(({ records }) => records.length === 1, 'the record')).records;
  opened.send({
    type: 'describe-record',
    clientId: record?.clientId ?? '',
    category: 'clinical-summary',
    documentDate: '2026-10-12',
  });
  await opened.until(
    ({ records }) => records.every(({ carried }) => carried.phase === 'server' && carried.state === 'stored'),
    'the record to be stored',
  );
  await opened.pass(answers);
  await opened.until(step('services'), 'services');
  await opened.pass(answers);
  await opened.until(step('check'), 'the last step');
  await opened.fill(answers);
  return opened;
}

/** The guardian opens the link from their mail on their own device. */
async function guardian(): Promise<Opened> {
  const mail = (await backend.mails()).findLast(({ to }) => to === exampleGuardian.email);
  fathersTab.address = /https?:\S+#rso-link=\S+/u.exec(mail?.text ?? '')?.[0] ?? '';
  expect(fathersTab.address.replace(/#.*$/u, '')).toBe(page);
  const opened = fathersTab.open();
  await opened.until(({ place, program }) => place.name === 'link' && program.phase === 'ready', 'the question');
  opened.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2018-05-14' } });
  await opened.until(
    ({ place, status, consentTexts }) =>
      place.name === 'signing' && (status?.signing?.consents.every(({ id }) => consentTexts[id]) ?? false),
    'the texts',
  );
  return opened;
}

const tickAll = (opened: Opened): void => {
  for (const { id, required } of opened.state().status?.signing?.consents ?? [])
    if (required) opened.send({ type: 'consent', id, given: true });
};

const alone = ['parent', 'legal-guardian', 'patient'];

describe('through to the intake team', () => {
  it.each(roles)('%s', { timeout: 60_000 }, async (role) => {
    const opened = await ready(exampleBy(role));
    if (!alone.includes(role)) {
      expect(submissionBlocks(opened.state(), '2026-11-24')).toEqual([{ code: 'guardian' }]);
      const father = await guardian();
      tickAll(father);
      father.send({ type: 'sign', name: 'Khalid Al Hashimi' });
      await father.until(({ status }) => status?.gates.guardianConsent === 'signed', 'the signature');
      // The submitter is told by the open page itself.
      await opened.until(({ status }) => status?.gates.guardianConsent === 'signed', 'the news');
    }
    opened.send({ type: 'continue' });
    const { receipt } = await opened.until(({ place }) => place.name === 'submitted', 'the receipt');
    expect(receipt).toMatchObject({ state: 'intake-review', records: { count: 1 } });
  });
});

describe('a guardian', () => {
  it(
    'who did not tick everything has not signed; who refuses ends it, and both see so',
    { timeout: 60_000 },
    async () => {
      const opened = await ready(exampleBy('charity'));
      const father = await guardian();
      father.send({ type: 'consent', id: 'C3', given: true });
      father.send({ type: 'sign', name: 'Khalid Al Hashimi' });
      await father.until(
        ({ status }) => status?.signing?.consents.some(({ id, given }) => id === 'C3' && given === true) ?? false,
        'the one text',
      );
      expect(father.state().status?.gates.guardianConsent).toBe('pending');
      father.send({ type: 'refuse' });
      await father.until(({ status }) => status?.gates.guardianConsent === 'refused', 'the refusal');
      await opened.until(({ status }) => status?.state === 'declined', 'the news');
      // Nothing of the family's answers ever reached the guardian's device.
      expect(father.state().answers).toEqual({});
      expect(fathersTab.requests.filter((request) => /\/(form|records|messages)$/u.test(request))).toEqual([]);
    },
  );

  it('is asked again with one press, and the earlier link is dead', { timeout: 60_000 }, async () => {
    const opened = await ready(exampleBy('embassy'));
    const father = await guardian();
    const [first] = opened.state().status?.shares ?? [];
    opened.send({ type: 'invite-guardian' });
    await opened.until(({ status }) => (status?.shares?.[0]?.id ?? first?.id) !== first?.id, 'another link');
    father.send({ type: 'refuse' });
    await father.until(({ referral }) => referral.phase === 'signed-out', 'the end of the first');
    expect((await guardian()).state().status?.gates.guardianConsent).toBe('pending');
  });
});
