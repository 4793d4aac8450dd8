/**
 * `POST /access-links` (6.4): always the same answer, in the same time; the work is done after it. A link goes to the
 * address that the referral has, and to a page of an allowed origin.
 */
import { parseReference } from '../../../src/protocol/index.ts';
import type { OpenHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { sendMail } from '../mail/notify.ts';
import { isAllowedPage } from '../referrals/access-links.ts';
import { referralColumns, type StoredReferral, toReferral } from '../referrals/referral.ts';
import { hashToken } from '../secrets.ts';

/** Links of one request: a family with several children gets one for each of the latest. */
const MOST = 3;

export const accessLinkRequest: OpenHandler<'accessLink.request'> = async ({ service, hosted, body, address }) => {
  if (!isAllowedPage(body.page, hosted.program.embedding?.allowedOrigins ?? []))
    throw new ProblemError('validation', { errors: [{ pointer: '/page', code: 'page.origin' }] });
  const email = body.email.trim().toLowerCase();
  service.limiter.use('accessLink', address);
  service.limiter.use('accessLink', hashToken(email));
  const reference = body.reference === undefined ? null : (parseReference(body.reference) ?? '');
  service.background(async () => {
    await service.database.transaction(async (transaction) => {
      const rows = await transaction.query<StoredReferral>(
        `select ${referralColumns('r')} from referral r
         where r.program_id = $1 and r.email = $2 and ($3::text is null or r.reference = $3)
         order by r.created_at desc limit ${String(MOST)}`,
        [hosted.program.id, email, reference],
      );
      for (const row of rows)
        await sendMail(transaction, service, hosted, toReferral(row), 'link', { page: body.page });
    });
  });
  return { status: 202, body: {} };
};
