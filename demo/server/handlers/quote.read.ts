/** `GET /referrals/{id}/quote` (11.1): the latest quote; 404 before there is one. */
import { isUnchanged } from '../http/conditional.ts';
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { latestQuote, quoteView } from '../referrals/care.ts';

export const quoteRead: GuardedHandler<'quote.read'> = async ({ db, access, request, now }) => {
  const row = await latestQuote(db, access.referral.id);
  if (!row) throw new ProblemError('not-found');
  const quote = quoteView(row, now, access.role === 'submitter');
  const headers = { ETag: `"q${String(quote.version)}.${quote.state}"` };
  return isUnchanged(request, headers.ETag) ? { status: 304, headers } : { status: 200, body: quote, headers };
};
