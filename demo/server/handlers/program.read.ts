/** `GET /program` (2.1, 2.3): the descriptor; public, five minutes in caches, then asked again by its ETag. */
import type { OpenHandler } from '../http/exchange.ts';
import { isUnchanged } from '../http/conditional.ts';

export const programRead: OpenHandler<'program.read'> = async ({ hosted, request }) => {
  const headers = { ETag: hosted.etag, 'Cache-Control': 'public, max-age=300' };
  return isUnchanged(request, hosted.etag) ? { status: 304, headers } : { status: 200, body: hosted.program, headers };
};
