/**
 * Reading where a referral stands before the route table is there, once. Whatever goes wrong is left to `createClient`,
 * which reads it again, waits, and says what the matter is.
 */
import type { StatusView } from '../protocol/referral.ts';
import { parsedJson, problemOf, UnreachableError } from './errors.ts';
import { exchange, type Exchange } from './exchange.ts';

/**
 * `GET /referrals/{id}` (the route `referral.read`).
 * @throws ProblemError, UnreachableError (`configuration` where the answer is no status view).
 */
export async function readStatus(
  base: () => Promise<string>,
  id: string,
  capability: string,
  language: string,
  tools: Exchange,
  signal: AbortSignal,
): Promise<{ readonly status: StatusView; readonly etag: string | null }> {
  const headers = { 'Accept-Language': language, Authorization: `Bearer ${capability}` };
  const address = `${await base()}/referrals/${encodeURIComponent(id)}`;
  const { response, text } = await exchange(tools, address, { headers }, { signal });
  if (!response.ok) throw problemOf(response, text);
  const status = parsedJson(text) as StatusView | null | undefined;
  if (typeof status?.state !== 'string') throw new UnreachableError('configuration');
  return { status, etag: response.headers.get('ETag') };
}
