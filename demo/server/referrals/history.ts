/** The append-only history of a referral: ids and codes, never health data (clause 9.3). */
import type { ActorRole, Happened, ReferralEvent } from '../../../src/protocol/index.ts';
import { newId } from '../secrets.ts';
import type { Service } from '../service.ts';
import { iso, type Queryable, type Transaction } from '../store/database.ts';
import type { ReferralRow } from './referral.ts';

/** Things that wake an open status page but are no milestones: they are streamed, and not shown in the timeline. */
export const noticeTypes = [
  'form.changed',
  'record.changed',
  'message.sent',
  'quote.changed',
  'imaging.reissueAsked',
  'report.drafted',
  'share.changed',
  'consent.changed',
] as const;
export type NoticeType = (typeof noticeTypes)[number];

interface StoredEvent {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly actorRole: ActorRole;
  readonly fromState: string;
  readonly toState: string;
  readonly gate: string | null;
  readonly reasonCode: string | null;
}

const toEvent = (row: StoredEvent): ReferralEvent => ({
  id: row.id,
  seq: row.seq,
  type: row.type,
  at: iso(row.at),
  actorRole: row.actorRole,
  from: row.fromState,
  to: row.toState,
  ...(row.gate === null ? {} : { gate: row.gate }),
  ...(row.reasonCode === null ? {} : { reasonCode: row.reasonCode }),
});

/** Entries after `seq`, in order. */
export const eventsAfter = async (db: Queryable, referralId: string, seq: number): Promise<readonly ReferralEvent[]> =>
  (
    await db.query<StoredEvent>(
      `select id, seq, type, at, actor_role, from_state, to_state, gate, reason_code from referral_event
       where referral_id = $1 and seq > $2 order by seq limit 500`,
      [referralId, seq],
    )
  ).map(toEvent);

/** What people are shown of it: milestones, without what only repeats them. */
export const isMilestone = ({ type }: ReferralEvent): boolean =>
  type !== 'gate.changed' && !(noticeTypes as readonly string[]).includes(type);

/** Writes entries in order; the referral's row must be locked and is given its new number by the caller. */
export async function append(
  transaction: Transaction,
  service: Service,
  referral: Pick<ReferralRow, 'id' | 'lastSeq'>,
  entries: readonly (Omit<Happened, 'type' | 'gate'> & { readonly type: string; readonly gate?: string })[],
): Promise<number> {
  let seq = referral.lastSeq;
  for (const entry of entries) {
    seq += 1;
    await transaction.query(
      `insert into referral_event (referral_id, seq, id, type, at, actor_role, from_state, to_state, gate, reason_code)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        referral.id,
        seq,
        newId(service.random),
        entry.type,
        new Date(entry.at),
        entry.actorRole,
        entry.from,
        entry.to,
        entry.gate ?? null,
        entry.reasonCode ?? null,
      ],
    );
  }
  transaction.afterCommit(() => service.bus.changed(referral.id));
  return seq;
}

/** Notes that something changed beside the main line: the status view's ETag moves and open streams wake. */
export async function notice(
  transaction: Transaction,
  service: Service,
  referralId: string,
  type: NoticeType,
  actorRole: ActorRole,
): Promise<void> {
  const now = service.clock.now();
  // One statement takes the row and the next number, so that notices of parallel requests do not meet.
  const [row] = await transaction.query<{ lastSeq: number; state: string }>(
    `update referral set last_seq = last_seq + 1, version = version + 1, updated_at = $2 where id = $1
     returning last_seq, state`,
    [referralId, now],
  );
  if (!row) return;
  await append(transaction, service, { id: referralId, lastSeq: row.lastSeq - 1 }, [
    { type, actorRole, at: iso(now), from: row.state, to: row.state },
  ]);
}
