/** A backend's address as a page gives it: a full base URL, or an origin alone that has to be looked up. */
import { UnreachableError } from './errors.ts';

/** An http(s) address; null where it is none. */
export function webAddress(address: unknown, base?: string | URL): URL | null {
  try {
    const url = new URL(String(address), base);
    return /^https?:$/u.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

export const withoutSlash = (url: string): string => url.replace(/\/+$/u, '');

/**
 * The base URL that is given in full, without a slash at its end; null for an origin alone (`discovery.ts`).
 * @param address the `backend` attribute. May be relative to `page`.
 * @throws UnreachableError `configuration` where the address is none.
 */
export function fullBase(address: string, page: string | undefined): string | null {
  const url = webAddress(address, page);
  if (!url) throw new UnreachableError('configuration');
  return url.pathname === '/' ? null : withoutSlash(url.origin + url.pathname);
}
