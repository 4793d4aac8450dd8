import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createAuthority } from '../../src/transfer/authority.ts';
import { backOff, Connection, retryPace } from '../../src/transfer/connection.ts';
import { readFailure } from '../../src/transfer/errors.ts';
import { Pace } from '../../src/transfer/pace.ts';
import { Permits } from '../../src/transfer/permits.ts';
import { nextStep, oddAnswers, smallerChunk } from '../../src/transfer/retry.ts';

const never = new AbortController().signal;
const answer = (status: number, method = 'PATCH') => nextStep({ kind: 'answer', status, method }, 0);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('what follows from an answer', () => {
  test.each([
    [401, 'authorize'],
    [403, 'authorize'],
    [404, 'renew'],
    [410, 'renew'],
    [409, 'wait'],
    [423, 'wait'],
    [460, 'wait'],
    [500, 'wait'],
    [501, 'wait'],
    [507, 'wait'],
    [599, 'wait'],
    [408, 'wait-connection'],
    [425, 'wait-connection'],
    [429, 'wait-connection'],
    [502, 'wait-connection'],
    [503, 'wait-connection'],
    [504, 'wait-connection'],
    [413, 'smaller'],
    [415, 'fail'],
    [400, 'wait'],
  ])('%i: %s', (status, step) => {
    expect(answer(status).do).toBe(step);
  });

  test('no answer ever ends an upload that may succeed later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.constantFrom('HEAD', 'PATCH'),
        fc.nat(20),
        (status, method, odd) => {
          const step = nextStep({ kind: 'answer', status, method }, odd);
          if (status >= 500 || status === 429 || status === 408) expect(step.do).not.toBe('fail');
          // Only 404 and 410 ask for a new upload.
          expect(step.do === 'renew').toBe(status === 404 || status === 410);
        },
      ),
    );
  });

  test('an odd answer is a refusal after five, and can be tried again by the person', () => {
    expect(nextStep({ kind: 'answer', status: 400, method: 'PATCH' }, oddAnswers - 1).do).toBe('wait');
    expect(nextStep({ kind: 'answer', status: 400, method: 'PATCH' }, oddAnswers)).toEqual({
      do: 'fail',
      code: 'refused',
      retryable: true,
    });
  });

  test('Retry-After is passed on; a full disk is named', () => {
    const busy = nextStep({ kind: 'answer', status: 503, method: 'HEAD', retryAfter: 7000 }, 0);
    expect(busy).toEqual({ do: 'wait-connection', retryAfter: 7000 });
    expect(answer(503)).toEqual({ do: 'wait-connection' });
    expect(answer(507)).toEqual({ do: 'wait', code: 'storage-full' });
    expect(nextStep({ kind: 'lost' }, 0)).toEqual({ do: 'wait-connection' });
  });

  test('bodies get smaller down to 64 KiB, and no further', () => {
    expect([undefined, 8 << 20, 1 << 20, 64 << 10, 100].map(smallerChunk)).toEqual([
      8 << 20,
      1 << 20,
      64 << 10,
      null,
      null,
    ]);
  });
});

describe('what an error of the session means', () => {
  test.each([
    [new TypeError('Failed to fetch'), { kind: 'later' }],
    [undefined, { kind: 'later' }],
    [new DOMException('x', 'TimeoutError'), { kind: 'later' }],
    [
      { status: 503, code: 'maintenance', retryable: true },
      { kind: 'later', status: 503, code: 'maintenance' },
    ],
    [{ status: 404, code: 'not-found', retryable: false }, { kind: 'gone' }],
    [{ status: 410 }, { kind: 'gone' }],
    [
      { status: 404, retryable: true },
      { kind: 'later', status: 404 },
    ],
    [{ status: 401 }, { kind: 'unauthorized' }],
    [{ code: 'unauthorized', retryable: false }, { kind: 'unauthorized' }],
    [
      { status: 409, code: 'quota', retryable: false },
      { kind: 'final', code: 'quota' },
    ],
    [{ retryable: false }, { kind: 'later' }],
  ])('%j', (error, failure) => {
    expect(readFailure(error)).toEqual(failure);
  });
});

describe('the wait for the connection', () => {
  const made = (over: { online?: () => boolean; random?: () => number } = {}) => {
    let now = 0;
    const listeners = new Set<() => void>();
    const connection = new Connection({
      connectivity: {
        online: over.online ?? (() => true),
        onOnline: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      now: () => now,
      random: over.random ?? (() => 1),
      pace: retryPace,
    });
    return { connection, listeners, pass: (milliseconds: number) => (now += milliseconds) };
  };

  test('doubles from half a second to half a minute, spread over its upper half', () => {
    expect([0, 1, 2, 5, 6, 7, 500].map((tries) => backOff(tries, retryPace, () => 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000, 30_000,
    ]);
    expect(backOff(3, retryPace, () => 0)).toBe(2000);
  });

  test('failures of several files at once count once; each further one waits longer', () => {
    const { connection, pass } = made();
    connection.lost();
    connection.lost();
    connection.lost();
    expect(connection.nextTry).toBe(500);
    pass(600);
    connection.lost();
    expect(connection.nextTry).toBe(1600);
    connection.alive();
    expect(connection.down).toBe(false);
    connection.lost();
    expect(connection.nextTry).toBe(600 + 500);
  });

  test('a longer Retry-After wins over the back-off', () => {
    const { connection } = made();
    connection.lost(9000);
    expect(connection.nextTry).toBe(9000);
  });

  test('a sign of life wakes all who wait; offline there is no next try to tell', async () => {
    let online = false;
    const { connection, listeners } = made({ online: () => online });
    connection.lost();
    expect(connection.nextTry).toBeUndefined();
    const woken: number[] = [];
    for (const index of [1, 2]) void connection.ready(never).then(() => woken.push(index));
    await settle();
    expect(woken).toEqual([]);
    online = true;
    for (const listener of listeners) listener();
    await settle();
    expect(woken).toEqual([1, 2]);
    connection.dispose();
    expect(listeners.size).toBe(0);
  });

  test('ends with the signal', async () => {
    const { connection } = made();
    connection.lost();
    const stop = new AbortController();
    const waiting = connection.ready(stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(connection.sleep(1, stop.signal)).rejects.toThrow('stopped');
  });
});

describe('places', () => {
  test('are given in turn, those who were there before first, and never twice', async () => {
    const permits = new Permits(1);
    const order: string[] = [];
    const release = await permits.take(never);
    const stop = new AbortController();
    const left = permits.take(stop.signal).catch(() => 'left');
    const second = permits.take(never).then((leave) => (order.push('second'), leave));
    const first = permits.take(never, true).then((leave) => (order.push('first'), leave));
    stop.abort(new Error('stopped'));
    expect(await left).toBe('left');
    release();
    release();
    await settle();
    expect(order).toEqual(['first']);
    (await first)();
    (await second)();
    expect(order).toEqual(['first', 'second']);
    await expect(permits.take(stop.signal)).rejects.toThrow('stopped');
    (await permits.take(never))();
  });
});

describe('the capability', () => {
  test('is renewed once for all, and not if somebody has done so since', async () => {
    let token = 'a';
    const refresh = vi.fn(async () => {
      await settle();
      return (token = 'b');
    });
    const authority = createAuthority(async () => token, refresh);
    await Promise.all([authority.renew('a'), authority.renew('a'), authority.renew(undefined)]);
    expect(refresh).toHaveBeenCalledTimes(1);
    await authority.renew('a');
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(await authority.token()).toBe('b');
  });

  test('a renewal that failed does not stand in the way of the next', async () => {
    let works = false;
    const authority = createAuthority(
      async () => 'a',
      async () => {
        if (!works) throw new Error('no network');
        return 'b';
      },
    );
    await expect(authority.renew('a')).rejects.toThrow('no network');
    works = true;
    await expect(authority.renew('a')).resolves.toBeUndefined();
  });
});

describe('bytes a second', () => {
  test('are silent at first, smoothed, and start over after a break', () => {
    let now = 0;
    const pace = new Pace(() => now);
    expect(pace.sample(0)).toBeUndefined();
    now = 400;
    expect(pace.sample(1000)).toBeUndefined();
    now = 1000;
    expect(pace.sample(1000)).toBe(1000);
    now = 2000;
    expect(pace.sample(4000)).toBe(1000 + 2000 / 5);
    expect(pace.sample(100)).toBe(1400);
    pace.reset();
    now = 60_000;
    expect(pace.sample(100)).toBeUndefined();
  });
});
