/** Stands between tus-js-client and the network for one attempt: sees every request, and can end any of them. */
import type { Attempt, Outcome } from './carrier.ts';
import type { HttpRequest, HttpResponse, HttpStack } from './port.ts';

/** What the last answer said; read when tus reports an error, instead of its error text, which carries URL and body. */
export class Watch {
  /** The answer that ended the attempt, or the reason why it was stopped. */
  outcome: Outcome | undefined;
}

const retryAfterOf = (response: HttpResponse): number | undefined => {
  const seconds = Number(response.getHeader('Retry-After'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : undefined;
};

/** Wraps `http` so that the attempt's signal ends requests with an error (tus's own abort leaves them hanging). */
export function guardedStack(http: HttpStack, attempt: Attempt, watch: Watch): HttpStack {
  const { signal } = attempt;
  return {
    getName: () => http.getName(),
    createRequest(method: string, url: string): HttpRequest {
      const request = http.createRequest(method, url);
      return {
        getMethod: () => method,
        getURL: () => url,
        setHeader: (name, value) => request.setHeader(name, value),
        getHeader: (name) => request.getHeader(name),
        setProgressHandler: (handler) =>
          request.setProgressHandler((bytes) => {
            attempt.onActivity();
            handler(bytes);
          }),
        async send(body) {
          signal.throwIfAborted();
          // Uppy deletes on the server what it lets go of here; what the server holds is ours to decide about.
          if (method === 'DELETE') throw new Error('not ours to delete');
          const abort = (): void => void request.abort();
          signal.addEventListener('abort', abort, { once: true });
          try {
            attempt.onActivity();
            const response = await request.send(body ?? null);
            attempt.onActivity();
            const status = response.getStatus();
            if (status < 200 || status >= 300) {
              const retryAfter = retryAfterOf(response);
              watch.outcome = { kind: 'answer', method, status, ...(retryAfter !== undefined && { retryAfter }) };
            }
            return response;
          } finally {
            signal.removeEventListener('abort', abort);
          }
        },
        // Called by tus when Uppy takes a file back; the attempt's own end is the signal.
        abort: () => request.abort(),
        // Uppy puts `withCredentials` on it; there are no cookies here, and nobody may read the body.
        getUnderlyingObject: () => null,
      };
    },
  };
}
