/** `POST /referrals/{id}/messages`: writes to the intake team, or asks to be called (program.md 7). Answering shows that the team's words were read. */
import type { Message } from '../../../src/protocol/index.ts';
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';
import { newId } from '../secrets.ts';
import { iso } from '../store/database.ts';

export const messageSend: GuardedHandler<'message.send'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    if (['draft', 'withdrawn', 'expired'].includes(referral.state)) throw new ProblemError('state-conflict');
    service.limiter.use('message', referral.id);
    const message: Message = {
      id: newId(service.random),
      from: 'family',
      kind: body.kind,
      text: body.text,
      at: iso(now),
    };
    await transaction.query(
      `insert into message (id, referral_id, sender, kind, body, at) values ($1, $2, 'family', $3, $4, $5)`,
      [message.id, referral.id, message.kind, message.text, now],
    );
    await transaction.query(
      `update message set read_at = $2 where referral_id = $1 and sender = 'team' and read_at is null`,
      [referral.id, now],
    );
    await notice(transaction, service, referral.id, 'message.sent', access.role);
    return { status: 201, body: message };
  });
