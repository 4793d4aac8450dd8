/** `POST /referrals/{id}/imaging/reissue` (12.1): asks the intake team for a new address. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { imagingOf } from '../referrals/care.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';

export const imagingReissue: GuardedHandler<'imaging.reissue'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    const open = ['link-issued', 'receiving', 'unreadable', 'expired'].includes(referral.gates.imaging);
    if (!open || !(await imagingOf(transaction, referral.id))) throw new ProblemError('imaging-not-open');
    await transaction.query('update imaging_transfer set reissue_asked_at = $2 where referral_id = $1', [
      referral.id,
      now,
    ]);
    await notice(transaction, service, referral.id, 'imaging.reissueAsked', access.role);
    return { status: 202, body: {} };
  });
