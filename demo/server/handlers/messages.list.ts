/** `GET /referrals/{id}/messages`: the thread with the intake team, oldest first; reading marks nothing (GET is harmless). */
import type { GuardedHandler } from '../http/exchange.ts';
import { messagesOf } from '../referrals/care.ts';

export const messagesList: GuardedHandler<'messages.list'> = async ({ db, access }) => ({
  status: 200,
  body: { messages: await messagesOf(db, access.referral.id) },
});
