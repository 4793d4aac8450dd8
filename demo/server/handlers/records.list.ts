/** `GET /referrals/{id}/records`: every record with its transfer, digest and verdict. */
import type { GuardedHandler } from '../http/exchange.ts';
import { recordsOf } from '../records/record-row.ts';
import { viewOf } from '../records/view.ts';

export const recordsList: GuardedHandler<'records.list'> = async (exchange) => {
  const records = await recordsOf(exchange.db, exchange.access.referral.id);
  return { status: 200, body: { records: await Promise.all(records.map((record) => viewOf(exchange, record))) } };
};
