/** `GET /referrals/{id}/records/{rid}/instances` (12.3, 12.4): what was found in a pack, image by image. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { recordById } from '../records/record-row.ts';
import { instancesOf } from '../studies/study-row.ts';

export const recordInstances: GuardedHandler<'record.instances'> = async ({ db, access, parameters }) => {
  const record = await recordById(db, parameters.rid);
  if (!record || record.referralId !== access.referral.id || record.studyId === null)
    throw new ProblemError('not-found');
  return { status: 200, body: { instances: [...(await instancesOf(db, record.id))] } };
};
