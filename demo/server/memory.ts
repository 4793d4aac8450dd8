/** The whole backend in memory with the demo programs: for tests, stories and the dev server. Gone with the process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppOptions, createApp } from './app.ts';
import { noLimits } from './http/limits.ts';
import { harborlight, yasmin } from './programs/clinics.ts';
import { northbridge } from './programs/northbridge.ts';
import { openMemoryDatabase } from './store/memory-database.ts';

/** Bases of the demo programs. */
export const demoBases = {
  northbridge: '/rso/v1',
  yasmin: '/clinic-yasmin/rso/v1',
  harborlight: '/clinic-harborlight/rso/v1',
} as const;

/** The demo programs as they are served from some origins. @param archive origin of the hospital's image archive. */
export function demoPrograms(origins: readonly string[], archive: string | null = null): AppOptions['programs'] {
  const surroundings = { origins, ...(archive === null ? {} : { archive }) };
  return [
    { base: demoBases.northbridge, ...northbridge(surroundings) },
    { base: demoBases.yasmin, ...yasmin(surroundings) },
    { base: demoBases.harborlight, ...harborlight(surroundings) },
  ];
}

export interface MemoryApp extends App {
  readonly origin: string;
  /** Base URL of the full program. */
  readonly base: string;
  readonly deskToken: string;
}

/**
 * Starts a backend in memory with the test profile on and no rate limits.
 * @param options whatever should differ.
 */
export async function createMemoryApp(
  options: Partial<AppOptions> & { readonly origin?: string } = {},
): Promise<MemoryApp> {
  const origin = options.origin ?? 'http://localhost:4173';
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'rso-')));
  const deskToken = options.deskToken ?? 'desk-token-of-a-test-server';
  const app = await createApp({
    database: options.database ?? (await openMemoryDatabase()),
    folder,
    programs: demoPrograms([origin]),
    origins: [origin],
    deskToken,
    secret: 'secret of a test server',
    testProfile: true,
    limits: noLimits,
    sweepSeconds: 0,
    ...options,
  });
  return {
    ...app,
    origin,
    base: `${origin}${demoBases.northbridge}`,
    deskToken,
    async close() {
      await app.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
