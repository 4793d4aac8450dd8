/** `POST /referrals/{id}/imaging/complete` (12.1): "I have sent everything"; the team verifies. */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { imagingOf, imagingView } from '../referrals/care.ts';
import { lockReferral } from '../referrals/referral.ts';
import { studyViews } from '../studies/study-row.ts';
import { transition } from '../referrals/transition.ts';

export const imagingComplete: GuardedHandler<'imaging.complete'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    const row = await imagingOf(transaction, referral.id);
    if (!row || !['link-issued', 'receiving'].includes(referral.gates.imaging))
      throw new ProblemError('imaging-not-open');
    // What is still on its way, or being looked at, is not everything.
    if (row.mode !== 'external-link') {
      const studies = await studyViews(transaction, referral.id);
      if (studies.length === 0 || studies.some(({ state }) => state === 'receiving'))
        throw new ProblemError('state-conflict', { reason: 'images-under-way' });
    }
    const next = await transition(transaction, service, hosted, referral, {
      type: 'imaging.receive',
      actor: 'submitter',
    });
    return { status: 202, body: imagingView(next, row, now) };
  });
