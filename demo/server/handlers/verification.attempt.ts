/**
 * `POST /verifications/{id}/attempts` (6.7): five tries. The e-mail check closes the identity gate; the report's code
 * opens the report for ten minutes. A code that has run out answers `attemptsLeft: 0`; a try after the last is refused.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';
import { hashSecret, sameDigest } from '../secrets.ts';
import { first } from '../store/database.ts';

interface VerificationRow {
  readonly id: string;
  readonly referralId: string;
  readonly purpose: 'email' | 'report';
  readonly email: string;
  readonly codeHash: string;
  readonly attemptsLeft: number;
  readonly expiresAt: Date;
  readonly verifiedAt: Date | null;
}

/** Digits of any script, without what people paste around them. */
const digitsOf = (code: string): string =>
  code
    .replaceAll(/[\u0660-\u0669]/gu, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[\u06f0-\u06f9]/gu, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll(/\D/gu, '');

export const verificationAttempt: GuardedHandler<'verification.attempt'> = async (exchange) => {
  const { service, hosted, access, parameters, body, now } = exchange;
  const result = await exchange.transaction(async (transaction) => {
    const referral = await lockReferral(transaction, access.referral.id);
    const row = first(
      await transaction.query<VerificationRow>(
        `select id, referral_id, purpose, email, code_hash, attempts_left, expires_at, verified_at
         from verification where id = $1 and referral_id = $2 for update`,
        [parameters.id, referral.id],
      ),
    );
    if (!row) throw new ProblemError('not-found');
    if (row.verifiedAt !== null) return { verified: true, attemptsLeft: row.attemptsLeft };
    if (row.attemptsLeft === 0) return null;
    if (row.expiresAt <= now || row.email !== referral.email) return { verified: false, attemptsLeft: 0 };
    if (!sameDigest(row.codeHash, hashSecret(service.secret, row.id, digitsOf(body.code)))) {
      await transaction.query('update verification set attempts_left = attempts_left - 1 where id = $1', [row.id]);
      return { verified: false, attemptsLeft: row.attemptsLeft - 1 };
    }
    await transaction.query('update verification set verified_at = $2 where id = $1', [row.id, now]);
    if (row.purpose === 'report')
      await transaction.query('update capability set stepped_up_at = $2 where token_hash = $1', [
        access.tokenHash,
        now,
      ]);
    // Whoever reads the code reads the mailbox: a step-up checks the address as well.
    if (referral.gates.identity === 'unverified')
      await transition(transaction, service, hosted, referral, { type: 'identity.verified', actor: 'system' });
    return { verified: true, attemptsLeft: row.attemptsLeft };
  });
  if (result === null) throw new ProblemError('rate-limited', { headers: { 'Retry-After': '1' } });
  return { status: 200, body: result };
};
