/** `POST /verifications` (6.7): sends six digits to the submitter's address, for ten minutes. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { sendMail } from '../mail/notify.ts';
import { lockReferral } from '../referrals/referral.ts';
import { hashSecret, newCode, newId } from '../secrets.ts';
import { iso } from '../store/database.ts';

const CODE_MS = 10 * 60_000;
const TRIES = 5;

export const verificationStart: GuardedHandler<'verification.start'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    service.limiter.use('verification', referral.id);
    if (referral.email === null)
      throw new ProblemError('validation', { errors: [{ pointer: '/submitter/email', code: 'required' }] });
    const id = newId(service.random);
    const code = newCode(service.random);
    const expiresAt = new Date(now.getTime() + CODE_MS);
    // A new code ends the ones before it.
    await transaction.query(
      `update verification set attempts_left = 0 where referral_id = $1 and purpose = $2 and verified_at is null`,
      [referral.id, body.purpose],
    );
    await transaction.query(
      `insert into verification (id, referral_id, purpose, email, capability_hash, code_hash, attempts_left, expires_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        referral.id,
        body.purpose,
        referral.email,
        access.tokenHash,
        hashSecret(service.secret, id, code),
        TRIES,
        expiresAt,
        now,
      ],
    );
    await sendMail(transaction, service, hosted, referral, body.purpose === 'email' ? 'email-code' : 'report-code', {
      code,
    });
    return { status: 202, body: { id, expiresAt: iso(expiresAt), attemptsLeft: TRIES } };
  });
