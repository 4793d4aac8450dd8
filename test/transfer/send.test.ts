/** Attempt after attempt, as each of them ends: what is asked for next, what a person sees, and when it is over. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Attempt, Outcome } from '../../src/transfer/carrier.ts';
import type { CarryTools } from '../../src/transfer/carry.ts';
import { Connection } from '../../src/transfer/connection.ts';
import type { DigestPass } from '../../src/transfer/digest-pass.ts';
import { TransferError } from '../../src/transfer/errors.ts';
import type { JournalWriter } from '../../src/transfer/journal-writer.ts';
import { Permits } from '../../src/transfer/permits.ts';
import type { TransferLimits, UploadState } from '../../src/transfer/port.ts';
import { send } from '../../src/transfer/send.ts';
import { stillReads } from '../../src/transfer/source.ts';
import type { Upload } from '../../src/transfer/upload.ts';

const MiB = 1024 * 1024;
const never = new AbortController().signal;
const pace = { first: 100, longest: 1_000 };
const lost: Outcome = { kind: 'lost' };
const complete: Outcome = { kind: 'complete' };
const answer = (status: number, method = 'PATCH'): Outcome => ({ kind: 'answer', method, status });

// Reading takes real time, of which the clock here knows nothing; `files.test.ts` has files that change and vanish.
vi.mock('../../src/transfer/source.ts', () => ({ stillReads: vi.fn(async () => undefined) }));

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

type Act = Outcome | ((attempt: Attempt) => Outcome | Promise<Outcome>);

/** Sends three bytes by attempts that end one after the other as they are told to; every wait passes by itself. */
async function sent(
  acts: readonly Act[],
  { limits = {}, signal = never, renew = async () => undefined, proof = async () => undefined } = {} as {
    limits?: Partial<TransferLimits>;
    signal?: AbortSignal;
    renew?: (stale: string | undefined) => Promise<void>;
    proof?: () => Promise<void>;
  },
) {
  const blob = new Blob(['abc']);
  const told: UploadState[] = [];
  const attempts: Attempt[] = [];
  const noted: object[] = [];
  const renewed: (string | undefined)[] = [];
  const begun: number[] = [];
  /** At each wait: do all files wait? */
  const together: boolean[] = [];
  const left = [...acts];
  const connection = new Connection({
    connectivity: { online: () => true, onOnline: () => () => undefined },
    now: Date.now,
    random: () => 1,
    pace,
  });
  const tools = {
    options: { limits: { parallel: 1, stall: 1_000, ...limits } },
    carrier: async () => ({
      dispose: () => undefined,
      async carry(attempt: Attempt) {
        attempts.push(attempt);
        begun.push(Date.now());
        const act = left.shift() ?? complete;
        return typeof act === 'function' ? act(attempt) : act;
      },
    }),
    connection,
    authority: {
      token: async () => `token ${String(renewed.length)}`,
      renew(stale: string | undefined) {
        renewed.push(stale);
        return renew(stale);
      },
    },
    slots: new Permits(1),
    pace,
    now: Date.now,
    random: () => 1,
    publish(_: Upload, state: UploadState) {
      told.push(state);
      if (state.phase === 'connection') together.push(connection.down);
    },
  } as unknown as CarryTools;
  const upload = {
    clientId: 'a',
    key: '0123456789abcdef-and-more',
    size: 3,
    sent: 0,
    journal: { note: (change: object) => void noted.push(change) } as unknown as JournalWriter,
  } as Upload;
  const digest = { proof } as DigestPass;
  let ended: unknown;
  const sending = { blob, url: 'https://backend.example/u/1', digest, fingerprint: 'print' };
  const working = send(upload, sending, tools, signal)
    .catch((error: unknown) => error)
    .then((end) => (ended = end));
  while (ended === undefined) await vi.advanceTimersByTimeAsync(25);
  await working;
  return { ended, upload, told, attempts, noted, renewed, begun, together, connection, timers: vi.getTimerCount() };
}

const waits = (begun: readonly number[]): readonly number[] =>
  begun.slice(1).map((at, index) => at - (begun[index] ?? 0));

describe('an attempt', () => {
  test('is given what it needs and no more, and what it tells is shown and written down', async () => {
    const { ended, upload, told, attempts, noted, timers } = await sent([
      async (attempt) => {
        expect(await attempt.authorize()).toBe('token 0');
        await attempt.onOffset(3, 77);
        attempt.onAccepted(1);
        attempt.onProgress(2);
        return complete;
      },
    ]);
    expect([ended, upload.sent, timers]).toEqual(['complete', 3, 0]);
    expect(attempts).toMatchObject([{ key: '0123456789abcdef', url: 'https://backend.example/u/1' }]);
    expect('chunk' in (attempts[0] ?? {})).toBe(false);
    expect(noted).toEqual([{ expiresAt: 77 }, { sent: 1 }]);
    expect(told).toStrictEqual([
      { phase: 'sending', sent: 0 },
      { phase: 'sending', sent: 2 },
    ]);
  });

  test('says how fast it is once that can be said', async () => {
    const { told } = await sent([
      async (attempt) => {
        attempt.onProgress(0);
        await new Promise((resolve) => setTimeout(resolve, 600));
        attempt.onProgress(3);
        return complete;
      },
    ]);
    expect(told.at(-1)).toStrictEqual({ phase: 'sending', sent: 3, bytesPerSecond: 5 });
  });

  test('without an end of what the server holds writes none down', async () => {
    const { noted } = await sent([
      async (attempt) => {
        await attempt.onOffset(3, undefined);
        return complete;
      },
    ]);
    expect(noted).toEqual([]);
  });

  test('for a resource of another length belongs to another file', async () => {
    const { ended } = await sent([
      (attempt) =>
        attempt.onOffset(4, undefined).then(
          () => complete,
          (error: unknown): Outcome => ({ kind: 'stopped', error }),
        ),
    ]);
    expect(ended).toEqual(new TransferError('wrong-file'));
  });

  test('is over where the resource is gone', async () => {
    expect((await sent([answer(404, 'HEAD')])).ended).toBe('gone');
    expect((await sent([answer(410, 'HEAD')])).ended).toBe('gone');
  });
});

describe('after a failure', () => {
  test('a lost connection is waited out, each time longer, and forgotten with the first byte that arrives', async () => {
    const moved =
      (offset: number) =>
      (attempt: Attempt): Outcome => {
        attempt.onAccepted(offset);
        return lost;
      };
    const { ended, begun, together } = await sent([lost, lost, lost, lost]);
    expect(ended).toBe('complete');
    expect(waits(begun)).toEqual([100, 200, 400, 800]);
    expect(together).toEqual([true, true, true, true]);
    const arriving = await sent([
      lost,
      (attempt) => attempt.onOffset(3, undefined).then(() => moved(1)(attempt)),
      lost,
    ]);
    expect(waits(arriving.begun)).toEqual([100, 100, 200]);
  });

  test('what only this file was told is waited for by it alone; each time longer, until it moves', async () => {
    const { told, begun, together, connection } = await sent([
      answer(500),
      answer(507),
      (attempt) => {
        attempt.onAccepted(1);
        return answer(409);
      },
    ]);
    expect(waits(begun)).toEqual([100, 200, 100]);
    expect([...together, connection.down]).toEqual([false, false, false, false]);
    expect(told.filter(({ phase }) => phase === 'connection')).toStrictEqual([
      { phase: 'connection', sent: 0, nextTry: 100 },
      { phase: 'connection', sent: 0, nextTry: 300, code: 'storage-full' },
      { phase: 'connection', sent: 1, nextTry: 400 },
    ]);
  });

  test('whatever a server says is a sign of life; what stands before it says nothing of it', async () => {
    expect(waits((await sent([lost, lost, answer(500), lost])).begun)).toEqual([100, 200, 100, 100]);
    expect(waits((await sent([lost, answer(503), answer(503)])).begun)).toEqual([100, 200, 400]);
  });

  test('answers without a rule end it after six in a row without a byte between them', async () => {
    const odd = Array.from({ length: 9 }, () => answer(418));
    const refused = await sent(odd);
    expect(refused.ended).toEqual(new TransferError('refused', true));
    expect(refused.attempts).toHaveLength(6);
    const moving = await sent([
      ...odd.slice(0, 4),
      (attempt) => {
        attempt.onAccepted(1);
        return answer(418);
      },
      ...odd.slice(0, 4),
    ]);
    expect(moving.ended).toBe('complete');
    // The same offset again is no byte.
    const still = await sent(
      odd.map(() => (attempt: Attempt) => {
        attempt.onAccepted(1);
        return answer(418);
      }),
    );
    expect(still.attempts).toHaveLength(6);
  });

  test('bodies get smaller where a proxy wants it, from what the program allows, and then it is too large', async () => {
    const tooLarge = Array.from({ length: 5 }, () => answer(413));
    const { ended, attempts } = await sent(tooLarge);
    expect(attempts.map(({ chunk }) => chunk)).toEqual([undefined, 8 * MiB, MiB, MiB / 16]);
    expect(ended).toEqual(new TransferError('too-large'));
    const limited = await sent(tooLarge.slice(0, 1), { limits: { chunk: 2 * MiB } });
    expect(limited.attempts.map(({ chunk }) => chunk)).toEqual([2 * MiB, MiB]);
  });

  test('a final answer ends it with its code', async () => {
    expect((await sent([answer(415)])).ended).toEqual(new TransferError('unsupported-type'));
  });
});

describe('a file that is another one now', () => {
  test('ends it: what looks like a lost connection may be a file that changed', async () => {
    vi.mocked(stillReads).mockResolvedValueOnce().mockRejectedValueOnce(new TransferError('file-changed'));
    const { ended, attempts } = await sent([lost, lost, lost]);
    expect(ended).toEqual(new TransferError('file-changed'));
    expect(attempts).toHaveLength(2);
    expect(stillReads).toHaveBeenLastCalledWith(expect.any(Blob), 'print');
  });
});

describe('a capability', () => {
  const refused: Act = async (attempt) => {
    await attempt.authorize();
    return answer(401);
  };

  test('that is refused is renewed, by its own name; three in a row, and the person has to sign in', async () => {
    const twice = await sent([refused, refused, refused]);
    expect(twice.ended).toBe('complete');
    expect(twice.renewed).toEqual(['token 0', 'token 1', 'token 2']);
    expect(waits(twice.begun)).toEqual([0, 0, 0]);
    const often = await sent([refused, refused, refused, refused]);
    expect(often.ended).toEqual(new TransferError('unauthorized', true));
    expect(often.renewed).toHaveLength(3);
  });

  test('that cannot be had is as good as no connection; for good, it ends', async () => {
    const stopped: Outcome = { kind: 'stopped', error: new TypeError('Failed to fetch') };
    const { ended, renewed, begun, together } = await sent([stopped, stopped]);
    expect(together).toEqual([true, true]);
    expect(ended).toBe('complete');
    expect(renewed).toEqual([undefined, undefined]);
    expect(waits(begun)).toEqual([100, 200]);
    const gone = Object.assign(new Error('no'), { status: 401 });
    expect((await sent([stopped], { renew: () => Promise.reject(gone) })).ended).toEqual(
      new TransferError('unauthorized', true, gone),
    );
  });
});

describe('a line on which nothing moves', () => {
  const hanging = (attempt: Attempt): Promise<Outcome> =>
    new Promise((resolve) => attempt.signal.addEventListener('abort', () => resolve({ kind: 'aborted' })));

  test('is given up, and the next attempt begins a little later', async () => {
    const { ended, begun, together } = await sent([hanging, hanging]);
    expect(together).toEqual([true, true]);
    expect(ended).toBe('complete');
    expect(waits(begun)).toEqual([1_100, 1_200]);
  });

  test('gets more time once it turns out to have moved after all, up to four times as much', async () => {
    let offset = 0;
    const slow: Act = async (attempt) => {
      attempt.onAccepted((offset += 1));
      await attempt.onOffset(3, undefined);
      return hanging(attempt);
    };
    const { begun } = await sent([slow, slow, slow, slow, slow]);
    // What the server took in spite of it says that the line is slow, not dead.
    expect(waits(begun)).toEqual([1_100, 1_100, 2_100, 4_100, 4_100]);
  });

  test('gets no more time for what it took before, nor where nothing was taken in between', async () => {
    const first: Act = (attempt) => {
      attempt.onAccepted(1);
      return hanging(attempt);
    };
    // Cut off in good time: the line is not slow.
    const moved =
      (offset: number): Act =>
      async (attempt) => {
        attempt.onAccepted(offset);
        await attempt.onOffset(3, undefined);
        return lost;
      };
    const { begun } = await sent([moved(1), moved(2), hanging]);
    expect(waits(begun)).toEqual([100, 100, 1_100 + 100]);
    const still = await sent([first, first, first]);
    expect(waits(still.begun)).toEqual([1_100, 1_200, 1_400]);
  });

  test('is no such line while the device itself is busy with the file', async () => {
    const proof = () => new Promise<void>((resolve) => setTimeout(resolve, 60_000));
    const { ended, attempts } = await sent([(attempt) => attempt.onOffset(3, undefined).then(() => complete)], {
      proof,
    });
    expect([ended, attempts.length]).toEqual(['complete', 1]);
  });

  test('is fed by every sign of life', async () => {
    const busy: Act = async (attempt) => {
      for (let second = 0; second < 10; second += 1) {
        await new Promise((resolve) => setTimeout(resolve, 900));
        attempt.onActivity();
      }
      return attempt.signal.aborted ? { kind: 'aborted' } : complete;
    };
    expect((await sent([busy])).attempts).toHaveLength(1);
  });

  test('paints nothing once it was given up', async () => {
    const late: Act = (attempt) =>
      new Promise((resolve) =>
        attempt.signal.addEventListener('abort', () => {
          attempt.onProgress(2);
          resolve({ kind: 'aborted' });
        }),
      );
    const { told } = await sent([late]);
    expect(told.map((state) => 'sent' in state && state.sent)).toEqual([0, 0, 0]);
  });
});

describe('stopped', () => {
  test('it ends with the reason, whatever the attempt makes of it', async () => {
    const stop = new AbortController();
    const reason = new Error('paused');
    for (const end of [complete, lost, answer(404)]) {
      const { ended } = await sent(
        [
          () => {
            stop.abort(reason);
            return end;
          },
        ],
        { signal: stop.signal },
      );
      expect(ended).toBe(reason);
    }
  });

  test('as the chunk that carries cannot be fetched: that is the network, too', async () => {
    const { ended, begun, together } = await sent([
      () => {
        throw new TypeError('Failed to fetch dynamically imported module');
      },
      () => {
        throw new TransferError('quota');
      },
    ]);
    expect(waits(begun)).toEqual([100]);
    expect(together).toEqual([true]);
    expect(ended).toEqual(new TransferError('quota'));
  });
});
