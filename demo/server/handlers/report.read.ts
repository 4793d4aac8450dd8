/** `GET /referrals/{id}/report`: the report's metadata, to those whom the program lets read it; 404 to all others. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { openedAt, reportOf, reportView } from '../referrals/care.ts';
import { mayReadReport } from '../referrals/status-view.ts';

export const reportRead: GuardedHandler<'report.read'> = async ({ db, access, hosted }) => {
  const row = mayReadReport(hosted.program, access.role) ? await reportOf(db, access.referral.id, true) : null;
  if (!row?.signedAt) throw new ProblemError('not-found');
  const opened = await openedAt(db, access.referral.id, row.version, access.role);
  return { status: 200, body: reportView({ ...row, signedAt: row.signedAt }, opened) };
};
