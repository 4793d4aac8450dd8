/**
 * `POST /referrals/{id}/payment-sessions` (11.2): leads to the provider's page. The amount is the accepted quote's, from
 * here; only the provider's signed word closes the gate.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { isAllowedPage } from '../referrals/access-links.ts';
import { receiptTo } from '../referrals/billing.ts';
import { latestQuote } from '../referrals/care.ts';
import { lockReferral } from '../referrals/referral.ts';
import { newId } from '../secrets.ts';

export const paymentStart: GuardedHandler<'payment.start'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now, url } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    if (!isAllowedPage(body.returnTo, hosted.program.embedding?.allowedOrigins ?? []))
      throw new ProblemError('validation', { errors: [{ pointer: '/returnTo', code: 'page.origin' }] });
    const quote = await latestQuote(transaction, referral.id);
    if (!quote || quote.state !== 'accepted' || !['due', 'failed'].includes(referral.gates.fee))
      throw new ProblemError('state-conflict');
    service.limiter.use('payment', referral.id);
    // A sponsor who pays reads no name and no address of the family.
    const receipt = access.role === 'submitter' ? receiptTo(quote.form) : null;
    const id = newId(service.random);
    await transaction.query(
      `insert into payment_session (id, referral_id, quote_version, amount_minor, currency, return_to, state, created_at,
         receipt)
       values ($1, $2, $3, $4, $5, $6, 'open', $7, $8::jsonb)`,
      [
        id,
        referral.id,
        quote.version,
        quote.totalMinor,
        quote.currency,
        body.returnTo,
        now,
        receipt && JSON.stringify(receipt),
      ],
    );
    const own = service.origins.includes(url.origin) ? url.origin : service.origins[0];
    return { status: 201, body: { redirectUrl: `${own}/pay/?session=${id}` } };
  });
