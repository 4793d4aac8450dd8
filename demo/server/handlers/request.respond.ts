/** `POST /referrals/{id}/requests/{rid}/response`: text, records, or "I do not have it" (lifecycle.md 3). */
import type { GuardedHandler } from '../http/exchange.ts';
import { lockReferral } from '../referrals/referral.ts';
import { answerRequest } from '../referrals/responses.ts';

export const requestRespond: GuardedHandler<'request.respond'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, parameters } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    const answered = await answerRequest(transaction, service, hosted, referral, access.role, parameters.rid, body);
    return { status: 201, body: answered };
  });
