/** Packs at their edges: where one is full, where a leaf ends, what is read ahead, what a file says of itself. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LEAF_BYTES } from '../../../src/protocol/digest-tree.ts';
import { PACK_BYTES, PACK_INSTANCES, PACKED_INSTANCE_BYTES, tarSize } from '../../../src/protocol/pack.ts';
import { buildPack } from '../../../src/transfer/pack/build.ts';
import { PackLeaves } from '../../../src/transfer/pack/leaves.ts';
import { planPacks, type PackSource } from '../../../src/transfer/pack/plan.ts';
import { noise } from '../../chaos/random.ts';

const MiB = 1024 * 1024;
const never = new AbortController().signal;
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const sized = (path: string, size: number): PackSource => ({ path, file: { size } as Blob });
const counts = ({ packs, singles }: ReturnType<typeof planPacks>) => [
  packs.map(({ length }) => length),
  singles.length,
];

describe('a plan', () => {
  test('fills a pack to its last byte, and no further', () => {
    const two = tarSize([1000]) + tarSize([2000]);
    expect(counts(planPacks([sized('a', 1000), sized('b', 2000)], two))).toEqual([[2], 0]);
    expect(counts(planPacks([sized('a', 1000), sized('b', 2000)], two - 1))).toEqual([[1, 1], 0]);
    // The one after a full pack begins the next, which has room again.
    expect(
      counts(
        planPacks(
          ['a', 'b', 'c', 'd', 'e'].map((path) => sized(path, 1000)),
          two,
        ),
      ),
    ).toEqual([[2, 2, 1], 0]);
  });

  test('takes an image of half a pack in, and sends a larger one by itself', () => {
    expect(PACKED_INSTANCE_BYTES).toBe(PACK_BYTES / 2);
    expect(counts(planPacks([sized('a', PACK_BYTES / 2)]))).toEqual([[1], 0]);
    expect(counts(planPacks([sized('a', PACK_BYTES / 2 + 1)]))).toEqual([[], 1]);
    expect(counts(planPacks([sized('a', 1000)], 1000))).toEqual([[1], 0]);
    expect(counts(planPacks([sized('a', 1001)], 1000))).toEqual([[], 1]);
  });

  test('puts no more images into a pack than one may hold', () => {
    const tiny = Array.from({ length: PACK_INSTANCES + 1 }, (_, index) => sized(String(index), 1));
    expect(counts(planPacks(tiny))).toEqual([[PACK_INSTANCES, 1], 0]);
  });

  test('of nothing is nothing', () => {
    expect(planPacks([])).toEqual({ packs: [], singles: [] });
  });
});

describe('the digest tree of a pack', () => {
  /** @returns what the leaves of these bytes are, as whoever has all of them would digest them */
  const leavesOf = (bytes: Uint8Array): string[] =>
    Array.from({ length: Math.ceil(bytes.length / LEAF_BYTES) }, (_, index) =>
      sha(bytes.subarray(index * LEAF_BYTES, (index + 1) * LEAF_BYTES)),
    );

  test.each([
    ['a beginning alone', 512, 0],
    ['a beginning that fills a leaf', LEAF_BYTES, 0],
    ['a beginning that fills a leaf, and more', LEAF_BYTES, 700],
    ['an end within the second leaf of the beginning', LEAF_BYTES + 1024, 512],
    ['an end with the second leaf of the beginning', LEAF_BYTES + 1024, LEAF_BYTES - 1024],
    ['an end behind the first leaf', 1024, LEAF_BYTES + 5],
    ['an end with a leaf', 1024, 2 * LEAF_BYTES - 1024],
    ['three leaves and a rest', 1024, 3 * LEAF_BYTES],
  ])('is right with %s', async (_, reserved, rest) => {
    const [head, body] = [noise(1, reserved), noise(2, rest)];
    const leaves = new PackLeaves(reserved);
    for (let at = 0; at < body.length; at += 1_000_003) await leaves.add(body.subarray(at, at + 1_000_003));
    const half = reserved >> 1;
    expect(await leaves.close([head.subarray(0, half), head.subarray(half)])).toEqual(
      leavesOf(Buffer.concat([head, body])),
    );
  });

  test('refuses a beginning of another length than was kept free', async () => {
    await expect(new PackLeaves(512).close([new Uint8Array(511)])).rejects.toThrow(new RangeError('reserved'));
  });
});

describe('what is built', () => {
  const read = async (sources: readonly PackSource[]) => (await buildPack('study-0001', sources, never)).pack;

  test('names each file with its size and time; one without a time has none', async () => {
    const bytes = noise(3, 900);
    const pack = await read([
      { path: 'a', file: new File([bytes], 'x', { lastModified: 1_600_000_000_123 }) },
      { path: 'b', file: new Blob([bytes]) },
    ]);
    expect(pack?.clientId).toMatch(/^pack-[0-9a-f]{40}$/u);
    expect(pack?.manifest).toEqual({
      v: 1,
      study: 'study-0001',
      instances: [
        { n: 1, path: 'a', size: 900, mtime: 1_600_000_000_123, sha256: sha(bytes) },
        { n: 2, path: 'b', size: 900, mtime: 0, sha256: sha(bytes) },
      ],
    });
  });

  /** A file that tells when it is read, and how often; it may be gone from some reading on. */
  function told(
    size: number,
    when: { begun: (size: number) => void; done: (size: number) => void },
    goneFrom = 99,
  ): Blob {
    let readings = 0;
    const blob = Object.assign(Object.create(Blob.prototype) as Blob, {
      slice: () => ({
        arrayBuffer: async () => {
          readings += 1;
          if (readings >= goneFrom) throw new DOMException('gone', 'NotReadableError');
          when.begun(size);
          await new Promise((resolve) => setTimeout(resolve, 1));
          when.done(size);
          return new ArrayBuffer(size);
        },
      }),
    });
    Object.defineProperty(blob, 'size', { value: size });
    return blob;
  }

  test('is read a few files ahead, but never all of it at once', async () => {
    let [now, most, files] = [0, 0, 0];
    const when = {
      begun: (size: number) => {
        now += size;
        files += 1;
        most = Math.max(most, now);
      },
      done: (size: number) => void (now -= size),
    };
    // Stand-ins are no parts of a Blob: the tree is read, and then there is nothing to make it of.
    const sources = Array.from({ length: 24 }, (_, n) => ({ path: String(n).padStart(2, '0'), file: told(MiB, when) }));
    await buildPack('study-0001', sources, never).catch(() => undefined);
    expect(files).toBe(24);
    expect(most).toBe(4 * MiB);
  });

  test('without a file that goes while the rest is read again, which is named, too', async () => {
    const when = { begun: () => undefined, done: () => undefined };
    const gone = told(500, when, 1);
    const later = told(500, when, 2);
    const built = await buildPack(
      'study-0001',
      [
        { path: 'a', file: gone },
        { path: 'b', file: later },
        { path: 'c', file: new Blob([noise(4, 300)]) },
      ],
      never,
    );
    expect(built.unreadable).toEqual([
      { path: 'a', code: 'file-unreadable' },
      { path: 'b', code: 'file-unreadable' },
    ]);
    expect(built.pack?.manifest.instances.map(({ n, path }) => [n, path])).toEqual([[1, 'c']]);
  });

  test('no further once nobody waits', async () => {
    const stop = new AbortController();
    let begun = 0;
    const when = { begun: () => void ((begun += 1) === 2 && stop.abort(new Error('stopped'))), done: () => undefined };
    const sources = Array.from({ length: 40 }, (_, n) => ({
      path: String(n).padStart(2, '0'),
      file: told(4 * MiB, when),
    }));
    await expect(buildPack('study-0001', sources, stop.signal)).rejects.toThrow('stopped');
    expect(begun).toBeLessThan(5);
  });

  test('leaves the thread free between its slices', async () => {
    const real = globalThis.Blob;
    let [turn, ticking] = [0, true];
    const tick = (): void => {
      turn += 1;
      if (ticking) setTimeout(tick, 0);
    };
    const turns: number[] = [];
    globalThis.Blob = class extends real {
      constructor(parts?: BlobPart[], options?: BlobPropertyBag) {
        super(parts, options);
        if (parts?.some((part) => part instanceof real)) turns.push(turn);
      }
    };
    tick();
    try {
      const sources = Array.from({ length: 97 }, (_, n) => ({
        path: String(n).padStart(2, '0'),
        file: new Blob(['x']),
      }));
      await buildPack('study-0001', sources, never);
    } finally {
      ticking = false;
      globalThis.Blob = real;
    }
    // Four slices and the whole: each in a turn of its own.
    expect(new Set(turns.slice(-5)).size).toBe(5);
  });
});
