/** tus 1.0 over a store of the library's kind (protocol.md 5). */
import { type DataStore, MemoryLocker, Server } from '@tus/server';

/**
 * @param maxSize bytes of one upload; the descriptor says the same (clause 7.6).
 * @returns answers a request whose last path segment is the upload's id.
 */
export function tusServer(datastore: DataStore, maxSize: number): (request: Request) => Promise<Response> {
  const server = new Server({
    path: '/uploads',
    datastore,
    locker: new MemoryLocker(),
    maxSize,
    relativeLocation: true,
    // A connection that died without saying so gives its lock back within this.
    lockDrainTimeout: 1500,
    getFileIdFromRequest: (_, lastPath) => lastPath,
  });
  // The library's own request type only adds members that it reads with `?.`.
  return (request) => server.handleWeb(request as Parameters<Server['handleWeb']>[0]);
}

/** What tus answers where the store has no room left (RFC 4918, 11.5). */
export const NO_ROOM = { status_code: 507, body: 'There is no room.\n' } as const;
