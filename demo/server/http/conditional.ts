/** Strong ETags and their preconditions (protocol.md 6). */
import { ProblemError } from './problem.ts';

const listed = (header: string): readonly string[] => header.split(',').map((tag) => tag.trim());

/** Does `If-None-Match` name this tag? Then the answer is 304. */
export function isUnchanged(request: Request, etag: string): boolean {
  const header = request.headers.get('If-None-Match');
  return header !== null && listed(header).some((tag) => tag === '*' || tag.replace(/^W\//u, '') === etag);
}

/** `If-Match` must be there (428) and name the current tag (412, with that tag, so that the client can merge). */
export function requireMatch(request: Request, etag: string): void {
  const header = request.headers.get('If-Match');
  if (header === null) throw new ProblemError('precondition-required', { headers: { ETag: etag } });
  if (!listed(header).some((tag) => tag === '*' || tag === etag))
    throw new ProblemError('version-conflict', { headers: { ETag: etag } });
}
