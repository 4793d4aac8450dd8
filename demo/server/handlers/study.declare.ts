/**
 * `POST /referrals/{id}/studies` (12.1, 12.2, 12.6): declares a study. The same `clientId` answers the same study, with
 * what is said of it now: a folder that was picked again may hold more images than the first time.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';
import { newId } from '../secrets.ts';
import { requireImages, requireOpen } from '../studies/declare-images.ts';
import { studiesOf, studyViews } from '../studies/study-row.ts';

export const studyDeclare: GuardedHandler<'study.declare'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    await requireOpen(transaction, referral, now);
    const known = await studiesOf(transaction, referral.id);
    const others = known.filter(({ clientId }) => clientId !== body.clientId);
    requireImages(
      hosted.program,
      others.reduce((sum, { described }) => sum + described.images, 0),
      body.images,
    );
    await transaction.query(
      `insert into study (id, referral_id, client_id, described, created_at) values ($1, $2, $3, $4::jsonb, $5)
       on conflict (referral_id, client_id) do update set described = excluded.described`,
      [newId(service.random), referral.id, body.clientId, JSON.stringify(body), now],
    );
    if (others.length === known.length) await notice(transaction, service, referral.id, 'record.changed', access.role);
    const view = (await studyViews(transaction, referral.id)).find(({ clientId }) => clientId === body.clientId);
    if (!view) throw new ProblemError('not-found');
    return { status: 201, body: view };
  });
