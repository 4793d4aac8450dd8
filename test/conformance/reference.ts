/** The reference backend as a function, in the test profile, with nothing on disk but a folder that goes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../demo/server/app.ts';
import { noLimits } from '../../demo/server/http/limits.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import type { Fetch } from './broken.ts';

export const origin = 'http://127.0.0.1:4173';
export const base = `${origin}/rso/v1`;

export interface Reference {
  readonly ask: Fetch;
  readonly close: () => Promise<void>;
}

export async function reference(): Promise<Reference> {
  const folder = await mkdtemp(join(tmpdir(), 'rso-conformance-'));
  const app = await createApp({
    database: await openMemoryDatabase(),
    folder,
    programs: [{ base: '/rso/v1', ...northbridge({ origins: [origin] }) }],
    origins: [origin],
    deskToken: 'desk-token-of-a-test',
    secret: 'a secret that only this test knows',
    testProfile: true,
    limits: noLimits,
    sweepSeconds: 0,
  });
  return {
    ask: (input, init) => app.fetch(new Request(input, init)),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
