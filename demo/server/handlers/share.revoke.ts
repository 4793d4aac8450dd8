/** `DELETE /referrals/{id}/capabilities/{rid}` (6.11): the link opens nothing any more, nor does what it opened. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { notice } from '../referrals/history.ts';
import { endShare, sharesOf } from '../referrals/shares.ts';

export const shareRevoke: GuardedHandler<'share.revoke'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, parameters, now } = exchange;
    const { id } = access.referral;
    const open = await sharesOf(transaction, id, now);
    if (!open.some((row) => row.id === parameters.rid)) throw new ProblemError('not-found');
    await endShare(transaction, service, parameters.rid, now);
    await notice(transaction, service, id, 'share.changed', access.role);
    return { status: 204 };
  });
