/** `GET /referrals/{id}/requests`: what the intake team has asked for, oldest first (program.md 23). */
import type { GuardedHandler } from '../http/exchange.ts';
import { requestsOf, requestView } from '../referrals/care.ts';

export const requestsList: GuardedHandler<'requests.list'> = async ({ db, access }) => ({
  status: 200,
  body: { requests: (await requestsOf(db, access.referral.id)).map(requestView) },
});
