/** `GET /referrals/{id}/imaging` (12.1): where the images go, once the intake team has opened it. */
import type { GuardedHandler } from '../http/exchange.ts';
import { imagingOf, imagingView } from '../referrals/care.ts';

export const imagingRead: GuardedHandler<'imaging.read'> = async ({ db, access, now }) => ({
  status: 200,
  body: imagingView(access.referral, await imagingOf(db, access.referral.id), now),
});
