/** Clause 8: that the backend's own reading of a record stands, and every way out of one that is not in English. */
import {
  noCounts,
  type RecordPatch,
  type RecordVerdict,
  type RecordView,
  type Translation,
} from '../../protocol/index.ts';
import type { Backend, Seen } from '../backend.ts';
import { type Check, must, same } from '../check.ts';
import { completeForm, type Family, register, submit, verifiedFamily } from '../family.ts';
import { giveRecord, sendRecord, settledRecord } from '../sent-records.ts';
import { blankPdf, englishPdf, spanishPdf } from '../sample-pdf.ts';
import { mustBeProblem } from './general.ts';

const patch = (backend: Backend, { id, token }: Family, rid: string, json: RecordPatch): Promise<Seen> =>
  backend.send('PATCH', `/referrals/${id}/records/${rid}`, { token, json });

/** Says something of a record that has to be taken. */
async function say(backend: Backend, family: Family, rid: string, json: RecordPatch): Promise<RecordView> {
  const seen = await patch(backend, family, rid, json);
  same(seen.status, 200, `PATCH ${Object.keys(json).join(', ')}`);
  return settledRecord(backend, family, rid);
}

/** Everything but the record in question is ready to be submitted. */
async function readyFamily(backend: Backend): Promise<Family> {
  const family = await verifiedFamily(backend);
  await completeForm(backend, family);
  await giveRecord(backend, family, await englishPdf());
  return family;
}

async function mustStay(backend: Backend, family: Family, what: string): Promise<void> {
  must((await submit(backend, family, 'records')).status >= 400, `${what}: it was submitted`);
}

async function mustGo(backend: Backend, family: Family, what: string): Promise<void> {
  same((await submit(backend, family, 'records')).status, 200, what);
}

/** What a device may have read on one page. */
const deviceVerdict = (verdict: 'accepted' | 'refused', more: Partial<RecordVerdict> = {}): RecordVerdict => ({
  verdict,
  pages: [
    {
      page: 1,
      verdict: verdict === 'accepted' ? 'english' : 'not-english',
      language: verdict === 'accepted' ? 'en' : 'es',
      confidence: 0.9,
      method: 'text',
    },
  ],
  counts: { ...noCounts(), [verdict === 'accepted' ? 'english' : 'not-english']: 1 },
  languages: [verdict === 'accepted' ? 'en' : 'es'],
  mediaType: 'application/pdf',
  unread: [],
  ...more,
});

const statement = (page: number): Translation => ({
  translatorType: 'certified',
  faithful: true,
  pages: [{ page, on: 1 }],
});

export const english: readonly Check[] = [
  {
    clause: '8.1',
    title: 'the backend reads each record itself',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      for (const [bytes, verdict] of [
        [await englishPdf(), 'accepted'],
        [await spanishPdf(), 'refused'],
      ] as const) {
        const settled = await settledRecord(backend, family, await sendRecord(backend, family, bytes));
        same(settled.transfer.state, 'stored', 'transfer');
        same(settled.verdictBy, 'server', 'verdictBy');
        same(settled.verdict?.verdict, verdict, 'verdict');
      }
    },
  },
  {
    clause: '8.1',
    title: 'where the device read otherwise, the record says how',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const verdict = deviceVerdict('accepted');
      const rid = await sendRecord(backend, family, await spanishPdf(), { verdict });
      const { deviceDiffers } = await settledRecord(backend, family, rid);
      same(deviceDiffers?.verdict, 'accepted', 'the device’s verdict');
      same(JSON.stringify(deviceDiffers?.pages), '[{"page":1,"verdict":"english"}]', 'its word on the page');
    },
  },
  {
    clause: '8.2',
    title: 'a refused record stops a submission, and a reason for a human lets it on',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      if (backend.program.records.policy !== 'block') return;
      const family = await readyFamily(backend);
      const rid = await giveRecord(backend, family, await spanishPdf());
      mustBeProblem(await submit(backend, family, 'records'), 422, 'records-not-english');
      await say(backend, family, rid, { override: { reason: 'A certified translation follows by courier.' } });
      await mustGo(backend, family, 'submission with a reason');
    },
  },
  {
    clause: '8.2',
    title: 'the person’s word lets an unread record on, and none in another language',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      if (backend.program.records.policy !== 'block') return;
      const family = await readyFamily(backend);
      const unread = await giveRecord(backend, family, await blankPdf());
      await mustStay(backend, family, 'unread, without a word');
      await say(backend, family, unread, { attested: true });
      const refused = await giveRecord(backend, family, await spanishPdf());
      await say(backend, family, refused, { attested: true });
      await mustStay(backend, family, 'in another language, with a word');
      const removed = await backend.send('DELETE', `/referrals/${family.id}/records/${refused}`, {
        token: family.token,
      });
      same(removed.status, 204, 'DELETE');
      await mustGo(backend, family, 'unread, with a word');
    },
  },
  {
    clause: '8.3',
    title: 'a translation counts for the pages that it names',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      if (backend.program.records.policy !== 'block') return;
      const family = await readyFamily(backend);
      const translationOf = await giveRecord(backend, family, await spanishPdf());
      const rid = await giveRecord(backend, family, await englishPdf());
      await say(backend, family, rid, { translationOf, translation: statement(2) });
      await mustStay(backend, family, 'a translation of another page');
      const kept = await say(backend, family, rid, { translationOf, translation: statement(1) });
      same(kept.translationOf, translationOf, 'translationOf');
      same(kept.translation?.translatorType, 'certified', 'translatorType');
      await mustGo(backend, family, 'a translation of its page');
    },
  },
  {
    clause: '8.3',
    title: 'a translation needs its statement and an original of the same family',
    level: 1,
    run: async (backend) => {
      const [mine, theirs] = [await register(backend), await register(backend)];
      const rid = await sendRecord(backend, mine, await englishPdf());
      const strange = await sendRecord(backend, theirs, await spanishPdf());
      const original = await sendRecord(backend, mine, await spanishPdf());
      for (const json of [
        { translationOf: strange, translation: statement(1) },
        { translationOf: rid, translation: statement(1) },
        { translationOf: original },
      ])
        mustBeProblem(await patch(backend, mine, rid, json), 422, 'validation');
    },
  },
  {
    clause: '8.4',
    title: 'what was left out of a record is kept with it',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      const leftOut = { total: 3, pages: [2, 3], languages: ['es'] };
      const rid = await sendRecord(backend, family, await englishPdf(), { leftOut });
      same(JSON.stringify((await settledRecord(backend, family, rid)).leftOut), JSON.stringify(leftOut), 'leftOut');
    },
  },
  {
    clause: '8.5',
    title: 'a record that names somebody else goes on, and the answer is kept',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      const family = await readyFamily(backend);
      const identity = { outcome: 'differs' as const, names: ['Omar Testcase'], birthDates: ['2016-05-03'] };
      const verdict = deviceVerdict('accepted', { identity });
      const silent = await giveRecord(backend, family, await englishPdf(), { verdict });
      const rid = await giveRecord(backend, family, await englishPdf(), { verdict });
      same((await say(backend, family, rid, { identityAnswer: 'unsure' })).identityAnswer, 'unsure', 'the answer');
      same((await settledRecord(backend, family, silent)).identityAnswer, undefined, 'without an answer');
      await mustGo(backend, family, 'submission with an answer and without');
    },
  },
];
