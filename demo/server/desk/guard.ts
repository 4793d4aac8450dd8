/** The desk's door: the token that was printed at start; same origin only (no CORS headers are ever sent here). */
import { bearerOf } from '../http/access.ts';
import { ProblemError } from '../http/problem.ts';
import { hashToken, sameDigest } from '../secrets.ts';
import type { Service } from '../service.ts';

/** Throws `unauthorized` unless the request carries the desk's token, and does not come from a page elsewhere. */
export function requireDesk(service: Service, request: Request): void {
  const origin = request.headers.get('Origin');
  if (origin !== null && origin !== new URL(request.url).origin && !service.origins.includes(origin))
    throw new ProblemError('unauthorized');
  if (!sameDigest(hashToken(bearerOf(request)), hashToken(service.deskToken))) throw new ProblemError('unauthorized');
}
