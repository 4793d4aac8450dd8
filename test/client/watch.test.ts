import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError, UnreachableError } from '../../src/client/errors.ts';
import { type ServerSentEvent, serverSentEvents } from '../../src/client/sse.ts';
import { watch, type WatchOptions } from '../../src/client/watch.ts';

const streamOf = (...chunks: readonly (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      controller.close();
    },
  });
async function eventsOf(...chunks: readonly (string | Uint8Array)[]): Promise<ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  for await (const event of serverSentEvents(streamOf(...chunks))) events.push(event);
  return events;
}

describe('server-sent events', () => {
  it('come with id, name, data and the wish of when to connect again', async () => {
    expect(await eventsOf('retry: 3000\n\nid: 7\nevent: change\ndata: a\ndata: b\n\n')).toEqual([
      { id: '7', event: 'change', data: 'a\nb', retry: 3000 },
    ]);
  });

  it('keep the last id, and take a colon, an empty field and a comment as the standard says', async () => {
    expect(
      await eventsOf('id: 1\ndata:x:y\n\n: beat\n\ndata\n\nunknown: z\nretry: soon\nid: a\0b\ndata: z\n\n'),
    ).toEqual([
      { id: '1', event: 'message', data: 'x:y' },
      { id: '1', event: 'message', data: '' },
      { id: '1', event: 'message', data: 'z' },
    ]);
  });

  it('that never ended are none', async () => {
    expect(await eventsOf('data: half')).toEqual([]);
  });

  it('are the same however the bytes are cut, and whichever line ends are used', async () => {
    const text = 'id: 1\ndata: übung 李\n\nid: 2\ndata: b\ndata: c\n\n';
    const expected = await eventsOf(text);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(60), { maxLength: 8 }),
        async (end, cuts) => {
          const bytes = new TextEncoder().encode(text.replaceAll('\n', end) + (end === '\r' ? ':' : ''));
          const edges = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
          const chunks = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
          expect(await eventsOf(...chunks)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that are longer than any event end the stream', async () => {
    await expect(eventsOf('x'.repeat(1_000_001))).rejects.toBeInstanceOf(RangeError);
  });
});

const eventStream = (...chunks: readonly string[]) =>
  new Response(streamOf(...chunks), { headers: { 'Content-Type': 'text/event-stream' } });

/** Watches with everything at hand; ends after a number of pauses. */
function watching(options: Partial<WatchOptions>, pauses: number) {
  const ended = new AbortController();
  const waits: number[] = [];
  let looks = 0;
  const done = watch({
    openStream: null,
    refresh: async () => {
      looks += 1;
      return false;
    },
    visibility: { hidden: () => false, onChange: () => () => {} },
    random: () => 0.5,
    signal: ended.signal,
    pause: async (milliseconds) => {
      waits.push(milliseconds);
      if (waits.length >= pauses) ended.abort(new Error('enough'));
      ended.signal.throwIfAborted();
    },
    ...options,
  });
  return { done, waits, looks: () => looks, end: () => ended.abort(new Error('end')) };
}

describe('watching', () => {
  it('polls at 15 s, then half as long again each time, up to five minutes', async () => {
    const { done, waits } = watching({}, 11);
    await done;
    expect(waits.slice(0, 4)).toEqual([15_000, 22_500, 33_750, 50_625]);
    expect(waits.at(-1)).toBe(300_000);
  });

  it('polls soon again after something was new, and goes on over a lost connection', async () => {
    const answers = [
      true,
      new UnreachableError('unreachable'),
      new ProblemError({ code: 'maintenance', status: 503, retryable: true }),
      true,
    ];
    const { done, waits } = watching(
      {
        refresh: async () => {
          const answer = answers.shift() ?? false;
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      5,
    );
    await done;
    expect(waits).toEqual([15_000, 15_000, 22_500, 33_750, 15_000]);
  });

  it('ends when the capability does', async () => {
    const { done, waits } = watching(
      {
        refresh: async () => Promise.reject(new ProblemError({ code: 'unauthorized', status: 401, retryable: false })),
      },
      9,
    );
    await done;
    expect(waits).toHaveLength(1);
  });

  it('lets a mistake of the software be seen', async () => {
    const { done } = watching({ refresh: async () => Promise.reject(new TypeError('bug')) }, 9);
    await expect(done).rejects.toThrow('bug');
  });

  it('looks at every event, and goes on after the last one that it saw', async () => {
    const from: string[] = [];
    let looks = 0;
    const { done } = watching(
      {
        from: '3',
        openStream: async (last) => {
          from.push(last);
          return eventStream(`retry: 5\n\nid: ${String(Number(last) + 1)}\ndata: {}\n\n`);
        },
        refresh: async () => {
          looks += 1;
          return true;
        },
      },
      4,
    );
    await done;
    expect(from).toEqual(['3', '4', '5', '6']);
    expect(looks).toBeGreaterThanOrEqual(4);
  });

  it.each<[string, () => Promise<Response>]>([
    ['is answered by a proxy', async () => new Response('<html>')],
    ['is empty', async () => new Response(null, { status: 204 })],
    [
      'has too many beside it',
      async () => Promise.reject(new ProblemError({ code: 'rate-limited', status: 429, retryable: true })),
    ],
  ])('polls where the stream %s, three times in a row', async (_name, open) => {
    let opened = 0;
    const { done, waits } = watching(
      {
        openStream: () => {
          opened += 1;
          return open();
        },
      },
      5,
    );
    await done;
    expect(opened).toBe(3);
    expect(waits.slice(3)).toEqual([15_000, 22_500]);
  });

  it('keeps to the stream while the backend is away, less and less often', async () => {
    let opened = 0;
    const { done, waits } = watching(
      {
        openStream: async () => {
          opened += 1;
          throw opened % 2
            ? new UnreachableError('unreachable')
            : new ProblemError({ code: 'maintenance', status: 503, retryable: true });
        },
      },
      9,
    );
    await done;
    expect(opened).toBe(9);
    expect(waits.slice(0, 3)).toEqual([375, 750, 1500]);
    expect(waits.at(-1)).toBe(22_500);
  });

  it('ends when the stream says that the capability has', async () => {
    const { done, waits } = watching(
      {
        openStream: async () =>
          Promise.reject(new ProblemError({ code: 'unauthorized', status: 401, retryable: false })),
      },
      9,
    );
    await done;
    expect(waits).toEqual([]);
  });

  it('takes a stream without a byte for dead', async () => {
    let opened = 0;
    const { done } = watching(
      {
        silence: 5,
        openStream: async (_last, signal) => {
          opened += 1;
          return new Response(
            new ReadableStream({
              start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
            }),
            { headers: { 'Content-Type': 'text/event-stream' } },
          );
        },
      },
      4,
    );
    await done;
    expect(opened).toBe(3);
  });

  it('rests while nobody looks, and looks as soon as somebody does', async () => {
    let hidden = true;
    const listeners = new Set<() => void>();
    const { done, looks } = watching(
      {
        visibility: {
          hidden: () => hidden,
          onChange(listener) {
            listeners.add(listener);
            return () => void listeners.delete(listener);
          },
        },
      },
      2,
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(looks()).toBe(0);
    for (const listener of [...listeners]) listener();
    expect(looks()).toBe(0);
    hidden = false;
    for (const listener of [...listeners]) listener();
    await done;
    expect(looks()).toBe(1);
    expect(listeners.size).toBe(0);
  });

  it('ends while it rests', async () => {
    const { done, end } = watching({ visibility: { hidden: () => true, onChange: () => () => {} } }, 9);
    setTimeout(end, 5);
    await done;
  });
});
