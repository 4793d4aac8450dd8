import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../chaos/fault-proxy.ts';
import { noise } from '../chaos/random.ts';
import { family, sameBytes } from './family.ts';
import { startTusBackend, type TusBackend } from './tus-backend.ts';

let directory: string;
let backend: TusBackend;
let proxy: FaultProxy;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rso-transfer-'));
  backend = await startTusBackend(directory);
  proxy = await startFaultProxy(backend.port);
});
afterEach(async () => {
  await proxy.close();
  await backend.close();
  await rm(directory, { recursive: true, force: true });
});

const MiB = 1024 * 1024;

describe('one file', () => {
  test('goes up whole and is received once the digests agree', async () => {
    const bytes = noise(1, 9 * MiB + 5);
    const { transfer, ends, phases, asked } = family({ backend, at: proxy.url });
    transfer.add({ clientId: 'a', blob: new Blob([bytes]) });
    expect(await ends('a')).toMatchObject({ phase: 'received', recordId: backend.records.get('a')?.recordId });
    expect(await sameBytes(backend, 'a', bytes)).toBe(true);
    expect(phases('a')).toEqual(['queued', 'sending', 'confirming', 'received']);
    expect(asked).toEqual({ refreshes: 0, uploads: 1, confirms: 1 });
    expect(proxy.requests.filter(({ path }) => path.startsWith('/uploads')).map(({ method }) => method)).toEqual([
      'HEAD',
      'PATCH',
    ]);
  });
});
