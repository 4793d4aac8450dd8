/**
 * `PATCH /referrals/{id}/records/{rid}` (7.7, 7.9): describes, explains, and closes the transfer with the root of the
 * device's bytes. With all bytes there, the answer already says what the comparison found: `received`, or the problem
 * `digest-mismatch`.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePaired } from '../records/pairing.ts';
import { recordById, recordsOf, storedVerdict } from '../records/record-row.ts';
import { viewOf } from '../records/view.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';

/** A digest of very many bytes may take longer than a request should; the comparison then goes on behind it. */
const PATIENCE_MS = 20_000;

export const recordPatch: GuardedHandler<'record.patch'> = async (exchange) => {
  const { service, access, parameters, body } = exchange;
  const { id: referralId } = access.referral;
  await exchange.transaction(async (transaction) => {
    await lockReferral(transaction, referralId);
    const record = await recordById(transaction, parameters.rid, true);
    if (!record || record.referralId !== referralId) throw new ProblemError('not-found');
    requirePaired(await recordsOf(transaction, referralId), body, '', record.id);
    const describes = Object.keys(body).some((name) => name !== 'digest' && name !== 'verdict');
    if (record.submitted && describes) throw new ProblemError('state-conflict');
    await transaction.query(
      `update record set category = coalesce($2, category), document_date = coalesce($3, document_date),
         title = coalesce($4, title), device_verdict = coalesce($5::jsonb, device_verdict),
         override_reason = coalesce($6, override_reason), attested = coalesce($7, attested),
         client_digest = case when state = 'receiving' then coalesce($8, client_digest) else client_digest end,
         language = coalesce($9, language), identity_answer = coalesce($10, identity_answer),
         translation_of = coalesce($11, translation_of), translation = coalesce($12::jsonb, translation)
       where id = $1`,
      [
        record.id,
        body.category ?? null,
        body.documentDate ?? null,
        body.title ?? null,
        storedVerdict(body.verdict),
        body.override?.reason ?? null,
        body.attested ?? null,
        body.digest ?? null,
        body.language ?? null,
        body.identityAnswer ?? null,
        body.translationOf ?? null,
        body.translation === undefined ? null : JSON.stringify(body.translation),
      ],
    );
    await notice(transaction, service, referralId, 'record.changed', access.role);
  });
  if (body.digest !== undefined) {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([service.inspection.settle(parameters.rid), patience]);
    clearTimeout(timer);
  }
  const record = await recordById(exchange.db, parameters.rid);
  if (!record) throw new ProblemError('not-found');
  if (body.digest !== undefined && record.reason === 'digest-mismatch') throw new ProblemError('digest-mismatch');
  return { status: 200, body: await viewOf(exchange, record) };
};
