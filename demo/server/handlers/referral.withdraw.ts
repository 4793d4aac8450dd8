/** `POST /referrals/{id}/withdrawal`: the family takes its referral back, before the report (contract.md "Lifecycle"). */
import type { GuardedHandler } from '../http/exchange.ts';
import { lockReferral } from '../referrals/referral.ts';
import { statusTag, statusView } from '../referrals/status-view.ts';
import { transition } from '../referrals/transition.ts';
import { newId } from '../secrets.ts';

export const referralWithdraw: GuardedHandler<'referral.withdraw'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const referral = await transition(
      transaction,
      service,
      hosted,
      await lockReferral(transaction, access.referral.id),
      {
        type: 'withdraw',
        actor: access.role === 'guardian' ? 'guardian' : 'submitter',
      },
    );
    // A reason is the family's own words: it goes to the team's thread, never into the history.
    if (body.reason !== undefined && body.reason.trim() !== '')
      await transaction.query(
        `insert into message (id, referral_id, sender, kind, body, at) values ($1, $2, 'family', 'message', $3, $4)`,
        [newId(service.random), referral.id, body.reason, now],
      );
    return {
      status: 200,
      body: await statusView(transaction, hosted.program, referral, access.role, now),
      headers: { ETag: statusTag(referral, access.role) },
    };
  });
