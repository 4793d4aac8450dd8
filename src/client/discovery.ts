/** Where the backend is: a full base URL as it was given, or the one that an origin names (contract.md "Discovery"). */
import { UnreachableError } from './errors.ts';

function parsed(address: string, base?: string | URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

const isWeb = (url: URL): boolean => url.protocol === 'https:' || url.protocol === 'http:';

const withoutSlash = (url: string): string => url.replace(/\/+$/u, '');

/**
 * @param address the `backend` attribute: `https://…/rso/v1`, or an origin alone.
 * @returns the base URL without a slash at its end.
 * @throws UnreachableError `configuration` where the address is none or the origin names no base.
 */
export async function baseOf(
  address: string,
  { fetch, page, signal }: { readonly fetch: typeof globalThis.fetch; readonly page?: string; readonly signal?: AbortSignal },
): Promise<string> {
  const url = parsed(address, page);
  if (!url || !isWeb(url)) throw new UnreachableError('configuration');
  if (url.pathname !== '/') return withoutSlash(url.origin + url.pathname);
  const response = await fetch(new URL('/.well-known/rso', url).href, {
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    throw new UnreachableError('unreachable', { cause });
  });
  if (response.status >= 500 || response.status === 429) throw new UnreachableError('unreachable');
  const body: unknown = await response.json().catch(() => null);
  const base = typeof body === 'object' && body !== null && 'base' in body ? body.base : null;
  const named = typeof base === 'string' ? parsed(base, url) : null;
  const downgraded = url.protocol === 'https:' && named?.protocol !== 'https:';
  if (!response.ok || !named || !isWeb(named) || downgraded) throw new UnreachableError('configuration');
  return withoutSlash(named.href);
}
