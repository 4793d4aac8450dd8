/**
 * `GET /referrals/{id}/messages`: the thread with the intake team, oldest first. Who fetches it has read it, which the
 * number of unread messages in the status view then says.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { messagesOf } from '../referrals/care.ts';

export const messagesList: GuardedHandler<'messages.list'> = async (exchange) => {
  const { access, now } = exchange;
  const { id } = access.referral;
  return exchange.transaction(async (transaction) => {
    const read = await transaction.query(
      `update message set read_at = $2 where referral_id = $1 and sender = 'team' and read_at is null returning id`,
      [id, now],
    );
    if (read.length > 0) await transaction.query('update referral set version = version + 1 where id = $1', [id]);
    return { status: 200, body: { messages: await messagesOf(transaction, id) } };
  });
};
