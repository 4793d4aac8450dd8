/** Asking the session until there is an answer: what is said meanwhile, who may go first, and what ends it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CarryTools } from '../../src/transfer/carry.ts';
import { Connection } from '../../src/transfer/connection.ts';
import { TransferError } from '../../src/transfer/errors.ts';
import { Permits } from '../../src/transfer/permits.ts';
import { enter, persist, reauthorize, waitFor, waitForConnection } from '../../src/transfer/persist.ts';
import type { UploadState } from '../../src/transfer/port.ts';
import type { Upload } from '../../src/transfer/upload.ts';

const never = new AbortController().signal;
const pace = { first: 100, longest: 1_000 };
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const problem = (status: number, code: string, retryable = false) =>
  Object.assign(new Error('refused'), { status, code, retryable });

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function made({ online = true, stall = 500 as number | null } = {}) {
  const told: UploadState[] = [];
  const renewed: (string | undefined)[] = [];
  let renewal: () => Promise<void> = async () => undefined;
  const connection = new Connection({
    connectivity: { online: () => online, onOnline: () => () => undefined },
    now: Date.now,
    random: () => 1,
    pace,
  });
  const tools = {
    options: { limits: { parallel: 1, ...(stall !== null && { stall }) } },
    connection,
    authority: {
      token: async () => 'token',
      renew: (stale: string | undefined) => {
        renewed.push(stale);
        return renewal();
      },
    },
    slots: new Permits(1),
    pace,
    now: Date.now,
    random: () => 1,
    publish: (_upload: Upload, state: UploadState) => void told.push(state),
  } as unknown as CarryTools;
  const upload = { clientId: 'a', sent: 7 } as Upload;
  return { tools, upload, told, connection, renewed, renewals: (work: () => Promise<void>) => void (renewal = work) };
}

/** Answers in turn; what is an error is thrown. */
const answers = (...all: readonly unknown[]) => {
  const left = [...all];
  const ask = vi.fn(async () => {
    const next = left.shift();
    if (next instanceof Error) throw next;
    return next;
  });
  return ask;
};

describe('what is asked', () => {
  test('is answered, and that is a sign of life', async () => {
    const { tools, upload, told, connection } = made();
    connection.lost();
    const asking = persist(tools, upload, never, answers('declared'));
    await pass(100);
    expect(await asking).toBe('declared');
    expect(connection.nextTry).toBeUndefined();
    connection.lost();
    expect(connection.nextTry).toBe(Date.now() + 100);
    expect(told).toStrictEqual([{ phase: 'connection', sent: 7, nextTry: 100 }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([404, 410])('is gone where the server says %i', async (status) => {
    const { tools, upload } = made();
    expect(await persist(tools, upload, never, answers(problem(status, 'not-found')))).toBe('gone');
  });

  test('is refused with its code', async () => {
    const { tools, upload, told } = made();
    const refused = problem(409, 'quota');
    await expect(persist(tools, upload, never, answers(refused))).rejects.toMatchObject({
      name: 'TransferError',
      code: 'quota',
      retryable: false,
      cause: refused,
    });
    expect(told).toEqual([]);
  });

  test.each([
    ['nobody answers', new TypeError('Failed to fetch')],
    ['it is too much at a time', problem(429, 'rate-limited', true)],
    ['it took too long', problem(408, 'maintenance', true)],
    ['the server is away', problem(502, 'maintenance', true)],
    ['the server is busy', problem(503, 'maintenance', true)],
  ])('is asked again when the connection is back, where %s', async (_, error) => {
    const { tools, upload, told, connection } = made();
    const ask = answers(error, 'declared');
    const asking = persist(tools, upload, never, ask);
    await pass(0);
    expect(connection.down).toBe(true);
    expect(told).toStrictEqual([{ phase: 'connection', sent: 7, nextTry: 100 }]);
    await pass(99);
    expect(ask).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(await asking).toBe('declared');
  });

  test.each([
    [500, 'maintenance'],
    [501, 'maintenance'],
    [507, 'storage-full'],
    [409, 'state-conflict'],
  ])('is asked again by this file alone after %i, each time later', async (status, code) => {
    const { tools, upload, told, connection } = made();
    const error = problem(status, code, true);
    const asking = persist(tools, upload, never, answers(error, error, 'declared'));
    await pass(0);
    expect(connection.down).toBe(false);
    await pass(100);
    await pass(200);
    expect(await asking).toBe('declared');
    expect(told).toStrictEqual([
      { phase: 'connection', sent: 7, nextTry: 100, code },
      { phase: 'connection', sent: 7, nextTry: 300, code },
    ]);
  });

  test('is given up where nobody answers at all, and each try gets longer, but not for ever', async () => {
    const { tools, upload, connection } = made();
    const begun: number[] = [];
    const given: AbortSignal[] = [];
    const stop = new AbortController();
    const asking = persist(tools, upload, stop.signal, (signal) => {
      begun.push(Date.now());
      given.push(signal);
      return new Promise<string>(() => undefined);
    }).catch((error: unknown) => error);
    await pass(999);
    expect(given[0]?.aborted).toBe(false);
    await pass(1);
    expect(given[0]?.aborted).toBe(true);
    expect(connection.down).toBe(true);
    await pass(1_000_000);
    const waits = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
    // Twice the watchdog's time, and the wait before the next try.
    expect(waits.slice(0, 4)).toEqual([1_100, 2_200, 3_400, 4_800]);
    expect(waits.slice(16, 19)).toEqual([17_000, 17_000, 17_000]);
    stop.abort(new Error('stopped'));
    expect(await asking).toEqual(new Error('stopped'));
    expect(vi.getTimerCount()).toBe(0);
  });

  test('waits as long as the port says where the program says nothing', async () => {
    const { tools, upload } = made({ stall: null });
    let given: AbortSignal | undefined;
    const stop = new AbortController();
    persist(tools, upload, stop.signal, (signal) => {
      given = signal;
      return new Promise<string>(() => undefined);
    }).catch(() => undefined);
    await pass(49_999);
    expect(given?.aborted).toBe(false);
    await pass(1);
    expect(given?.aborted).toBe(true);
    stop.abort();
  });

  test('is not asked, or not again, once it was stopped', async () => {
    const { tools, upload } = made();
    const stop = new AbortController();
    const reason = new Error('stopped');
    const ask = vi.fn(async () => {
      stop.abort(reason);
      throw problem(404, 'not-found');
    });
    await expect(persist(tools, upload, stop.signal, ask)).rejects.toBe(reason);
    await expect(persist(tools, upload, stop.signal, ask)).rejects.toBe(reason);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

describe('a capability', () => {
  const refused = problem(401, 'unauthorized');

  test('that is refused three times is renewed three times, and no more', async () => {
    const { tools, upload, renewed } = made();
    expect(await persist(tools, upload, never, answers(refused, refused, refused, 'declared'))).toBe('declared');
    expect(renewed).toEqual([undefined, undefined, undefined]);
    const again = made();
    const ask = answers(refused, refused, refused, refused, 'declared');
    await expect(persist(again.tools, again.upload, never, ask)).rejects.toMatchObject({
      code: 'unauthorized',
      retryable: true,
      cause: refused,
    });
    expect(again.renewed).toHaveLength(3);
  });

  test('that cannot be renewed for want of a connection is waited for; for good, the person has to sign in', async () => {
    const { tools, renewals, renewed, connection } = made();
    renewals(() => Promise.reject(new TypeError('Failed to fetch')));
    await reauthorize(tools, 'stale');
    expect([renewed, connection.down]).toEqual([['stale'], true]);
    for (const error of [problem(401, 'unauthorized'), problem(404, 'not-found'), problem(403, 'link-invalid')]) {
      renewals(() => Promise.reject(error));
      await expect(reauthorize(tools, undefined)).rejects.toEqual(new TransferError('unauthorized', true, error));
    }
    const other = made();
    await reauthorize(other.tools, undefined);
    expect(other.connection.down).toBe(false);
  });
});

describe('a wait', () => {
  test('is told with its reason and its end; offline there is no end to tell', async () => {
    const { tools, upload, told } = made();
    void waitFor(upload, tools, 1, never, 'storage-full');
    void waitFor(upload, tools, 0, never);
    const offline = made({ online: false });
    void waitFor(offline.upload, offline.tools, 0, never);
    await pass(0);
    expect([...told, ...offline.told]).toStrictEqual([
      { phase: 'connection', sent: 7, nextTry: 200, code: 'storage-full' },
      { phase: 'connection', sent: 7, nextTry: 100 },
      { phase: 'connection', sent: 7 },
    ]);
    await pass(1_000);
  });

  test('for a connection that is there is none', async () => {
    const { tools, upload, told } = made();
    await waitForConnection(upload, tools, never);
    expect(told).toEqual([]);
    const offline = made({ online: false });
    offline.connection.lost();
    void waitForConnection(offline.upload, offline.tools, never);
    expect(offline.told).toStrictEqual([{ phase: 'connection', sent: 7 }]);
    await pass(1_000);
  });

  test('keeps no place from others, and comes before those who were never in', async () => {
    const { tools, upload } = made();
    const order: string[] = [];
    await enter(upload, tools, never);
    const others = ['second', 'third'].map((clientId) => ({ clientId, sent: 0 }) as Upload);
    for (const other of others) void enter(other, tools, never).then(() => order.push(other.clientId));
    void waitFor(upload, tools, 0, never).then(() => order.push('first'));
    await pass(0);
    expect(order).toEqual(['second']);
    await pass(100);
    others[0]?.leave?.();
    await pass(0);
    expect(order).toEqual(['second', 'first']);
    upload.leave?.();
    await pass(0);
    expect(order).toEqual(['second', 'first', 'third']);
  });

  test('that ends in a new place gives the old one back', async () => {
    const { tools, upload } = made();
    await enter(upload, tools, never);
    await enter(upload, tools, never);
    upload.leave?.();
    const other = { clientId: 'b' } as Upload;
    await enter(other, tools, never);
    expect(other.leave).toBeTypeOf('function');
  });
});
