/** What the desk sees: a row for the list, and the whole referral. */
import {
  allowedEvents,
  type Field,
  lifecycle,
  type LifecycleEventType,
  type Json,
  type JsonObject,
  type Program,
} from '../../../src/protocol/index.ts';
import { billingStep } from '../../../src/form/access-form/billing.ts';
import { placedFields } from '../../../src/form/placed-fields.ts';
import { valueAt } from '../../../src/form/pointer.ts';
import { recordsOf, recordView, type RecordRow } from '../records/record-row.ts';
import type { RecordStore } from '../records/record-store.ts';
import { FACT_TRIES } from '../referrals/access-links.ts';
import {
  imagingOf,
  imagingView,
  latestQuote,
  messagesOf,
  openedAt,
  quoteView,
  reportOf,
  reportView,
  requestsOf,
  requestView,
  type RequestRow,
  unreadBy,
} from '../referrals/care.ts';
import { consentsOf } from '../referrals/consents.ts';
import { answeredFields, definitionNow } from '../referrals/form-rules.ts';
import { eventsAfter } from '../referrals/history.ts';
import { actionsOf } from '../referrals/status-view.ts';
import { isLanguageSettled, standingRecords } from '../referrals/submission.ts';
import { answerAt, birthDateOf, progressOf, type ReferralRow } from '../referrals/referral.ts';
import type { HostedProgram } from '../service.ts';
import { iso, type Queryable } from '../store/database.ts';
import { deskStudies } from './studies.ts';
import type { DeskAnswer, DeskRecord, DeskReferral, DeskRow, DeskSection, WaitsFor } from './api.ts';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Whole years between a full birth date and now. */
export function ageYears(birthDate: string | null, now: Date): number | null {
  if (birthDate?.length !== 10) return null;
  const today = iso(now).slice(0, 10);
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);
}

const hospitalWaits: Readonly<Record<string, readonly [WaitsFor, string]>> = {
  'intake-review': ['intake', 'triage'],
  'expert-assignment': ['intake', 'assign'],
  'expert-review': ['expert', 'report'],
  'report-ready': ['intake', 'deliver'],
};

/** Whose turn it is, and why. The family's turn comes first: nothing goes on before they have acted. */
function turnOf(
  hosted: HostedProgram,
  referral: ReferralRow,
  requests: readonly RequestRow[],
  records: readonly RecordRow[],
  quote: Awaited<ReturnType<typeof latestQuote>>,
  now: Date,
): readonly [WaitsFor, string | null] {
  const { state, gates } = referral;
  const asked = actionsOf({
    program: hosted.program,
    referral,
    role: 'submitter',
    requests,
    quote,
    records,
    now,
    // Whom the family has asked to sign changes nothing about whose turn it is.
    shares: [],
    guardianWaits: false,
  }).find(({ needed, code }) => needed && (state === 'registered' || state === 'draft' || code !== 'verify-email'));
  if (asked) return ['family', asked.code];
  if (state !== 'awaiting-requirements') return hospitalWaits[state] ?? ['nobody', null];
  if (gates.documents !== 'complete') return ['intake', 'documents'];
  if (gates.fee === 'not-quoted' || gates.fee === 'quoted') return ['intake', 'quote'];
  if (!['none', 'verified', 'waived'].includes(gates.imaging)) return ['intake', 'imaging'];
  return ['intake', 'documents'];
}

/** One row of the desk's list. */
export async function deskRow(
  db: Queryable,
  hosted: HostedProgram,
  referral: ReferralRow,
  now: Date,
): Promise<DeskRow> {
  const { form, clock } = referral;
  const records = standingRecords(await recordsOf(db, referral.id));
  const requests = await requestsOf(db, referral.id);
  const quote = await latestQuote(db, referral.id);
  const [waitsFor, waitsForWhat] = turnOf(hosted, referral, requests, records, quote, now);
  const verdict = (record: RecordRow) => (record.serverVerdict ?? record.deviceVerdict)?.verdict;
  const openRequest = requests.find(({ state }) => state === 'open');
  return {
    id: referral.id,
    reference: referral.reference,
    program: referral.programId,
    child: text(answerAt(form, '/patient/name/full')) ?? '',
    ageYears: ageYears(birthDateOf(form), now),
    country: text(answerAt(form, '/patient/residence/country')) ?? text(answerAt(form, '/patientLocation/country')),
    state: referral.state,
    waitsFor,
    waitsForWhat,
    due:
      referral.due ??
      (clock.phase === 'running' && referral.state === 'expert-review'
        ? clock.window.latest
        : (openRequest?.due ?? null)),
    records: {
      count: records.length,
      stored: records.filter(({ state }) => state === 'stored').length,
      refused: records.filter((record) => record.state === 'rejected' || verdict(record) === 'refused').length,
      needsReview: records.filter((record) => record.state === 'stored' && verdict(record) === 'needs-review').length,
    },
    unreadMessages: await unreadBy(db, referral.id, 'team'),
    createdAt: iso(referral.createdAt),
    updatedAt: iso(referral.updatedAt),
  };
}

/** "birthDate" → "Birth date". */
const humanised = (id: string): string => {
  const last = id.split('.').at(-1) ?? id;
  const words = last
    .replaceAll(/([a-z])([A-Z])/gu, '$1 $2')
    .replaceAll(/[-_]/gu, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A program's own words: the desk reads English, and any other language rather than a code. */
const inEnglish = (text: Readonly<Record<string, string>> | undefined): string | undefined =>
  text?.['en'] ?? Object.values(text ?? {})[0];

function optionWords({ options = [] }: Field): Pick<DeskAnswer, 'options'> {
  const worded = options.flatMap(({ code, text }): [string, string][] => {
    const own = inEnglish(text);
    return own === undefined ? [] : [[code, own]];
  });
  return worded.length > 0 ? { options: Object.fromEntries(worded) } : {};
}

function sectionsOf({ program }: HostedProgram, referral: ReferralRow, now: Date): readonly DeskSection[] {
  const { fields, answers } = answeredFields(program, referral.form, now);
  const sections: (DeskSection & { readonly answers: DeskAnswer[] })[] = [];
  for (const { field, section, step, pointer } of fields) {
    const value = valueAt(answers, pointer);
    if (value === undefined || field.type === 'consent') continue;
    let last = sections.at(-1);
    if (last?.section !== section.id || last.step !== step.id)
      sections.push((last = { stage: step.stage, step: step.id, section: section.id, answers: [] }));
    last.answers.push(deskAnswer(field, pointer, value));
  }
  return sections;
}

const deskAnswer = (field: Field, pointer: string, value: Json): DeskAnswer => ({
  pointer,
  type: field.type,
  textKey: field.text ? null : (field.textKey ?? `field.${field.id}`),
  label: inEnglish(field.text) ?? humanised(field.id),
  ...optionWords(field),
  value,
});

/** Whom the receipt is made out to, as it was said with the quote; nothing where nobody was asked. */
const receiptAnswers = ({ program }: HostedProgram, form: JsonObject | null, now: Date): readonly DeskAnswer[] =>
  placedFields(definitionNow(program, now)).flatMap(({ field, step, template }) => {
    const value = step.id === billingStep ? valueAt(form ?? undefined, template) : undefined;
    return value === undefined ? [] : [deskAnswer(field, template, value)];
  });

const deskRecord = (record: RecordRow, program: Program, all: readonly RecordRow[]): DeskRecord => ({
  ...recordView(record, record.state === 'stored' ? record.size : 0, null),
  languageSettled: isLanguageSettled(program, record, standingRecords(all)),
  deviceVerdict: record.deviceVerdict,
  serverVerdict: record.serverVerdict,
});

/** The whole referral. */
export async function deskReferral(
  db: Queryable,
  files: RecordStore,
  hosted: HostedProgram,
  referral: ReferralRow,
  now: Date,
): Promise<DeskReferral> {
  const { id } = referral;
  const quote = await latestQuote(db, id);
  const records = await recordsOf(db, id);
  const imaging = await imagingOf(db, id);
  const report = await reportOf(db, id, false);
  const allowed = allowedEvents(progressOf(referral), 'intake').filter(
    (type) => (type !== 'sign' || report !== null) && (type !== 'deliver' || report?.signedAt !== null),
  );
  const needsReason = (type: LifecycleEventType): boolean =>
    lifecycle.some((rule) => rule.type === type && rule.reason === true);
  return {
    ...(await deskRow(db, hosted, referral, now)),
    language: referral.language,
    email: referral.email,
    emailVerified: referral.gates.identity === 'verified',
    linksLocked: referral.factFailures >= FACT_TRIES,
    sections: sectionsOf(hosted, referral, now),
    consents: await consentsOf(db, id),
    recordList: records.map((record) => deskRecord(record, hosted.program, records)),
    gates: referral.gates,
    clock: referral.clock,
    timeZone: hosted.program.clock.timeZone,
    quote: quote && quoteView(quote, now, false),
    receipt: receiptAnswers(hosted, quote?.form ?? null, now),
    requests: (await requestsOf(db, id)).map((row) => ({
      ...requestView(row),
      response:
        row.state === 'open'
          ? null
          : { text: row.responseText, recordIds: row.responseRecords ?? [], unavailable: row.unavailable },
    })),
    imaging: imaging && imagingView(referral, imaging, now),
    studies: await deskStudies(db, files, id),
    imagingReissueAsked: imaging?.reissueAskedAt != null,
    report: report && {
      ...reportView(
        { ...report, signedAt: report.signedAt ?? referral.updatedAt },
        await openedAt(db, id, report.version, 'submitter'),
      ),
      signed: report.signedAt !== null,
      delivered: report.deliveredAt !== null,
    },
    messages: await messagesOf(db, id),
    timeline: await eventsAfter(db, id, 0),
    allowed,
    needReason: allowed.filter(needsReason),
  };
}
