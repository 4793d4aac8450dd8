import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createAuthority } from '../../src/transfer/authority.ts';
import { readFailure, TransferError } from '../../src/transfer/errors.ts';
import { Pace } from '../../src/transfer/pace.ts';
import { Permits } from '../../src/transfer/permits.ts';
import { nextStep, oddAnswers, smallerChunk, type Step } from '../../src/transfer/retry.ts';

const never = new AbortController().signal;
const answer = (status: number, method = 'PATCH') => nextStep({ kind: 'answer', status, method }, 0);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('what follows from an answer', () => {
  const wait: Step = { do: 'wait' };
  const busy: Step = { do: 'wait-connection' };
  test.each<[number, Step]>([
    [401, { do: 'authorize' }],
    [403, { do: 'authorize' }],
    [404, { do: 'renew' }],
    [410, { do: 'renew' }],
    [409, wait],
    [423, wait],
    [460, wait],
    [500, wait],
    [501, wait],
    [507, { do: 'wait', code: 'storage-full' }],
    [599, wait],
    [408, busy],
    [425, busy],
    [429, busy],
    [502, busy],
    [503, busy],
    [504, busy],
    [413, { do: 'smaller' }],
    [415, { do: 'fail', code: 'unsupported-type', retryable: false }],
    [400, wait],
  ])('%i: %j', (status, step) => {
    expect(answer(status)).toStrictEqual(step);
  });

  test('a body that nobody sent cannot be made smaller: the file itself is too large', () => {
    expect(answer(413, 'HEAD')).toStrictEqual({ do: 'fail', code: 'too-large', retryable: false });
  });

  test('a server in trouble is never a refusal, however often it says so', () => {
    for (const status of [500, 501, 599])
      expect(nextStep({ kind: 'answer', status, method: 'PATCH' }, 99)).toStrictEqual(wait);
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

  test('Retry-After is passed on', () => {
    const busy = nextStep({ kind: 'answer', status: 503, method: 'HEAD', retryAfter: 7000 }, 0);
    expect(busy).toStrictEqual({ do: 'wait-connection', retryAfter: 7000 });
    expect(nextStep({ kind: 'lost' }, 0)).toStrictEqual({ do: 'wait-connection' });
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
    [null, { kind: 'later' }],
    ['quota', { kind: 'later' }],
    [{ status: '503', code: 7 }, { kind: 'later' }],
    [
      { code: 'quota', retryable: true },
      { kind: 'later', code: 'quota' },
    ],
  ])('%j', (error, failure) => {
    expect(readFailure(error)).toStrictEqual(failure);
  });

  test('an error of a transfer says its code, and what came before it, and nothing else', () => {
    const cause = new Error('the disk');
    expect(new TransferError('quota')).toMatchObject({ name: 'TransferError', message: 'quota', retryable: false });
    expect(new TransferError('quota', true, cause)).toMatchObject({ code: 'quota', retryable: true, cause });
    expect('cause' in new TransferError('quota')).toBe(false);
  });
});

describe('places of which some are wanted again', () => {
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

describe('places', () => {
  const taken = async (permits: Permits, count: number): Promise<number> => {
    let inside = 0;
    for (let one = 0; one < count; one += 1) void permits.take(never).then(() => (inside += 1));
    await settle();
    return inside;
  };

  test('are as many as there were, and one at the least', async () => {
    expect(await taken(new Permits(3), 5)).toBe(3);
    expect(await taken(new Permits(0), 5)).toBe(1);
  });

  test('are given to who came first', async () => {
    const permits = new Permits(1);
    const order: number[] = [];
    const leave = await permits.take(never);
    for (const one of [1, 2, 3])
      void permits.take(never).then((next) => {
        order.push(one);
        next();
      });
    leave();
    await settle();
    expect(order).toEqual([1, 2, 3]);
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
