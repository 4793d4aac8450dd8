/**
 * Links in mails (protocol.md 4; clauses 6.4–6.6): `PAGE#rso-link=TOKEN`. The fragment reaches no web server; the token
 * works once, for half an hour, and only with a second fact.
 */
import { linkFragment } from '../../../src/protocol/index.ts';
import { hashToken, newToken, type Random } from '../secrets.ts';
import type { Queryable } from '../store/database.ts';

export const LINK_MS = 30 * 60_000;
/** Wrong second facts, after which only the intake team can help. */
export const FACT_TRIES = 5;

/** The page with the token in its fragment. */
export function linkTo(page: string, token: string): string {
  const url = new URL(page);
  url.hash = `${linkFragment}=${token}`;
  return url.href;
}

/** The page by itself: no token, no fragment. */
export function bare(page: string): string {
  const url = new URL(page);
  url.hash = '';
  return url.href;
}

/** Makes a link for a referral. */
export async function makeLink(
  db: Queryable,
  {
    random,
    referralId,
    page,
    now,
  }: { readonly random: Random; readonly referralId: string; readonly page: string; readonly now: Date },
): Promise<string> {
  const token = newToken(random);
  await db.query('insert into access_link (token_hash, referral_id, expires_at) values ($1, $2, $3)', [
    hashToken(token),
    referralId,
    new Date(now.getTime() + LINK_MS),
  ]);
  return linkTo(page, token);
}

/** Is `page` a web page of an allowed origin? (clause 3.6) */
export function isAllowedPage(page: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(page)) return false;
  const { protocol, origin, username, password } = new URL(page);
  return (
    (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' && allowed.includes(origin)
  );
}
