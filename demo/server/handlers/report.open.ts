/**
 * `GET /referrals/{id}/report/content` (13.1): the bytes, within ten minutes of a code by e-mail; never cached, never shown
 * by the browser in our origin, with their digest. The first opening by each role is recorded.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { reportOf } from '../referrals/care.ts';
import { lockReferral } from '../referrals/referral.ts';
import { mayReadReport } from '../referrals/status-view.ts';
import { transition } from '../referrals/transition.ts';

const STEP_UP_MS = 10 * 60_000;

export const reportOpen: GuardedHandler<'report.open'> = async (exchange) => {
  const { service, hosted, access, db, now } = exchange;
  const row = mayReadReport(hosted.program, access.role) ? await reportOf(db, access.referral.id, true) : null;
  if (!row) throw new ProblemError('not-found');
  if (access.steppedUpAt === null || now.getTime() - access.steppedUpAt.getTime() > STEP_UP_MS)
    throw new ProblemError('step-up-required');
  const bytes = await service.reports.read(row.file);
  await exchange.transaction(async (transaction) => {
    const referral = await lockReferral(transaction, access.referral.id);
    const first = await transaction.query(
      `insert into report_opening (referral_id, version, role, at) values ($1, $2, $3, $4) on conflict do nothing returning role`,
      [referral.id, row.version, access.role, now],
    );
    if (first.length > 0)
      await transition(transaction, service, hosted, referral, {
        type: 'report.opened',
        actor: access.role === 'sponsor' ? 'submitter' : access.role,
      });
  });
  return new Response(bytes, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(bytes.length),
      'Content-Disposition': `attachment; filename="${access.referral.reference}-report.pdf"`,
      'Repr-Digest': `sha-256=:${Buffer.from(row.sha256, 'hex').toString('base64')}:`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    },
  });
};
