/** What pdf.js takes for granted and older phones lack: taken away, put back by us, and compared with the real thing. */
import { describe, expect, it } from 'vitest';
import { polyfill } from '../../src/records/pdf/polyfills.ts';

const iterators = Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object;
const lacking: readonly (readonly [object, readonly string[]])[] = [
  [Map.prototype, ['getOrInsert', 'getOrInsertComputed']],
  [Promise, ['withResolvers', 'try']],
  [Math, ['sumPrecise']],
  [URL, ['parse']],
  [AbortSignal, ['any']],
  [Uint8Array.prototype, ['toHex', 'toBase64']],
  [Uint8Array, ['fromBase64']],
  [ArrayBuffer.prototype, ['transferToFixedLength']],
  [Array.prototype, ['findLast']],
  [Set.prototype, ['intersection']],
  [iterators, ['map', 'filter', 'toArray', 'some', 'find']],
];

/** Runs something on a device without any of it, with ours in its place, and leaves this one as it was. */
function onAnOldPhone<T>(run: () => T): T {
  const kept = lacking.flatMap(([holder, names]) =>
    names.map((name) => ({ holder, name, was: Object.getOwnPropertyDescriptor(holder, name) })),
  );
  for (const { holder, name } of kept) Reflect.deleteProperty(holder, name);
  try {
    polyfill();
    return run();
  } finally {
    for (const { holder, name, was } of kept) if (was) Object.defineProperty(holder, name, was);
  }
}

interface Walk extends Iterable<number> {
  map(change: (value: number) => number): Walk;
  filter(test: (value: number) => boolean): Walk;
  toArray(): number[];
  some(test: (value: number) => boolean): boolean;
  find(test: (value: number) => boolean): number | undefined;
}

interface Later {
  getOrInsert(key: string, value: number): number;
  getOrInsertComputed(key: string, compute: (key: string) => number): number;
}

describe('a phone of the last years', () => {
  it('counts, looks up and walks through lists as a new one does', () => {
    const done = onAnOldPhone(() => {
      const map = new Map<string, number>([['one', 1]]) as Map<string, number> & Later;
      const bytes = Uint8Array.of(0, 15, 255);
      const walk = () => [1, 2, 3, 4].values() as unknown as Walk;
      return {
        inserted: [map.getOrInsert('one', 9), map.getOrInsert('two', 2), map.getOrInsertComputed('three', () => 3)],
        sum: (Math as unknown as { sumPrecise(numbers: Iterable<number>): number }).sumPrecise([1, 2, 3]),
        urls: [URL.parse('page', 'https://a.example/x')?.href, URL.parse('no address')],
        hex: (bytes as unknown as { toHex(): string }).toHex(),
        base64: (bytes as unknown as { toBase64(): string }).toBase64(),
        back: [...(Uint8Array as unknown as { fromBase64(text: string): Uint8Array }).fromBase64('AA//')],
        moved: bytes.buffer.transferToFixedLength(2).byteLength,
        last: [[1, 2, 3].findLast((value) => value < 3), [1].findLast((value) => value > 1)],
        both: [...new Set([1, 2, 3]).intersection(new Set([2, 3, 4]))],
        mapped: walk()
          .map((value) => value * 2)
          .filter((value) => value > 2)
          .toArray(),
        some: [walk().some((value) => value > 3), walk().some((value) => value > 4)],
        found: [walk().find((value) => value > 2), walk().find((value) => value > 4)],
      };
    });
    expect(done).toEqual({
      inserted: [1, 2, 3],
      sum: 6,
      urls: ['https://a.example/page', null],
      hex: '000fff',
      base64: 'AA//',
      back: [0, 15, 255],
      moved: 2,
      last: [2, undefined],
      both: [2, 3],
      mapped: [4, 6, 8],
      some: [true, false],
      found: [3, undefined],
    });
  });

  it('waits, fails and stops as a new one does', async () => {
    const { settled, run, failed, stopped, early } = onAnOldPhone(() => {
      const one = Promise.withResolvers<string>();
      one.resolve('done');
      const stop = new AbortController();
      const signal = AbortSignal.any([new AbortController().signal, stop.signal]);
      stop.abort('enough');
      return {
        settled: one.promise,
        run: Promise.try((left: number, right: number) => left + right, 2, 3),
        failed: Promise.try(() => {
          throw new RangeError('no');
        }).catch((error: unknown) => error),
        stopped: signal.reason as unknown,
        early: AbortSignal.any([AbortSignal.abort('before')]).reason as unknown,
      };
    });
    expect([await settled, await run, stopped, early]).toEqual(['done', 5, 'enough', 'before']);
    expect(await failed).toBeInstanceOf(RangeError);
  });
});
