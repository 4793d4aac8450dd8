/**
 * The status view (clause 9.1), put together in this one place: state, gates, what the person can do and is asked to do,
 * the report window, the history. What a person can do comes from the lifecycle table, and is asked of them where
 * something waits for them (lifecycle.md 2, `actionNeeded`).
 */
import {
  type Action,
  type ActionCode,
  allowedEvents,
  type CapabilityRole,
  type Feature,
  type LifecycleEventType,
  offers,
  type Program,
  type StatusView,
} from '../../../src/protocol/index.ts';
import { recordsOf, type RecordRow } from '../records/record-row.ts';
import { iso, type Queryable } from '../store/database.ts';
import {
  imagingOf,
  imagingView,
  latestQuote,
  openedAt,
  quoteView,
  type QuoteRow,
  reportOf,
  reportView,
  requestsOf,
  requestView,
  type RequestRow,
  unreadBy,
} from './care.ts';
import { eventsAfter, isMilestone } from './history.ts';
import { answerAt, childOf, progressOf, type ReferralRow } from './referral.ts';
import { type ShareRow, sharesOf, shareView } from './shares.ts';
import { guardianTexts, signingView } from './signing.ts';
import { standingRecords } from './submission.ts';

/** Strong ETag of the view of a role. Everything that the view shows moves the version. */
export const statusTag = (referral: Pick<ReferralRow, 'version'>, role: CapabilityRole): string =>
  `"s${String(referral.version)}.${role}"`;

/** States in which the report may be opened. */
const AFTER_DELIVERY = ['report-delivered', 'follow-up', 'closed'];
const OVER = ['report-ready', ...AFTER_DELIVERY, 'declined', 'withdrawn', 'expired'];

interface Facts {
  readonly program: Program;
  readonly referral: ReferralRow;
  readonly role: CapabilityRole;
  readonly requests: readonly RequestRow[];
  readonly quote: QuoteRow | null;
  readonly records: readonly RecordRow[];
  readonly now: Date;
  readonly shares: readonly ShareRow[];
  /** A guardian still has to sign a text, or all of them. */
  readonly guardianWaits: boolean;
}

const isGuardians = ({ kind }: ShareRow): boolean => kind === 'guardian-sign';

/** What can be done, and what is asked, most urgent first. */
export function actionsOf(facts: Facts): Action[] {
  const { program, referral, role, requests, quote, now } = facts;
  const { state, gates } = referral;
  const may = new Set<LifecycleEventType>(
    allowedEvents(progressOf(referral), role === 'submitter' ? 'submitter' : role),
  );
  const has = (feature: Feature): boolean => offers(program, feature);
  const actions: Action[] = [];
  const add = (code: ActionCode, needed: boolean, more: Omit<Action, 'code' | 'needed'> = {}): void =>
    void actions.push({ code, needed, ...more });

  if (may.has('submit.registration')) add('continue-form', true);
  if (may.has('submit.records')) {
    if (gates.identity !== 'verified') add('verify-email', true);
    add('upload-records', facts.records.length === 0);
    add('continue-form', answerAt(referral.form, '/clinical') === undefined);
    add('submit-records', facts.records.length > 0 && gates.identity === 'verified');
  } else if (role === 'submitter' && gates.identity !== 'verified' && state !== 'draft' && !OVER.includes(state))
    add('verify-email', true);
  if (role === 'guardian' && facts.guardianWaits) add('sign-consent', true);
  if (role === 'submitter' && facts.guardianWaits && has('share') && !facts.shares.some(isGuardians))
    add('invite-guardian', true);
  if (role === 'submitter' && has('requests') && may.has('request.answered'))
    for (const request of requests.filter((candidate) => candidate.state === 'open'))
      add('answer-request', true, { requestId: request.id, ...(request.due === null ? {} : { due: request.due }) });
  if (
    role !== 'guardian' &&
    has('quote') &&
    may.has('fee.accept') &&
    quote?.state === 'offered' &&
    quote.validUntil > now
  )
    add('accept-quote', true, { due: iso(quote.validUntil).slice(0, 10) });
  if (role !== 'guardian' && has('payment') && ['due', 'failed'].includes(gates.fee) && !OVER.includes(state))
    add('pay', true);
  if (role === 'submitter' && has('imaging') && may.has('imaging.receive'))
    add('send-imaging', ['link-issued', 'receiving'].includes(gates.imaging));
  if (
    role === 'submitter' &&
    has('imaging') &&
    ['expired', 'unreadable'].includes(gates.imaging) &&
    !OVER.includes(state)
  )
    add('reissue-imaging-link', true);
  if (role === 'submitter' && has('report') && AFTER_DELIVERY.includes(state) && mayReadReport(program, role))
    add('open-report', false);
  if (role === 'submitter' && has('messages') && state !== 'draft' && !['withdrawn', 'expired'].includes(state))
    add('message', false);
  if (
    role === 'submitter' &&
    ['intake-review', 'expert-assignment', 'awaiting-requirements', 'expert-review'].includes(state)
  )
    add('upload-records', false);
  if (may.has('reopen.registered')) add('reopen', false);
  if (has('withdrawal') && may.has('withdraw') && state !== 'draft') add('withdraw', false);
  if (may.has('discard')) add('discard', false);
  return actions.toSorted((a, b) => Number(b.needed) - Number(a.needed));
}

/** A program that sends the report to the physician alone shows the family none (conformance clause 13). */
export const mayReadReport = (program: Program, role: CapabilityRole): boolean =>
  program.report.recipients === 'both' || (program.report.recipients === 'family') === (role !== 'physician');

const REFUSED = (record: RecordRow): boolean =>
  record.state === 'rejected' || (record.serverVerdict ?? record.deviceVerdict)?.verdict === 'refused';

/** The whole view. */
export async function statusView(
  db: Queryable,
  program: Program,
  referral: ReferralRow,
  role: CapabilityRole,
  now: Date,
): Promise<StatusView> {
  const { id, gates, clock } = referral;
  const events = await eventsAfter(db, id, 0);
  const records = standingRecords(await recordsOf(db, id));
  const requests = await requestsOf(db, id);
  const quote = await latestQuote(db, id);
  const report =
    AFTER_DELIVERY.includes(referral.state) && mayReadReport(program, role) ? await reportOf(db, id, true) : null;
  const opened = report ? await openedAt(db, id, report.version, role) : null;
  const unread = await unreadBy(db, id, 'family');
  const child = childOf(referral.form);
  const specialties = answerAt(referral.form, '/clinical/specialties');
  const own = role === 'submitter';
  const shares = own ? await sharesOf(db, id, now) : [];
  const consents = await guardianTexts(db, program, referral, now);
  const offered = (feature: Feature): boolean => offers(program, feature);
  return {
    id,
    reference: referral.reference,
    state: referral.state,
    gates,
    ...(child === null || !(own || role === 'guardian') ? {} : { child }),
    role,
    actions: actionsOf({
      program,
      referral,
      role,
      requests,
      quote,
      records,
      now,
      shares,
      guardianWaits: consents.some(({ required, given }) => required && given !== true),
    }),
    window: clock.phase === 'running' ? { ...clock.window, timeZone: program.clock.timeZone } : null,
    clock: clock.phase,
    timeline: events.filter(isMilestone).map((event) => ({ ...event })),
    specialties: own && Array.isArray(specialties) ? specialties.filter((code) => typeof code === 'string') : [],
    requests: offered('requests') && own ? requests.map(requestView) : [],
    ...(quote && offered('quote') && role !== 'guardian' ? { quote: quoteView(quote, now, own) } : {}),
    ...(offered('imaging') && own ? { imaging: imagingView(referral, await imagingOf(db, id), now) } : {}),
    ...(report?.signedAt && offered('report')
      ? { report: reportView({ ...report, signedAt: report.signedAt }, opened) }
      : {}),
    records: {
      count: records.length,
      stored: records.filter(({ state }) => state === 'stored').length,
      refused: records.filter(REFUSED).length,
      bytes: records.filter(({ state }) => state === 'stored').reduce((sum, { size }) => sum + size, 0),
    },
    ...(referral.due === null ? {} : { due: referral.due }),
    ...(offered('messages') && own ? { unreadMessages: unread } : {}),
    ...(own && offered('share') ? { shares: shares.map(shareView) } : {}),
    ...(role === 'guardian' ? { signing: signingView(referral, consents) } : {}),
    createdAt: iso(referral.createdAt),
    updatedAt: iso(referral.updatedAt),
  };
}
