/** `GET /referrals/{id}/studies` (12.2, 12.5): each study with what is here of it. */
import type { GuardedHandler } from '../http/exchange.ts';
import { studyViews } from '../studies/study-row.ts';

export const studiesList: GuardedHandler<'studies.list'> = async ({ db, access }) => ({
  status: 200,
  body: { studies: [...(await studyViews(db, access.referral.id))] },
});
