/** One request and its whole answer, or the news that there was none. Leaves no trace in referrers, caches, cookies. */
import { UnreachableError } from './errors.ts';

export interface Exchange {
  readonly fetch: typeof globalThis.fetch;
  readonly online: () => boolean;
  /** Milliseconds without an answer. 30,000. */
  readonly timeout?: number | undefined;
}

export interface Arrived {
  readonly response: Response;
  /** The body; empty where it is the caller's to read. */
  readonly text: string;
}

/**
 * @param raw the body of a success is left to the caller.
 * @throws UnreachableError `offline`, `timeout`, `unreachable`; or what `signal` was aborted with.
 */
export async function exchange(
  { fetch, online, timeout = 30_000 }: Exchange,
  url: string,
  init: RequestInit,
  { raw = false, signal }: { readonly raw?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<Arrived> {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), timeout);
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: signal ? AbortSignal.any([signal, cut.signal]) : cut.signal,
    });
    // The rest of a body may be lost too: it is part of the same wait.
    return { response, text: raw && response.ok ? '' : await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new UnreachableError(cut.signal.aborted ? 'timeout' : online() ? 'unreachable' : 'offline', { cause });
  } finally {
    clearTimeout(timer);
  }
}
