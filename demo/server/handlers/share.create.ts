/** `POST /referrals/{id}/capabilities` (6.8): mails somebody else a link that opens their part and nothing more. */
import type { GuardedHandler } from '../http/exchange.ts';
import { lockReferral } from '../referrals/referral.ts';
import { createShare } from '../referrals/shares.ts';

export const shareCreate: GuardedHandler<'share.create'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    return { status: 201, body: await createShare(transaction, service, hosted, referral, body) };
  });
