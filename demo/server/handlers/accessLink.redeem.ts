/**
 * `POST /access-links/redemptions` (6.5, 6.6): a link's token and a second fact that is not in the mailbox give a new
 * capability and end the old ones. Five wrong facts end the link, and lock the family's links until the intake team
 * opens them.
 */
import { type RequestOf, sameJson } from '../../../src/protocol/index.ts';
import type { Exchange, OpenHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { FACT_TRIES } from '../referrals/access-links.ts';
import { endCapabilities, issueCapability } from '../referrals/capabilities.ts';
import { hashPin } from '../referrals/pin.ts';
import { birthDateOf, lockReferral, type ReferralRow } from '../referrals/referral.ts';
import { notice } from '../referrals/history.ts';
import { lockShare, roleOf } from '../referrals/shares.ts';
import { hashToken, sameDigest } from '../secrets.ts';
import { first, type Transaction } from '../store/database.ts';

interface Link {
  readonly tokenHash: string;
  readonly referralId: string;
  readonly failures: number;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

type Outcome =
  | { readonly kind: 'invalid' }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'opened'; readonly body: Awaited<ReturnType<typeof open>> };

export const accessLinkRedeem: OpenHandler<'accessLink.redeem'> = async (exchange) => {
  const { service, body, address } = exchange;
  service.limiter.use('redeem', address);
  // A wrong fact is counted for good: the problem is thrown after the transaction.
  const outcome = await exchange.transaction((transaction) => redeem(transaction, exchange));
  if (outcome.kind === 'opened') return { status: 200, body: outcome.body };
  if (outcome.kind === 'invalid') throw new ProblemError('link-invalid');
  throw new ProblemError('fact-required', {
    errors: [
      {
        pointer: '/fact',
        code: body.fact === undefined ? 'required' : 'fact.wrong',
        params: { attemptsLeft: outcome.left },
      },
    ],
  });
};

async function redeem(transaction: Transaction, exchange: Exchange<'accessLink.redeem'>): Promise<Outcome> {
  const { service, hosted, body, now } = exchange;
  const link = first(
    await transaction.query<Link>('select * from access_link where token_hash = $1 for update', [
      hashToken(body.token),
    ]),
  );
  if (!link) return redeemShare(transaction, exchange);
  if (link.usedAt !== null || link.expiresAt <= now || link.failures >= FACT_TRIES) return { kind: 'invalid' };
  const referral = await lockReferral(transaction, link.referralId);
  if (referral.programId !== hosted.program.id || referral.factFailures >= FACT_TRIES) return { kind: 'invalid' };
  const failures = Math.max(link.failures, referral.factFailures);
  if (body.fact === undefined) return { kind: 'wrong', left: FACT_TRIES - failures };
  if (!isRight(body.fact, referral, service.secret)) {
    await transaction.query('update access_link set failures = failures + 1 where token_hash = $1', [link.tokenHash]);
    await transaction.query('update referral set fact_failures = fact_failures + 1 where id = $1', [referral.id]);
    return failures + 1 >= FACT_TRIES ? { kind: 'invalid' } : { kind: 'wrong', left: FACT_TRIES - failures - 1 };
  }
  await transaction.query('update access_link set used_at = $2 where token_hash = $1', [link.tokenHash, now]);
  await transaction.query('update referral set fact_failures = 0 where id = $1', [referral.id]);
  return { kind: 'opened', body: await open(transaction, exchange, referral) };
}

/**
 * A link to somebody else (6.8): it opens as often as it is needed until it ends, and what it opened before ends. Wrong
 * facts end that link alone; the family's own links are not touched by a stranger's guesses.
 */
async function redeemShare(
  transaction: Transaction,
  { service, hosted, body, now, origin }: Exchange<'accessLink.redeem'>,
): Promise<Outcome> {
  const share = await lockShare(transaction, body.token, now);
  if (!share) return { kind: 'invalid' };
  const referral = await lockReferral(transaction, share.referralId);
  if (referral.programId !== hosted.program.id) return { kind: 'invalid' };
  if (body.fact === undefined) return { kind: 'wrong', left: FACT_TRIES - share.failures };
  if (!isRight(body.fact, referral, service.secret)) {
    await transaction.query('update share set failures = failures + 1 where id = $1', [share.id]);
    const left = FACT_TRIES - share.failures - 1;
    return left > 0 ? { kind: 'wrong', left } : { kind: 'invalid' };
  }
  await transaction.query('update share set failures = 0, opened_at = coalesce(opened_at, $2) where id = $1', [
    share.id,
    now,
  ]);
  const ended = await transaction.query<{ tokenHash: string }>(
    `update capability set ends_at = $2 where share_id = $1 and (ends_at is null or ends_at > $2) returning token_hash`,
    [share.id, now],
  );
  transaction.afterCommit(() => {
    for (const { tokenHash } of ended) service.bus.ended(tokenHash);
  });
  if (share.openedAt === null) await notice(transaction, service, referral.id, 'share.changed', roleOf(share));
  const capability = await issueCapability(transaction, {
    random: service.random,
    referralId: referral.id,
    role: roleOf(share),
    origin,
    now,
    shareId: share.id,
  });
  return { kind: 'opened', body: { id: referral.id, reference: referral.reference, capability } };
}

/** A birth date counts only where it is known to the day; else the PIN chosen in step 1. */
function isRight(
  fact: NonNullable<RequestOf<'accessLink.redeem'>['fact']>,
  referral: ReferralRow,
  secret: string,
): boolean {
  if (fact.kind === 'pin')
    return referral.pinHash !== null && sameDigest(referral.pinHash, hashPin(secret, referral.id, fact.value));
  const birthDate = birthDateOf(referral.form);
  return birthDate !== null && birthDate.length === 10 && sameJson(birthDate, fact.value.trim());
}

async function open(
  transaction: Transaction,
  { service, now, origin }: Exchange<'accessLink.redeem'>,
  referral: ReferralRow,
) {
  const ended = await endCapabilities(transaction, referral.id, 'submitter', now);
  transaction.afterCommit(() => {
    for (const hash of ended) service.bus.ended(hash);
  });
  const capability = await issueCapability(transaction, {
    random: service.random,
    referralId: referral.id,
    role: 'submitter',
    origin,
    now,
  });
  return { id: referral.id, reference: referral.reference, capability };
}
