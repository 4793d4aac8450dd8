/** A backend in memory and a family on it: what every test of the server begins with. */
import { afterAll, beforeAll } from 'vitest';
import { type Backend, connect, type Seen } from '../../src/conformance/backend.ts';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import type { AppOptions } from '../../demo/server/app.ts';
import type { LogLine } from '../../demo/server/service.ts';
import type { DeskReferral } from '../../demo/server/desk/api.ts';

export const key = (value: string = crypto.randomUUID()): { 'Idempotency-Key': string } => ({
  'Idempotency-Key': value,
});

export interface Server {
  readonly app: MemoryApp;
  readonly backend: Backend;
  readonly lines: LogLine[];
  readonly unexpected: unknown[];
  /** A call by the intake desk. */
  desk(method: string, path: string, json?: unknown): Promise<Seen>;
  deskReferral(id: string): Promise<DeskReferral>;
}

/** Connects to an app that runs already. */
export async function serverOf(app: MemoryApp, lines: LogLine[] = [], unexpected: unknown[] = []): Promise<Server> {
  const call: typeof fetch = (input, init) => app.fetch(new Request(input, init));
  const backend = await connect({ base: app.base, origin: app.origin, fetch: call });
  const desk: Server['desk'] = (method, path, json) =>
    backend.send(method, `${app.origin}/desk${path}`, {
      token: app.deskToken,
      origin: method === 'GET' ? null : app.origin,
      ...(json === undefined ? {} : { json }),
    });
  return {
    app,
    backend,
    lines,
    unexpected,
    desk,
    deskReferral: async (id) => (await desk('GET', `/referrals/${id}`)).json as DeskReferral,
  };
}

/** One backend for the tests of a file. */
export function useServer(options: Partial<AppOptions> = {}): () => Server {
  let server: Server;
  beforeAll(async () => {
    const lines: LogLine[] = [];
    const unexpected: unknown[] = [];
    const app = await createMemoryApp({
      log: (line) => lines.push(line),
      unexpected: (error) => unexpected.push(error),
      ...options,
    });
    server = await serverOf(app, lines, unexpected);
  });
  afterAll(async () => {
    await server.app.close();
    if (server.unexpected.length > 0) throw new AggregateError(server.unexpected, 'errors that nobody foresaw');
  });
  return () => server;
}

/** The code of a problem. */
export const codeOf = ({ json }: Seen): string | undefined => (json as { code?: string } | undefined)?.code;

/** The six digits of the newest mail that holds some. */
export async function mailedCode(backend: Backend): Promise<string> {
  const { mails } = (await backend.send('GET', '/_test/outbox')).json as { mails: { subject: string }[] };
  return mails.map(({ subject }) => /\b\d{6}\b/u.exec(subject)?.[0]).findLast(Boolean) ?? '';
}
