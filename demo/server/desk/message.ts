/** The team writes to the family's thread. */
import { notice } from '../referrals/history.ts';
import { newId } from '../secrets.ts';
import type { Scene } from './acts.ts';
import type { DeskMessage } from './api.ts';

/** Keeps a message of the team; the family's open status page hears of it. */
export async function writeMessage(
  { transaction, service, referral, actor }: Scene,
  { text }: DeskMessage,
): Promise<void> {
  await transaction.query(
    `insert into message (id, referral_id, sender, kind, body, at) values ($1, $2, 'team', 'message', $3, $4)`,
    [newId(service.random), referral.id, text, service.clock.now()],
  );
  await notice(transaction, service, referral.id, 'message.sent', actor);
}
