/**
 * Which page may call (protocol clause 1.5; contract.md "Capabilities, links, second facts").
 *
 * - With `Origin`: it must be on the program's list, exactly. The caller's own origin is echoed; never `*`, never
 *   credentials.
 * - Without `Origin`: browsers leave it out on same-origin `GET` and `HEAD`. Such a request is taken only with
 *   `Sec-Fetch-Site: same-origin`, a header that no page can set, and only if the origin that it was sent to is itself on
 *   the list. (Browsers send `Sec-Fetch-*` to https and to localhost; over plain http elsewhere the page must be served
 *   from another listed origin.) What browsers never send is refused outside the test profile.
 */
import { headers as names } from '../../../src/protocol/index.ts';

/** Headers that scripts of another origin may read. */
const EXPOSED = [
  'ETag',
  'Location',
  'Retry-After',
  'Content-Disposition',
  'Repr-Digest',
  'WWW-Authenticate',
  names.version,
  names.idempotencyReplayed,
  'Upload-Offset',
  'Upload-Length',
  'Upload-Expires',
  'Upload-Metadata',
  'Tus-Resumable',
  'Tus-Version',
  'Tus-Extension',
  'Tus-Max-Size',
].join(', ');

const ALLOWED = [
  'Accept',
  'Accept-Language',
  'Authorization',
  'Content-Type',
  names.idempotencyKey,
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Offset',
  'X-HTTP-Method-Override',
  'X-Requested-With',
].join(', ');

/** `refused`: not a page that may call. `absent`: no page at all. */
export type Caller =
  | { readonly kind: 'page'; readonly origin: string; readonly cross: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused' };

/** Who sends this request, as far as browsers tell. */
export function callerOf(request: Request, allowed: readonly string[]): Caller {
  const origin = request.headers.get('Origin');
  if (origin !== null) return allowed.includes(origin) ? { kind: 'page', origin, cross: true } : { kind: 'refused' };
  const readsOnly = request.method === 'GET' || request.method === 'HEAD';
  if (readsOnly && request.headers.get('Sec-Fetch-Site') === 'same-origin') {
    const own = new URL(request.url).origin;
    return allowed.includes(own) ? { kind: 'page', origin: own, cross: false } : { kind: 'refused' };
  }
  return { kind: 'absent' };
}

/** The answer to a preflight: permission for a listed origin, a bare refusal for every other. */
export function preflight(request: Request, allowed: readonly string[]): Response {
  const caller = callerOf(request, allowed);
  if (caller.kind !== 'page') return new Response(null, { status: 403, headers: { Vary: 'Origin' } });
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': caller.origin,
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, PUT, DELETE',
      'Access-Control-Allow-Headers': ALLOWED,
      'Access-Control-Max-Age': '600',
      Vary: 'Origin',
      [names.version]: '1',
    },
  });
}

/** Puts the permission on a response, and takes away whatever a library put there. */
export function permit(response: Response, caller: Caller): Response {
  const { headers } = response;
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name);
  headers.append('Vary', 'Origin');
  if (caller.kind === 'page' && caller.cross) {
    headers.set('Access-Control-Allow-Origin', caller.origin);
    headers.set('Access-Control-Expose-Headers', EXPOSED);
  }
  return response;
}
