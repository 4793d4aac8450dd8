import { describe, expect, test } from 'vitest';
import { noise } from '../chaos/random.ts';
import { sameBytes } from './family.ts';
import { bytesThrough, MiB, offsets, onPatches, stage, tusMethods } from './stage.ts';

const here = stage();
const bytes = noise(7, 12 * MiB + 321);
const file = (): Blob => new Blob([bytes]);

describe('a network that breaks', () => {
  test('a reset costs what was on the line, and a HEAD answered 503 does not start from zero', async () => {
    const { transfer, ends, asked } = here.family();
    let heads = 0;
    const patches = onPatches({ kind: 'reset', after: 5 * MiB });
    here.proxy.plan = (request) => {
      if (request.method === 'HEAD' && (heads += 1) === 2) return { kind: 'answer', status: 503, cors: true };
      return patches(request);
    };
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
    expect(asked.uploads).toBe(1);
    expect(offsets(here.proxy)[0]).toBe(0);
    expect(offsets(here.proxy)[1]).toBeGreaterThan(4 * MiB);
    expect(bytesThrough(here.proxy) / bytes.length).toBeLessThan(1.05);
  });

  test('an outage longer than any stock retry is waited out, and said', async () => {
    const { transfer, ends, sees, shown } = here.family();
    here.proxy.bytesPerSecond = 20 * MiB;
    transfer.add({ clientId: 'a', blob: file() });
    transfer.add({ clientId: 'b', blob: file() });
    await sees('a', 'sending', (state) => 'sent' in state && state.sent > MiB);
    here.proxy.down = true;
    const waiting = await sees('a', 'connection');
    expect(waiting).toHaveProperty('nextTry');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(shown('a').filter(({ phase }) => phase === 'failed')).toEqual([]);
    here.proxy.down = false;
    here.proxy.bytesPerSecond = 0;
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await ends('b')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
    expect(await sameBytes(here.backend, 'b', bytes)).toBe(true);
  });

  test('the device coming online ends the wait at once', async () => {
    const listeners = new Set<() => void>();
    let online = false;
    const { transfer, ends, sees } = here.family({
      over: {
        limits: { parallel: 3, retry: { first: 60_000, longest: 60_000 } },
        connectivity: {
          online: () => online,
          onOnline: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
      },
    });
    here.proxy.down = true;
    transfer.add({ clientId: 'a', blob: file() });
    expect(await sees('a', 'connection')).not.toHaveProperty('nextTry');
    here.proxy.down = false;
    online = true;
    for (const listener of listeners) listener();
    expect(await ends('a')).toMatchObject({ phase: 'received' });
  });

  test('a line that neither moves nor hangs up is given up and asked anew', async () => {
    const { transfer, ends } = here.family({
      over: { limits: { parallel: 1, stall: 300, retry: { first: 10, longest: 50 } } },
    });
    here.proxy.plan = onPatches({ kind: 'stall', after: 6 * MiB });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
    expect(offsets(here.proxy)[1]).toBeGreaterThan(5 * MiB);
  });

  test('an answer that was lost after the last byte sends nothing twice', async () => {
    const { transfer, ends } = here.family();
    here.proxy.plan = onPatches({ kind: 'lose-response' });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(tusMethods(here.proxy)).toEqual(['HEAD', 'PATCH', 'HEAD']);
    expect(bytesThrough(here.proxy)).toBe(bytes.length);
  });

  test.each([409, 423, 429, 500, 502, 507, 460])(
    'PATCH answered %i: the offset is asked, and it goes on',
    async (status) => {
      const { transfer, ends, asked } = here.family();
      here.proxy.plan = onPatches({ kind: 'answer', status, cors: true }, { kind: 'answer', status, cors: false });
      transfer.add({ clientId: 'a', blob: file() });
      expect(await ends('a')).toMatchObject({ phase: 'received' });
      expect(asked.uploads).toBe(1);
      expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
    },
  );

  test('Retry-After is kept', async () => {
    const { transfer, ends } = here.family();
    here.proxy.plan = onPatches({ kind: 'answer', status: 429, cors: true, headers: { 'Retry-After': '1' } });
    const begun = Date.now();
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(Date.now() - begun).toBeGreaterThan(950);
  });

  test('a full disk is said while it waits', async () => {
    const { transfer, ends, shown } = here.family();
    here.proxy.plan = onPatches({ kind: 'answer', status: 507, cors: true });
    transfer.add({ clientId: 'a', blob: file() });
    await ends('a');
    expect(shown('a')).toContainEqual(expect.objectContaining({ phase: 'connection', code: 'storage-full' }));
  });

  test('a proxy that refuses great bodies gets smaller ones', async () => {
    const { transfer, ends } = here.family();
    const small = bytes.slice(0, 3 * MiB);
    here.proxy.plan = ({ method, index }) => {
      const length = Number(here.proxy.requests[index]?.headers['content-length'] ?? 0);
      return method === 'PATCH' && length > 128 * 1024 ? { kind: 'answer', status: 413, cors: true } : { kind: 'pass' };
    };
    transfer.add({ clientId: 'a', blob: new Blob([small]) });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', small)).toBe(true);
  });

  test('a page of a captive portal is no answer', async () => {
    const { transfer, ends } = here.family();
    let heads = 0;
    here.proxy.plan = ({ method }) =>
      method === 'HEAD' && (heads += 1) < 3 ? { kind: 'answer', status: 200, cors: true } : { kind: 'pass' };
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
  });

  test('what no rule knows is asked again a few times, then named', async () => {
    const { transfer, ends } = here.family();
    here.proxy.plan = ({ method }) =>
      method === 'PATCH' ? { kind: 'answer', status: 418, cors: true } : { kind: 'pass' };
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code: 'refused', retryable: true });
    here.proxy.plan = () => ({ kind: 'pass' });
    transfer.retryNow();
    expect(await ends('a')).toMatchObject({ phase: 'received' });
  });

  test.each([
    [415, 'unsupported-type'],
    [413, 'too-large'],
  ])('HEAD answered %i is final: %s', async (status, code) => {
    const { transfer, ends } = here.family();
    here.proxy.plan = ({ method }) => (method === 'HEAD' ? { kind: 'answer', status, cors: true } : { kind: 'pass' });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code, retryable: false });
  });

  test('a chunk limit of the program is kept', async () => {
    const { transfer, ends } = here.family({ over: { limits: { parallel: 1, chunk: 5 * MiB } } });
    transfer.add({ clientId: 'a', blob: file() });
    await ends('a');
    expect(tusMethods(here.proxy)).toEqual(['HEAD', 'PATCH', 'PATCH', 'PATCH']);
    expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
  });

  test('at most as many files at a time as the program says', async () => {
    const { transfer, ends } = here.family({ over: { limits: { parallel: 2 } } });
    here.proxy.bytesPerSecond = MiB;
    for (const clientId of ['a', 'b', 'c']) transfer.add({ clientId, blob: file() });
    // Whichever two are read first: the third has to wait.
    const moving = () => transfer.list().filter(({ state }) => state.phase === 'sending' && state.sent > 0).length;
    await expect.poll(moving, { timeout: 20_000, interval: 5 }).toBe(2);
    expect(
      transfer
        .list()
        .map(({ state }) => state.phase)
        .sort(),
    ).toEqual(['queued', 'sending', 'sending']);
    here.proxy.bytesPerSecond = 0;
    for (const clientId of ['a', 'b', 'c']) expect(await ends(clientId)).toMatchObject({ phase: 'received' });
  });
});

describe('a capability that runs out', () => {
  test('in the middle: asked for once by all files, and not a byte is lost', async () => {
    const { transfer, ends, sees, asked } = here.family();
    here.proxy.bytesPerSecond = 8 * MiB;
    for (const clientId of ['a', 'b', 'c']) transfer.add({ clientId, blob: file() });
    for (const clientId of ['a', 'b', 'c'])
      await sees(clientId, 'sending', (state) => 'sent' in state && state.sent > MiB);
    here.backend.token = 'second';
    here.proxy.down = true;
    here.proxy.down = false;
    here.proxy.bytesPerSecond = 0;
    for (const clientId of ['a', 'b', 'c']) expect(await ends(clientId)).toMatchObject({ phase: 'received' });
    for (const clientId of ['a', 'b', 'c']) expect(await sameBytes(here.backend, clientId, bytes)).toBe(true);
    expect(asked.refreshes).toBe(1);
    expect(asked.uploads).toBe(3);
  });

  test('for good: named, and taken up again after signing in', async () => {
    let refused = true;
    const { transfer, ends } = here.family({
      over: {
        refreshCapability: async () => {
          if (refused) throw Object.assign(new Error('no'), { status: 401, retryable: false, code: 'unauthorized' });
          return 'first';
        },
      },
    });
    here.proxy.plan = ({ method }) =>
      refused && method === 'HEAD' ? { kind: 'answer', status: 401, cors: true } : { kind: 'pass' };
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code: 'unauthorized', retryable: true });
    refused = false;
    transfer.retryNow();
    expect(await ends('a')).toMatchObject({ phase: 'received' });
  });

  test('a backend that refuses every new one is not asked for ever', async () => {
    const { transfer, ends, asked } = here.family();
    here.proxy.plan = ({ method }) =>
      method === 'HEAD' ? { kind: 'answer', status: 403, cors: true } : { kind: 'pass' };
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code: 'unauthorized' });
    expect(asked.refreshes).toBeLessThan(5);
  });
});
