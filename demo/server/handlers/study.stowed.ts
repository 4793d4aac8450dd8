/** `POST /referrals/{id}/studies/{sid}/stowed` (12.7): what a DICOMweb server confirmed or rejected of a study. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';
import { requireImages, requireOpen } from '../studies/declare-images.ts';
import { studyById, studyViews } from '../studies/study-row.ts';

export const studyStowed: GuardedHandler<'study.stowed'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, parameters, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    const study = await studyById(transaction, referral.id, parameters.sid);
    if (!study) throw new ProblemError('not-found');
    await requireOpen(transaction, referral, now, ['stow-rs']);
    const [held] = await transaction.query<{ count: number }>(
      `select count(*)::int as count from stowed_instance where study_id = $1 and uid not in
         (select uid from jsonb_to_recordset($2::jsonb) as told (uid text))`,
      [study.id, JSON.stringify(body.instances)],
    );
    requireImages(hosted.program, held?.count ?? 0, body.instances.length);
    // What is stored stays stored, whatever is said of it later.
    await transaction.query(
      `insert into stowed_instance (study_id, uid, reason)
       select distinct on (uid) $1, uid, case when state = 'stored' then null else coalesce(reason, 'refused') end
         from jsonb_to_recordset($2::jsonb) as told (uid text, state text, reason text) order by uid, state desc
       on conflict (study_id, uid) do update set reason = excluded.reason where stowed_instance.reason is not null`,
      [study.id, JSON.stringify(body.instances)],
    );
    if (body.studyUid !== undefined)
      await transaction.query('update study set study_uid = $2 where id = $1', [study.id, body.studyUid]);
    if (referral.gates.imaging === 'link-issued')
      await transition(transaction, service, hosted, referral, { type: 'imaging.begin', actor: 'system' });
    await notice(transaction, service, referral.id, 'record.changed', access.role);
    const view = (await studyViews(transaction, referral.id)).find(({ id }) => id === study.id);
    if (!view) throw new ProblemError('not-found');
    return { status: 200, body: view };
  });
