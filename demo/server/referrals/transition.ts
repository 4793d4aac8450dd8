/**
 * The one way in which a referral moves: the lifecycle table applied to a locked row, its history written, its mails
 * queued, in one transaction (lifecycle.md 3). Form, desk, webhook, timers and test profile all come through here.
 */
import {
  type ActorRole,
  applyEvent,
  businessDayAfter,
  type Guard,
  lifecycle,
  type LifecycleEventType,
  localDateTime,
  type Program,
  type ProblemCode,
} from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { notify } from '../mail/notify.ts';
import type { HostedProgram, Service } from '../service.ts';
import { iso, type Transaction } from '../store/database.ts';
import { append } from './history.ts';
import { lockReferral, progressOf, type ReferralRow } from './referral.ts';
import { inviteGuardian } from './shares.ts';

/** What is to happen. `facts`: what the caller has found true or false of the guards; unnamed ones hold. */
export interface Cause {
  readonly type: LifecycleEventType;
  readonly actor: ActorRole;
  readonly reasonCode?: string;
  readonly facts?: Partial<Record<Guard, boolean>>;
}

const DRAFT_DAYS = 30;
const REGISTERED_DAYS = 60;
/** Business days to the first reply (lifecycle.md 4). */
const FIRST_REPLY_DAYS = 2;
const DAY_MS = 86_400_000;

const guardProblems: Partial<Record<Guard, ProblemCode>> = {
  'form-valid': 'validation',
  'consents-given': 'validation',
  eligible: 'ineligible',
  'email-verified': 'email-unverified',
  'records-english': 'records-not-english',
};

/** Is this the name of something that the lifecycle knows? */
export const isLifecycleEvent = (type: string): type is LifecycleEventType =>
  lifecycle.some((rule) => rule.type === type);

/** When a state ends by itself, and what date people are told. */
export function timersOf(
  state: string,
  program: Program,
  now: Date,
): { readonly expiresAt: Date | null; readonly due: string | null } {
  const { timeZone } = program.clock;
  const local = (at: Date): string => localDateTime(at, timeZone).date;
  if (state === 'draft' || state === 'registered') {
    const expiresAt = new Date(now.getTime() + (state === 'draft' ? DRAFT_DAYS : REGISTERED_DAYS) * DAY_MS);
    return { expiresAt, due: local(expiresAt) };
  }
  if (state === 'intake-review')
    return { expiresAt: null, due: businessDayAfter(local(now), FIRST_REPLY_DAYS, program.clock) };
  return { expiresAt: null, due: null };
}

/**
 * Applies one event and what follows from it.
 * @param referral as locked in this transaction.
 * @returns the referral as it stands now.
 * @throws `state-conflict` where the table does not allow it, or the problem of the guard that failed.
 */
export async function transition(
  transaction: Transaction,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
  cause: Cause,
): Promise<ReferralRow> {
  const now = service.clock.now();
  const { program } = hosted;
  const applied = applyEvent(
    progressOf(referral),
    {
      type: cause.type,
      actor: cause.actor,
      at: iso(now),
      ...(cause.reasonCode === undefined ? {} : { reasonCode: cause.reasonCode }),
    },
    { facts: cause.facts ?? {}, calendar: program.clock, followUpDays: program.followUp?.days ?? 0 },
  );
  if (!applied.ok) {
    if (applied.why === 'guard') throw new ProblemError(guardProblems[applied.guard] ?? 'state-conflict');
    if (applied.why === 'reason')
      throw new ProblemError('validation', { errors: [{ pointer: '/reasonCode', code: 'required' }] });
    throw new ProblemError('state-conflict');
  }
  const { state, gates, clock } = applied.progress;
  if (state === 'deleted') {
    const uploads = await transaction.query<{ uploadId: string }>(
      'select upload_id from record where referral_id = $1',
      [referral.id],
    );
    await transaction.query('delete from referral where id = $1', [referral.id]);
    transaction.afterCommit(() => {
      service.background(async () => {
        for (const { uploadId } of uploads) await service.records.remove(uploadId);
      });
      service.bus.changed(referral.id);
    });
    return { ...referral, gates, clock };
  }
  const lastSeq = await append(transaction, service, referral, applied.happened);
  const moved = state !== referral.state;
  const timers = moved ? timersOf(state, program, now) : { expiresAt: referral.expiresAt, due: referral.due };
  const next: ReferralRow = {
    ...referral,
    state,
    gates,
    clock,
    lastSeq,
    ...timers,
    version: referral.version + 1,
    overdue: moved ? false : referral.overdue || cause.type === 'report.overdue',
    stateSince: moved ? now : referral.stateSince,
    updatedAt: now,
  };
  await transaction.query(
    `update referral set state = $2, gates = $3::jsonb, clock = $4::jsonb, last_seq = $5, version = $6, expires_at = $7,
       due = $8, overdue = $9, state_since = $10, updated_at = $11 where id = $1`,
    [
      next.id,
      next.state,
      JSON.stringify(next.gates),
      JSON.stringify(next.clock),
      next.lastSeq,
      next.version,
      next.expiresAt,
      next.due,
      next.overdue,
      next.stateSince,
      next.updatedAt,
    ],
  );
  for (const { type } of applied.happened) await notify(transaction, service, hosted, next, type);
  const proven = ['submit.registration', 'identity.verified'].includes(cause.type);
  return proven && (await inviteGuardian(transaction, service, hosted, next))
    ? lockReferral(transaction, next.id)
    : next;
}
