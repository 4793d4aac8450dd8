/** The tus backend inside the browsers' test server: same origin as the tests, files in a folder that ends with it. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTusService } from './tus-backend.ts';

interface Context {
  readonly path: string;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  respond?: boolean;
}

/** Middleware for @web/test-runner (koa). */
export function transferBackend(): (context: Context, next: () => Promise<void>) => Promise<void> {
  const service = mkdtemp(join(tmpdir(), 'rso-wtr-')).then((directory) => {
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    return createTusService(directory);
  });
  return async (context, next) => {
    if (!context.path.startsWith('/uploads/') && context.path !== '/records') return next();
    context.respond = false;
    await (await service).serve(context.req, context.res);
  };
}
