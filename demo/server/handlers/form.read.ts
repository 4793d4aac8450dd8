/** `GET /referrals/{id}/form` (4.1): the answers as they were given. */
import { isUnchanged } from '../http/conditional.ts';
import type { GuardedHandler } from '../http/exchange.ts';

/** Strong ETag of the answers. */
export const formTag = (version: number): string => `"f${String(version)}"`;

export const formRead: GuardedHandler<'form.read'> = async ({ access: { referral }, request }) => {
  const headers = { ETag: formTag(referral.formVersion) };
  return isUnchanged(request, headers.ETag)
    ? { status: 304, headers }
    : { status: 200, body: { form: referral.form }, headers };
};
