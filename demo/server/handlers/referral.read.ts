/**
 * `GET /referrals/{id}` (9.1): the status view. Nothing new is a 304 for the price of the one statement that checked the
 * capability.
 */
import { isUnchanged } from '../http/conditional.ts';
import type { GuardedHandler } from '../http/exchange.ts';
import { statusTag, statusView } from '../referrals/status-view.ts';

export const referralRead: GuardedHandler<'referral.read'> = async ({ access, request, db, hosted, now }) => {
  const headers = { ETag: statusTag(access.referral, access.role) };
  if (isUnchanged(request, headers.ETag)) return { status: 304, headers };
  return { status: 200, body: await statusView(db, hosted.program, access.referral, access.role, now), headers };
};
