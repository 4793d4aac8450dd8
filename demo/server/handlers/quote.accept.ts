/**
 * `POST /referrals/{id}/quote/acceptance` (11.1, 11.3): accepts one version, with whom the receipt is made out to; the fee is
 * then due.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { billingOf } from '../referrals/billing.ts';
import { latestQuote, quoteView } from '../referrals/care.ts';
import { lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';

export const quoteAccept: GuardedHandler<'quote.accept'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    const row = await latestQuote(transaction, referral.id);
    if (!row) throw new ProblemError('not-found');
    if (row.version !== body.version) throw new ProblemError('quote-changed');
    const own = access.role === 'submitter';
    const { state } = quoteView(row, now, own);
    if (state === 'expired') throw new ProblemError('quote-expired');
    if (state !== 'offered') throw new ProblemError('state-conflict');
    const form = billingOf(hosted.program, referral.form, body.form ?? row.form, now);
    await transaction.query(
      `update quote set state = 'accepted', accepted_at = $3, form = $4::jsonb where referral_id = $1 and version = $2`,
      [referral.id, row.version, now, form && JSON.stringify(form)],
    );
    const actor = access.role === 'sponsor' ? 'sponsor' : access.role === 'guardian' ? 'guardian' : 'submitter';
    await transition(transaction, service, hosted, referral, { type: 'fee.accept', actor });
    return { status: 201, body: quoteView({ ...row, state: 'accepted', acceptedAt: now, form }, now, own) };
  });
