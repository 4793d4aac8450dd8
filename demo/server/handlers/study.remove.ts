/** `DELETE /referrals/{id}/studies/{sid}` (12.2): takes a study and its bytes away, while the transfer is open. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { studyRecordsOf } from '../records/record-row.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';
import { requireOpen } from '../studies/declare-images.ts';
import { studyById } from '../studies/study-row.ts';

export const studyRemove: GuardedHandler<'study.remove'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, parameters, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    const study = await studyById(transaction, referral.id, parameters.sid);
    if (!study) throw new ProblemError('not-found');
    await requireOpen(transaction, referral, now);
    const carrying = (await studyRecordsOf(transaction, referral.id)).filter(({ studyId }) => studyId === study.id);
    await transaction.query('delete from study where id = $1', [study.id]);
    await notice(transaction, service, referral.id, 'record.changed', access.role);
    transaction.afterCommit(() =>
      service.background(async () => {
        for (const { uploadId } of carrying) await service.records.remove(uploadId);
      }),
    );
    return { status: 204 };
  });
