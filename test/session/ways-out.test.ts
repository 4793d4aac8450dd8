/** Each way out of a record that is not in English, from the person's act to what the desk is told: real PDFs, real backend. */
import { describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { isLanguageSettled } from '../../src/journey/carried.ts';
import { submissionBlocks } from '../../src/journey/readiness.ts';
import { exampleComplete } from '../../src/protocol/vectors/example.ts';
import { englishPdf, spanishInTheMiddlePdf } from '../fixtures/records.ts';
import { eachOnBackend, atRecords, type Backend, step } from './backend.ts';
import type { Opened, Tab } from './harness.ts';
import { plainTransfer, type PlainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;
let transfer: PlainTransfer;

const pdf = async (bytes: Promise<Uint8Array<ArrayBuffer>>, name: string) =>
  new File([await bytes], name, { type: 'application/pdf' });
const isStored = ({ carried }: { readonly carried: { readonly phase: string; readonly state?: string } }) =>
  carried.phase === 'server' && carried.state === 'stored';

const named = (opened: Opened, name: string) => {
  const found = opened.state().records.find((record) => record.name === name);
  if (!found) throw new Error(`no record ${name}`);
  return found;
};
const describeAll = (opened: Opened) => {
  for (const { clientId } of opened.state().records)
    opened.send({ type: 'describe-record', clientId, category: 'clinical-summary', documentDate: '2026-10-12' });
};

/** The Spanish record is given, read, and held. */
async function refused(): Promise<Opened> {
  const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
  opened.send({ type: 'add-records', files: [await pdf(spanishInTheMiddlePdf(), 'informe.pdf')] });
  await opened.until(({ records }) => records[0]?.check.phase === 'done', 'the verdict');
  expect(named(opened, 'informe.pdf').carried.phase).toBe('held');
  return opened;
}

async function submit(opened: Opened): Promise<void> {
  describeAll(opened);
  await opened.until(({ records }) => records.every(isStored), 'all records to be stored');
  await opened.until((state) => submissionBlocks(state, '2026-11-24').length === 0, 'nothing in the way');
  await opened.pass(exampleComplete);
  await opened.until(step('services'), 'services');
  await opened.pass(exampleComplete);
  await opened.until(step('check'), 'the last step');
  await opened.fill(exampleComplete);
  opened.send({ type: 'submit-records' });
  await opened.until(({ place }) => place.name === 'submitted', 'the receipt');
}

/** Records as the backend has them. */
async function listed(opened: Opened) {
  await opened.until(({ records }) => records.every(({ submitted }) => submitted), 'the list after the submission');
  return opened.state().records;
}

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
  transfer = plainTransfer((request) => app.fetch(request));
});

describe('a record of which pages 3 to 5 are in Spanish', () => {
  it(
    'goes with its translation: held until the statement is there, then both are sent and paired',
    { timeout: 90_000 },
    async () => {
      const opened = await refused();
      const original = named(opened, 'informe.pdf').clientId;
      opened.send({ type: 'add-records', files: [await pdf(englishPdf(3), 'report.pdf')], translates: original });
      await opened.until(({ records }) => records[1]?.check.phase === 'done', 'the second verdict');
      const { clientId } = named(opened, 'report.pdf');
      expect(named(opened, 'informe.pdf').carried.phase).toBe('held');
      expect(isLanguageSettled(opened.state(), named(opened, 'informe.pdf'))).toBe(false);
      const pages = [3, 4, 5].map((page, index) => ({ page, on: index + 1 }));
      const translation = { translatorType: 'medical', faithful: true, pages } as const;
      opened.send({ type: 'pair-record', clientId, original, translation });
      await submit(opened);
      const records = await listed(opened);
      expect(records.find(({ name }) => name === 'report.pdf')).toMatchObject({ translates: original, translation });
    },
  );

  it(
    'goes as a copy without them: nothing Spanish is sent, and what is missing is told',
    { timeout: 90_000 },
    async () => {
      const opened = await refused();
      const original = named(opened, 'informe.pdf');
      opened.send({ type: 'leave-pages-out', clientId: original.clientId, pages: [3, 4, 5] });
      await opened.until(
        ({ records }) => records.length === 1 && records[0]?.leftOut !== undefined && records[0].check.phase === 'done',
        'the copy in its place',
      );
      const copy = named(opened, 'informe.pdf');
      expect(copy).toMatchObject({ leftOut: { total: 6, pages: [3, 4, 5], languages: ['es'] } });
      expect(copy.clientId).not.toBe(original.clientId);
      await submit(opened);
      const [record] = await listed(opened);
      expect(record).toMatchObject({
        leftOut: { total: 6, pages: [3, 4, 5], languages: ['es'] },
        check: { verdict: { verdict: 'accepted', counts: { english: 3 } } },
      });
    },
  );

  it('comes back whole where the person wants the pages in again', { timeout: 60_000 }, async () => {
    const opened = await refused();
    opened.send({ type: 'leave-pages-out', clientId: named(opened, 'informe.pdf').clientId, pages: [3, 4, 5] });
    await opened.until(({ records: [record] }) => record?.leftOut !== undefined, 'the copy');
    opened.send({ type: 'restore-pages', clientId: named(opened, 'informe.pdf').clientId });
    const state = await opened.until(
      ({ records }) => records.length === 1 && !records[0]?.leftOut && records[0]?.check.phase === 'done',
      'the whole record',
    );
    expect(state.records[0]).toMatchObject({ check: { verdict: { verdict: 'refused' } } });
  });

  it('is said not to be copied where its file cannot be', { timeout: 60_000 }, async () => {
    const opened = await atRecords(tab, backend, {
      createTransfer: transfer.create,
      recordPages: {
        picture: () => Promise.resolve(null),
        withoutPages: () => Promise.reject(new RangeError('damaged')),
      },
    });
    opened.send({ type: 'add-records', files: [await pdf(spanishInTheMiddlePdf(), 'informe.pdf')] });
    await opened.until(({ records }) => records[0]?.check.phase === 'done', 'the verdict');
    const { clientId } = named(opened, 'informe.pdf');
    opened.send({ type: 'leave-pages-out', clientId, pages: [3] });
    const { acting } = await opened.until(
      ({ acting: all }) => all[`leave-out.${clientId}`]?.phase === 'failed',
      'a word',
    );
    expect(acting[`leave-out.${clientId}`]).toMatchObject({ problem: { code: 'copy-failed', retryable: false } });
  });
});

describe('a record that names another child', () => {
  it('is asked about and goes on without an answer; an answer that is given is kept', { timeout: 90_000 }, async () => {
    const opened = await atRecords(tab, backend, { createTransfer: transfer.create });
    // The records are of Layla Haddad; the child of the example form has another name and date of birth.
    opened.send({ type: 'add-records', files: [await pdf(englishPdf(2), 'letter.pdf')] });
    await opened.until(({ records }) => records.length > 0 && records.every(isStored), 'the record to be stored');
    const record = named(opened, 'letter.pdf');
    expect('verdict' in record.check && record.check.verdict?.identity?.outcome).toBe('differs');
    describeAll(opened);
    await opened.until((state) => submissionBlocks(state, '2026-11-24').length === 0, 'nothing in the way');
    opened.send({ type: 'answer-identity', clientId: record.clientId, answer: 'this-child' });
    await submit(opened);
    expect((await listed(opened))[0]?.identityAnswer).toBe('this-child');
  });
});
