/** `DELETE /referrals/{id}/records/{rid}` (7.9): takes a record and its bytes away, until it was submitted. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { recordById } from '../records/record-row.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';

export const recordRemove: GuardedHandler<'record.remove'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, parameters } = exchange;
    await lockReferral(transaction, access.referral.id);
    const record = await recordById(transaction, parameters.rid, true);
    if (!record || record.referralId !== access.referral.id) throw new ProblemError('not-found');
    if (record.submitted) throw new ProblemError('state-conflict');
    await transaction.query('delete from record where id = $1', [record.id]);
    // What was its translation is a record like any other from now on.
    await transaction.query('update record set translation_of = null, translation = null where translation_of = $1', [
      record.id,
    ]);
    await notice(transaction, service, access.referral.id, 'record.changed', access.role);
    transaction.afterCommit(() => service.background(() => service.records.remove(record.uploadId)));
    return { status: 204 };
  });
