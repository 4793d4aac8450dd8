/**
 * THE LIFECYCLE: what may happen to a referral, by whom, from where to where (lifecycle.md 1–3; contract.md
 * "Lifecycle"). Backend, desk, test profile and status view all read this one table.
 */

/** Main states, in the order a referral meets them. */
export const referralStates = [
  'draft',
  'registered',
  'intake-review',
  'expert-assignment',
  'awaiting-requirements',
  'expert-review',
  'report-ready',
  'report-delivered',
  'follow-up',
  'closed',
  'declined',
  'withdrawn',
  'expired',
] as const;
export type ReferralState = (typeof referralStates)[number];

/** Gates run side by side with the main state; each has its own states. */
export const gateStates = {
  identity: ['unverified', 'verified'],
  guardianConsent: ['n/a', 'pending', 'signed', 'refused'],
  documents: ['incomplete', 'complete', 'reopened'],
  imaging: ['none', 'declared', 'link-issued', 'receiving', 'received', 'verified', 'unreadable', 'expired', 'waived'],
  pathology: ['none', 'declared', 'requested', 'shipped', 'received', 'accessioned', 'returned', 'waived'],
  fee: ['not-quoted', 'quoted', 'accepted', 'due', 'processing', 'paid', 'guaranteed', 'waived', 'failed', 'refunded'],
} as const;
export type GateName = keyof typeof gateStates;
export type GateState<G extends GateName> = (typeof gateStates)[G][number];
export type Gates = { readonly [G in GateName]: GateState<G> };

/** Who may cause an event. `system` is the backend itself: timers, the e-mail check, a payment webhook. */
export const actorRoles = ['submitter', 'guardian', 'sponsor', 'physician', 'intake', 'expert', 'system'] as const;
export type ActorRole = (typeof actorRoles)[number];

/** What the backend must know to be true before an event may pass; the first that is not names the problem. */
export type Guard =
  | 'form-valid'
  | 'consents-given'
  | 'eligible'
  | 'email-verified'
  | 'records-complete'
  | 'records-english'
  | 'records-stored'
  | 'guardian-agreed'
  | 'all-questions-answered'
  | 'channel-accepted'
  | 'within-reopening'
  | 'requirements-met';

type GateChange = {
  readonly [G in GateName]: { readonly gate: G; readonly from: readonly GateState<G>[]; readonly to: GateState<G> };
}[GateName];

/** One rule. `from` are main states; `to: null` leaves the main state; `gate` changes one gate. */
export interface Transition {
  readonly type: string;
  readonly from: readonly ReferralState[];
  readonly to: ReferralState | 'deleted' | null;
  readonly actors: readonly ActorRole[];
  readonly guards?: readonly Guard[];
  readonly gate?: GateChange;
  /** A reason code must come with it. */
  readonly reason?: true;
}

const beforeReport = [
  'registered',
  'intake-review',
  'expert-assignment',
  'awaiting-requirements',
  'expert-review',
] as const;
const fromAssignment = ['expert-assignment', 'awaiting-requirements', 'expert-review'] as const;
const quoting = ['expert-assignment', 'awaiting-requirements', 'expert-review'] as const;
const family = ['submitter', 'guardian'] as const;
const payer = ['submitter', 'guardian', 'sponsor'] as const;

const mainTransitions = [
  {
    type: 'submit.registration',
    from: ['draft'],
    to: 'registered',
    actors: ['submitter'],
    guards: ['form-valid', 'consents-given', 'eligible'],
  },
  { type: 'discard', from: ['draft'], to: 'deleted', actors: ['submitter', 'system'] },
  {
    type: 'submit.records',
    from: ['registered'],
    to: 'intake-review',
    actors: ['submitter'],
    guards: [
      'form-valid',
      'consents-given',
      'email-verified',
      'guardian-agreed',
      'records-complete',
      'records-stored',
      'records-english',
    ],
  },
  { type: 'expire', from: ['draft', 'registered'], to: 'expired', actors: ['system'] },
  { type: 'reopen.draft', from: ['expired'], to: 'draft', actors: [...family, 'intake'], guards: ['within-reopening'] },
  {
    type: 'reopen.registered',
    from: ['expired'],
    to: 'registered',
    actors: [...family, 'intake'],
    guards: ['within-reopening'],
  },
  { type: 'accept', from: ['intake-review'], to: 'expert-assignment', actors: ['intake'] },
  { type: 'return', from: ['intake-review'], to: 'registered', actors: ['intake'], reason: true },
  { type: 'decline', from: [...beforeReport, 'report-ready'], to: 'declined', actors: ['intake'], reason: true },
  { type: 'appeal.accept', from: ['declined'], to: 'intake-review', actors: ['intake'], reason: true },
  { type: 'assign', from: ['expert-assignment'], to: 'awaiting-requirements', actors: ['intake', 'expert'] },
  {
    type: 'requirements.met',
    from: ['awaiting-requirements'],
    to: 'expert-review',
    actors: ['system'],
    guards: ['requirements-met'],
  },
  {
    type: 'request.blocking',
    from: ['expert-review'],
    to: 'awaiting-requirements',
    actors: ['intake', 'expert'],
    gate: { gate: 'documents', from: ['complete'], to: 'reopened' },
  },
  {
    type: 'sign',
    from: ['expert-review'],
    to: 'report-ready',
    actors: ['expert', 'intake'],
    guards: ['all-questions-answered'],
  },
  {
    type: 'deliver',
    from: ['report-ready'],
    to: 'report-delivered',
    actors: ['intake', 'system'],
    guards: ['channel-accepted'],
  },
  { type: 'followUp.open', from: ['report-delivered'], to: 'follow-up', actors: ['system'] },
  { type: 'close', from: ['report-delivered', 'follow-up'], to: 'closed', actors: ['intake', 'system'] },
  { type: 'reopen.followUp', from: ['closed'], to: 'follow-up', actors: ['intake'] },
  { type: 'withdraw', from: ['draft', ...beforeReport], to: 'withdrawn', actors: [...family, 'intake'] },
  {
    type: 'consent.refused',
    from: ['registered'],
    to: 'declined',
    actors: ['guardian'],
    gate: { gate: 'guardianConsent', from: ['pending'], to: 'refused' },
  },
] as const satisfies readonly Transition[];

const gateTransitions = [
  {
    type: 'identity.verified',
    from: ['draft', ...beforeReport],
    to: null,
    actors: ['system'],
    gate: { gate: 'identity', from: ['unverified'], to: 'verified' },
  },
  {
    // Another e-mail address was given: it has not been checked yet.
    type: 'identity.changed',
    from: ['draft', ...beforeReport],
    to: null,
    actors: ['system'],
    gate: { gate: 'identity', from: ['verified'], to: 'unverified' },
  },
  {
    type: 'consent.signed',
    from: ['registered'],
    to: null,
    actors: ['guardian'],
    gate: { gate: 'guardianConsent', from: ['pending'], to: 'signed' },
  },
  {
    type: 'documents.complete',
    from: [...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: { gate: 'documents', from: ['incomplete', 'reopened'], to: 'complete' },
  },
  {
    type: 'documents.reopen',
    from: ['expert-assignment', 'awaiting-requirements'],
    to: null,
    actors: ['intake', 'expert'],
    gate: { gate: 'documents', from: ['complete'], to: 'reopened' },
  },
  {
    type: 'imaging.declare',
    from: ['draft', 'registered', 'intake-review', 'expert-assignment', 'awaiting-requirements'],
    to: null,
    actors: ['submitter'],
    gate: { gate: 'imaging', from: ['none'], to: 'declared' },
  },
  {
    type: 'imaging.issueLink',
    from: [...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: {
      gate: 'imaging',
      from: ['none', 'declared', 'link-issued', 'receiving', 'received', 'unreadable', 'expired'],
      to: 'link-issued',
    },
  },
  {
    type: 'imaging.begin',
    from: [...fromAssignment],
    to: null,
    actors: ['system'],
    gate: { gate: 'imaging', from: ['link-issued'], to: 'receiving' },
  },
  {
    type: 'imaging.receive',
    from: [...fromAssignment],
    to: null,
    actors: ['submitter', 'system', 'intake'],
    gate: { gate: 'imaging', from: ['link-issued', 'receiving'], to: 'received' },
  },
  {
    type: 'imaging.verify',
    from: [...fromAssignment],
    to: null,
    actors: ['system', 'intake'],
    gate: { gate: 'imaging', from: ['link-issued', 'receiving', 'received'], to: 'verified' },
  },
  {
    type: 'imaging.unreadable',
    from: [...fromAssignment],
    to: null,
    actors: ['system', 'intake'],
    gate: { gate: 'imaging', from: ['receiving', 'received'], to: 'unreadable' },
  },
  {
    type: 'imaging.expire',
    from: [...fromAssignment],
    to: null,
    actors: ['system'],
    gate: { gate: 'imaging', from: ['link-issued', 'receiving'], to: 'expired' },
  },
  {
    type: 'imaging.waive',
    from: ['intake-review', ...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: {
      gate: 'imaging',
      from: ['declared', 'link-issued', 'receiving', 'received', 'unreadable', 'expired'],
      to: 'waived',
    },
    reason: true,
  },
  {
    type: 'pathology.declare',
    from: ['draft', 'registered', 'intake-review', 'expert-assignment', 'awaiting-requirements'],
    to: null,
    actors: ['submitter'],
    gate: { gate: 'pathology', from: ['none'], to: 'declared' },
  },
  {
    type: 'pathology.request',
    from: [...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: { gate: 'pathology', from: ['none', 'declared'], to: 'requested' },
  },
  {
    type: 'pathology.ship',
    from: [...fromAssignment],
    to: null,
    actors: ['submitter'],
    gate: { gate: 'pathology', from: ['requested'], to: 'shipped' },
  },
  {
    type: 'pathology.receive',
    from: [...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: { gate: 'pathology', from: ['requested', 'shipped'], to: 'received' },
  },
  {
    type: 'pathology.accession',
    from: [...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: { gate: 'pathology', from: ['received'], to: 'accessioned' },
  },
  {
    type: 'pathology.return',
    from: [...fromAssignment, 'report-ready', 'report-delivered', 'follow-up', 'closed'],
    to: null,
    actors: ['intake'],
    gate: { gate: 'pathology', from: ['received', 'accessioned'], to: 'returned' },
  },
  {
    type: 'pathology.waive',
    from: ['intake-review', ...fromAssignment],
    to: null,
    actors: ['intake'],
    gate: { gate: 'pathology', from: ['declared', 'requested', 'shipped'], to: 'waived' },
    reason: true,
  },
  {
    type: 'fee.quote',
    from: [...quoting],
    to: null,
    actors: ['intake'],
    gate: {
      gate: 'fee',
      from: ['not-quoted', 'quoted', 'accepted', 'due', 'failed', 'paid', 'guaranteed', 'waived'],
      to: 'quoted',
    },
  },
  {
    type: 'fee.accept',
    from: [...quoting],
    to: null,
    actors: [...payer],
    gate: { gate: 'fee', from: ['quoted'], to: 'due' },
  },
  {
    type: 'fee.process',
    from: [...quoting],
    to: null,
    actors: ['system'],
    gate: { gate: 'fee', from: ['due', 'failed'], to: 'processing' },
  },
  {
    type: 'fee.pay',
    from: [...quoting],
    to: null,
    actors: ['system'],
    gate: { gate: 'fee', from: ['due', 'processing', 'failed'], to: 'paid' },
  },
  {
    type: 'fee.fail',
    from: [...quoting],
    to: null,
    actors: ['system'],
    gate: { gate: 'fee', from: ['due', 'processing'], to: 'failed' },
  },
  {
    type: 'fee.recordPayment',
    from: [...quoting],
    to: null,
    actors: ['intake'],
    gate: { gate: 'fee', from: ['quoted', 'accepted', 'due', 'processing', 'failed'], to: 'paid' },
    reason: true,
  },
  {
    type: 'fee.guarantee',
    from: [...quoting],
    to: null,
    actors: ['intake'],
    gate: { gate: 'fee', from: ['quoted', 'accepted', 'due', 'failed'], to: 'guaranteed' },
    reason: true,
  },
  {
    type: 'fee.waive',
    from: [...quoting],
    to: null,
    actors: ['intake'],
    gate: { gate: 'fee', from: ['not-quoted', 'quoted', 'accepted', 'due', 'failed'], to: 'waived' },
    reason: true,
  },
  {
    type: 'fee.refund',
    from: ['declined', 'withdrawn', 'closed', 'follow-up', 'report-delivered'],
    to: null,
    actors: ['intake'],
    gate: { gate: 'fee', from: ['paid', 'guaranteed'], to: 'refunded' },
    reason: true,
  },
] as const satisfies readonly Transition[];

/** Things that happen without a change of state or gate, kept in the same history. */
const noticeTransitions = [
  { type: 'request.opened', from: [...beforeReport], to: null, actors: ['intake', 'expert'] },
  {
    type: 'request.answered',
    from: [...beforeReport],
    to: null,
    actors: ['submitter', 'guardian', 'physician'],
  },
  { type: 'report.amended', from: ['report-delivered', 'follow-up', 'closed'], to: null, actors: ['expert', 'intake'] },
  {
    type: 'report.opened',
    from: ['report-delivered', 'follow-up', 'closed'],
    to: null,
    actors: ['submitter', 'guardian', 'physician'],
  },
  { type: 'report.overdue', from: ['expert-review'], to: null, actors: ['system'] },
] as const satisfies readonly Transition[];

/** The whole table. */
export const lifecycle: readonly (Transition & { readonly type: LifecycleEventType })[] = [
  ...mainTransitions,
  ...gateTransitions,
  ...noticeTransitions,
];
export type LifecycleEventType = (
  (typeof mainTransitions)[number] | (typeof gateTransitions)[number] | (typeof noticeTransitions)[number]
)['type'];

/** Gates of a referral just made. */
export const initialGates: Gates = {
  identity: 'unverified',
  guardianConsent: 'n/a',
  documents: 'incomplete',
  imaging: 'none',
  pathology: 'none',
  fee: 'not-quoted',
};
