/**
 * Who may: the capability of a request (protocol.md 4; clauses 6.1, 6.2). One statement finds it and its
 * referral; that it was used is noted behind the response. Tokens are compared by their hash.
 */
import type { RouteShape, Scope } from '../../../src/protocol/index.ts';
import { hashToken } from '../secrets.ts';
import { IDLE_MS, LONGEST_MS } from '../referrals/capabilities.ts';
import { referralColumns, type ReferralRow, toReferral, type StoredReferral } from '../referrals/referral.ts';
import type { Service } from '../service.ts';
import { first } from '../store/database.ts';
import type { Access } from './exchange.ts';
import { ProblemError } from './problem.ts';

/** Being used is noted at most this often, so that a poll is a read. */
const TOUCH_MS = 60_000;

interface CapabilityColumns {
  readonly tokenHash: string;
  readonly role: Access['role'];
  readonly scopes: string;
  readonly capabilityOrigin: string | null;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly endsAt: Date | null;
  readonly steppedUpAt: Date | null;
  readonly shareId: string | null;
}

/** The bearer token of a request; `unauthorized` without one. */
export function bearerOf(request: Request): string {
  const header = request.headers.get('Authorization') ?? '';
  const token = /^Bearer ([\w-]{20,200})$/iu.exec(header)?.[1];
  if (!token) throw new ProblemError('unauthorized');
  return token;
}

/**
 * Finds what a request's capability opens.
 * @param programId the program at whose base the request came.
 * @param origin the calling page; `null` skips the binding (test profile).
 * @throws `unauthorized` for none, a wrong, an ended one, or one of another page or program.
 */
export async function accessOf(
  { database, background }: Pick<Service, 'database' | 'background'>,
  request: Request,
  { programId, origin, now }: { readonly programId: string; readonly origin: string | null; readonly now: Date },
): Promise<Access> {
  const tokenHash = hashToken(bearerOf(request));
  const row = first(
    await database.query<CapabilityColumns & StoredReferral>(
      `select c.token_hash, c.role, c.scopes, c.origin as capability_origin, c.started_at, c.last_used_at, c.ends_at,
              c.stepped_up_at, c.share_id, ${referralColumns('r')}
       from capability c join referral r on r.id = c.referral_id where c.token_hash = $1`,
      [tokenHash],
    ),
  );
  if (!row || !isAlive(row, now) || row.programId !== programId) throw new ProblemError('unauthorized');
  if (row.capabilityOrigin !== null && origin !== null && row.capabilityOrigin !== origin)
    throw new ProblemError('unauthorized');
  if (now.getTime() - row.lastUsedAt.getTime() > TOUCH_MS)
    background(async () => {
      await database.query('update capability set last_used_at = $2 where token_hash = $1 and last_used_at < $2', [
        tokenHash,
        now,
      ]);
    });
  return {
    tokenHash,
    role: row.role,
    scopes: row.scopes.split(' '),
    startedAt: row.startedAt,
    steppedUpAt: row.steppedUpAt,
    origin: row.capabilityOrigin,
    shareId: row.shareId,
    referral: toReferral(row),
  };
}

/** Idle at most two hours, 24 hours in all; one that was rotated lives on for its grace only. */
export const isAlive = (row: Pick<CapabilityColumns, 'startedAt' | 'lastUsedAt' | 'endsAt'>, now: Date): boolean =>
  now.getTime() - row.lastUsedAt.getTime() <= IDLE_MS &&
  now.getTime() - row.startedAt.getTime() <= LONGEST_MS &&
  (row.endsAt === null || row.endsAt.getTime() > now.getTime());

/**
 * Another referral's id is as if it were not there (clause 6.2); a scope that is missing answers the same, so that a
 * narrow link does not tell what a wider one could do.
 */
export function requireScope(access: Access, scope: Scope, referralId: string | undefined): ReferralRow {
  if (referralId !== undefined && referralId !== access.referral.id) throw new ProblemError('not-found');
  if (!access.scopes.includes(scope)) throw new ProblemError('not-found');
  return access.referral;
}

/** The family's own routes: for a link to somebody else it is as if they were not there (clause 6.10). */
export function requireOwn(access: Access, { own }: RouteShape): void {
  if (own === true && access.role !== 'submitter') throw new ProblemError('not-found');
}
