/** Tabs of one browser: one of them works, the others wait and are told; where there are no locks, each is alone. */
import { describe, expect, test, vi } from 'vitest';
import { exclusively } from '../../src/transfer/tabs.ts';

const never = new AbortController().signal;
const { locks } = navigator;
const unique = (): string => crypto.randomUUID();
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Holds a lock until it is told to let go. */
function held(name: string): () => void {
  let letGo = (): void => undefined;
  void locks.request(name, () => new Promise<void>((resolve) => (letGo = resolve)));
  return () => letGo();
}

describe('one tab at a time', () => {
  test('begins at once where nobody works, without a word of waiting', async () => {
    const waited = vi.fn();
    expect(await exclusively(locks, unique(), never, waited, async (later) => later)).toBe(false);
    expect(waited).not.toHaveBeenCalled();
  });

  test('waits for the one that works, says so, and knows that it is late', async () => {
    const name = unique();
    const letGo = held(name);
    const waited = vi.fn();
    const work = vi.fn(async (later: boolean) => later);
    const late = exclusively(locks, name, never, waited, work);
    await settle();
    expect([waited.mock.calls.length, work.mock.calls.length]).toEqual([1, 0]);
    letGo();
    expect(await late).toBe(true);
  });

  test('waits no longer once it is stopped', async () => {
    const name = unique();
    const letGo = held(name);
    const stop = new AbortController();
    const work = vi.fn(async () => 'done');
    const late = exclusively(locks, name, stop.signal, () => stop.abort(new Error('stopped')), work);
    await expect(late).rejects.toThrow('stopped');
    letGo();
    await settle();
    expect(work).not.toHaveBeenCalled();
  });

  test('gives the lock back when its work fails, and does not begin it again', async () => {
    const name = unique();
    const work = vi.fn(async () => Promise.reject(new Error('no room')));
    await expect(exclusively(locks, name, never, vi.fn(), work)).rejects.toThrow('no room');
    expect(work).toHaveBeenCalledTimes(1);
    expect(await exclusively(locks, name, never, vi.fn(), async () => 'next')).toBe('next');
  });
});

describe('without locks', () => {
  test.each([
    ['a browser that has none', null],
    [
      'a frame that may not have them',
      { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) } as unknown as LockManager,
    ],
  ])('%s: the work is done all the same', async (_, none) => {
    const waited = vi.fn();
    expect(await exclusively(none, unique(), never, waited, async (later) => later)).toBe(false);
    expect(waited).not.toHaveBeenCalled();
  });
});
