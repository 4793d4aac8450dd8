/** Where the backend is: a full base URL as it was given, or the one that an origin names (contract.md "Discovery"). */
import { fullBase, webAddress, withoutSlash } from './base-address.ts';
import { parsedJson, UnreachableError } from './errors.ts';
import { exchange, type Exchange } from './exchange.ts';

/**
 * @param address the `backend` attribute: `https://…/rso/v1`, or an origin alone. May be relative to `page`.
 * @returns the base URL without a slash at its end.
 * @throws UnreachableError `configuration` where the address is none or the origin names no base.
 */
export async function baseOf(
  address: string,
  page: string | undefined,
  tools: Exchange,
  signal?: AbortSignal,
): Promise<string> {
  const given = fullBase(address, page);
  if (given !== null) return given;
  const url = new URL(address, page);
  const { response, text } = await exchange(tools, new URL('/.well-known/rso', url).href, {}, { signal });
  if (response.status >= 500 || response.status === 429) throw new UnreachableError('unreachable');
  const body = parsedJson(text) as { readonly base?: unknown } | null | undefined;
  const named = typeof body?.base === 'string' ? webAddress(body.base, url) : null;
  const downgraded = url.protocol === 'https:' && named?.protocol !== 'https:';
  if (!response.ok || !named || downgraded) throw new UnreachableError('configuration');
  return withoutSlash(named.href);
}
