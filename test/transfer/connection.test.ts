/** The wait for the connection: how long, who is woken, what is said meanwhile. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backOff, browserConnectivity, Connection, retryPace } from '../../src/transfer/connection.ts';

const never = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const made = (over: { online?: () => boolean; random?: () => number } = {}) => {
  const listeners = new Set<() => void>();
  const connection = new Connection({
    connectivity: {
      online: over.online ?? (() => true),
      onOnline: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    now: Date.now,
    random: over.random ?? (() => 1),
    pace: retryPace,
  });
  const woken: string[] = [];
  const note = (name: string, waiting: Promise<void>): void => void waiting.then(() => woken.push(name));
  return { connection, listeners, woken, note };
};
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('how long is waited', () => {
  test('doubles from half a second to half a minute, spread over its upper half', () => {
    expect([0, 1, 2, 5, 6, 7, 500].map((tries) => backOff(tries, retryPace, () => 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000, 30_000,
    ]);
    expect(backOff(3, retryPace, () => 0)).toBe(2000);
  });

  test('failures of several files at once count once; each further one waits longer, until somebody answers', async () => {
    const { connection } = made();
    expect([connection.down, connection.nextTry]).toEqual([false, undefined]);
    connection.lost();
    connection.lost();
    connection.lost();
    expect([connection.down, connection.nextTry]).toEqual([true, 500]);
    await pass(499);
    connection.lost();
    expect(connection.nextTry).toBe(500);
    // The very instant of the next try: who fails now has tried again.
    await pass(1);
    connection.lost();
    expect(connection.nextTry).toBe(1500);
    connection.alive();
    expect([connection.down, connection.nextTry]).toEqual([false, undefined]);
    connection.lost();
    expect(connection.nextTry).toBe(1000);
  });

  test('the longer of Retry-After and the back-off wins', () => {
    const { connection } = made();
    connection.lost(9000);
    expect(connection.nextTry).toBe(9000);
    const other = made().connection;
    other.lost(100);
    expect(other.nextTry).toBe(500);
  });
});

describe('who waits', () => {
  test('goes on at once where nothing was lost, and at the next try where it was', async () => {
    const { connection, note, woken } = made();
    note('at once', connection.ready(never));
    expect(vi.getTimerCount()).toBe(0);
    connection.lost();
    await pass(200);
    note('late', connection.ready(never));
    await pass(299);
    expect(woken).toEqual(['at once']);
    await pass(1);
    expect(woken).toEqual(['at once', 'late']);
    expect(connection.down).toBe(false);
    // Past the instant itself: nothing is left to wait for.
    connection.lost();
    await pass(5_000);
    note('past', connection.ready(never));
    await pass(0);
    expect(woken).toContain('past');
  });

  test('takes nothing back that was lost again meanwhile', async () => {
    const { connection, note, woken } = made();
    connection.lost();
    note('first', connection.ready(never));
    // Another one tried at the same instant, and failed, before the first one was woken.
    vi.setSystemTime(500);
    connection.lost();
    await pass(500);
    expect(woken).toEqual(['first']);
    expect([connection.down, connection.nextTry]).toEqual([true, 1500]);
  });

  test('is tried now and then even offline, and there is no next try to tell', async () => {
    const { connection, note, woken } = made({ online: () => false });
    connection.lost();
    expect([connection.online, connection.down, connection.nextTry]).toEqual([false, true, undefined]);
    note('offline', connection.ready(never));
    await pass(29_999);
    expect(woken).toEqual([]);
    await pass(1);
    expect(woken).toEqual(['offline']);
  });

  test('is woken by the device, by the person, and by the first sign of life, all together', async () => {
    for (const wake of [
      ({ listeners }: ReturnType<typeof made>) => listeners.forEach((listener) => listener()),
      ({ connection }: ReturnType<typeof made>) => connection.wake(),
      ({ connection }: ReturnType<typeof made>) => connection.alive(),
    ]) {
      const now = made();
      now.connection.lost(60_000);
      for (const name of ['one', 'two']) now.note(name, now.connection.ready(never));
      now.note('by itself', now.connection.sleep(60_000, never));
      await pass(1_000);
      expect(now.woken).toEqual([]);
      wake(now);
      await pass(0);
      expect(now.woken.toSorted()).toEqual(['by itself', 'one', 'two']);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  test('for one file alone is not woken by an answer to another, where nothing was lost', async () => {
    const { connection, note, woken } = made();
    note('alone', connection.sleep(1_000, never));
    connection.alive();
    await pass(999);
    expect(woken).toEqual([]);
    await pass(1);
    expect(woken).toEqual(['alone']);
  });

  test('ends with the signal, and leaves nothing behind', async () => {
    const { connection, listeners } = made();
    connection.lost();
    const stop = new AbortController();
    const waiting = expect(connection.ready(stop.signal)).rejects.toThrow('stopped');
    stop.abort(new Error('stopped'));
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
    await expect(connection.sleep(1, stop.signal)).rejects.toThrow('stopped');
    expect(vi.getTimerCount()).toBe(0);
    connection.dispose();
    expect(listeners.size).toBe(0);
  });
});

describe('what the browser says of itself', () => {
  test('is believed where it says that it is offline', () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(browserConnectivity.online()).toBe(false);
    vi.stubGlobal('navigator', { onLine: true });
    expect(browserConnectivity.online()).toBe(true);
    vi.stubGlobal('navigator', {});
    expect(browserConnectivity.online()).toBe(true);
    vi.stubGlobal('navigator', undefined);
    expect(browserConnectivity.online()).toBe(true);
  });

  test('is heard when it is online again, until nobody wants to hear it', () => {
    let heard = 0;
    const page = new EventTarget();
    vi.stubGlobal('window', page);
    const stop = browserConnectivity.onOnline(() => (heard += 1));
    page.dispatchEvent(new Event('online'));
    expect(heard).toBe(1);
    stop();
    page.dispatchEvent(new Event('online'));
    expect(heard).toBe(1);
    vi.stubGlobal('window', undefined);
    browserConnectivity.onOnline(() => (heard += 1))();
    expect(heard).toBe(1);
  });
});
