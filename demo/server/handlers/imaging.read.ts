/** `GET /referrals/{id}/imaging` (12.1, 12.8): where the images go, once the intake team has opened it. */
import type { GuardedHandler } from '../http/exchange.ts';
import { imagingOf, imagingView } from '../referrals/care.ts';

export const imagingRead: GuardedHandler<'imaging.read'> = async ({ db, access, now }) => {
  const row = await imagingOf(db, access.referral.id);
  const view = imagingView(access.referral, row, now);
  // For whoever sends images, and in no view that others may come to see.
  const token = view.mode === 'stow-rs' ? row?.token : null;
  return { status: 200, body: token == null ? view : { ...view, token } };
};
