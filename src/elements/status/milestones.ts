/** The history as a family reads it: what is done, what is going on, what is still to come. */
import type { ReferralState } from '../../protocol/lifecycle.ts';
import type { StatusView } from '../../protocol/referral.ts';

export type MilestoneCode = 'form' | 'records' | 'read' | 'expert' | 'requirements' | 'review' | 'report' | 'follow-up';

export interface Milestone {
  readonly code: MilestoneCode | 'declined' | 'withdrawn' | 'expired';
  readonly state: 'done' | 'now' | 'todo';
  /** Instant at which it was done. */
  readonly at?: string;
}

/** Milestones in order, each with the event that ends it. */
const path: readonly (readonly [MilestoneCode, string])[] = [
  ['form', 'submit.registration'],
  ['records', 'submit.records'],
  ['read', 'accept'],
  ['expert', 'assign'],
  ['requirements', 'requirements.met'],
  ['review', 'sign'],
  ['report', 'deliver'],
];

/** How many milestones lie behind a state. */
const behind: Partial<Record<ReferralState, number>> = {
  draft: 0,
  registered: 1,
  'intake-review': 2,
  'expert-assignment': 3,
  'awaiting-requirements': 4,
  'expert-review': 5,
  'report-ready': 6,
  'report-delivered': 7,
  'follow-up': 7,
  closed: 7,
};

const lastAt = (status: StatusView, type: string): string | undefined =>
  status.timeline.findLast((event) => event.type === type)?.at;

/** @param followUp the program answers questions after the report. */
export function milestones(status: StatusView, followUp: boolean): readonly Milestone[] {
  const at = (type: string) => {
    const when = lastAt(status, type);
    return when === undefined ? {} : { at: when };
  };
  const ended =
    status.state === 'declined' || status.state === 'withdrawn' || status.state === 'expired' ? status.state : null;
  if (ended) {
    const done = path.filter(([, type]) => lastAt(status, type) !== undefined);
    const event = { declined: 'decline', withdrawn: 'withdraw', expired: 'expire' }[ended];
    return [
      ...done.map(([code, type]): Milestone => ({ code, state: 'done', ...at(type) })),
      { code: ended, state: 'now', ...at(event) },
    ];
  }
  const count = behind[status.state] ?? 0;
  const main = path.map(([code, type], index): Milestone =>
    index < count ? { code, state: 'done', ...at(type) } : { code, state: index === count ? 'now' : 'todo' },
  );
  if (!followUp) return main;
  const state = status.state === 'closed' ? 'done' : status.state === 'follow-up' ? 'now' : 'todo';
  return [...main, { code: 'follow-up', state, ...(state === 'done' ? at('close') : {}) }];
}
