/** Capabilities: made, rotated, ended (protocol.md 4; clause 6.3). Only their hash is kept. */
import type { Capability, CapabilityRole, Scope } from '../../../src/protocol/index.ts';
import { hashToken, newToken, type Random } from '../secrets.ts';
import { iso, type Queryable } from '../store/database.ts';

/** Two hours without use. */
export const IDLE_MS = 2 * 3_600_000;
/** 24 hours in all, however often it is rotated. */
export const LONGEST_MS = 24 * 3_600_000;
/**
 * A rotated capability opens things for one minute more: requests that were under way when it was rotated, and a
 * refresh whose answer was lost, do not sign the person out.
 */
export const GRACE_MS = 60_000;

const scopesOf: Readonly<Record<CapabilityRole, readonly Scope[]>> = {
  submitter: ['read', 'edit', 'upload', 'sign', 'pay', 'report'],
  guardian: ['read', 'sign'],
  physician: ['upload'],
  sponsor: ['read', 'pay'],
};

/** Makes a capability. `startedAt`: when the first one of its line was made. */
export async function issueCapability(
  db: Queryable,
  {
    random,
    referralId,
    role,
    origin,
    now,
    startedAt = now,
    steppedUpAt = null,
    shareId = null,
  }: {
    readonly random: Random;
    readonly referralId: string;
    readonly role: CapabilityRole;
    readonly origin: string | null;
    readonly now: Date;
    readonly startedAt?: Date;
    readonly steppedUpAt?: Date | null;
    /** The link to somebody else that it came from, and ends with. */
    readonly shareId?: string | null;
  },
): Promise<Capability> {
  const token = newToken(random);
  const scopes = scopesOf[role];
  await db.query(
    `insert into capability (token_hash, referral_id, role, scopes, origin, started_at, last_used_at, stepped_up_at,
       share_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [hashToken(token), referralId, role, scopes.join(' '), origin, startedAt, now, steppedUpAt, shareId],
  );
  const ends = Math.min(now.getTime() + IDLE_MS, startedAt.getTime() + LONGEST_MS);
  return { token, expiresAt: iso(new Date(ends)), role, scopes: [...scopes] };
}

/** Ends a capability; `at` may lie ahead (grace). */
export const endCapability = (db: Queryable, tokenHash: string, at: Date): Promise<object[]> =>
  db.query('update capability set ends_at = $2 where token_hash = $1 and (ends_at is null or ends_at > $2)', [
    tokenHash,
    at,
  ]);

/** Ends every capability of a role on a referral; answers their hashes, so that open streams can be closed. */
export async function endCapabilities(
  db: Queryable,
  referralId: string,
  role: CapabilityRole,
  at: Date,
): Promise<readonly string[]> {
  const rows = await db.query<{ tokenHash: string }>(
    `update capability set ends_at = $3 where referral_id = $1 and role = $2 and (ends_at is null or ends_at > $3)
     returning token_hash`,
    [referralId, role, at],
  );
  return rows.map(({ tokenHash }) => tokenHash);
}
