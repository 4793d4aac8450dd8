/** Packs and studies as the wire has them: what a tar reader relies on, and what no backend takes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePaths,
  manifestBytes,
  memberName,
  PACK_INSTANCES,
  tarHeader,
  tarPadding,
  tarSize,
} from '../../src/protocol/pack.ts';
import { packManifest } from '../../src/protocol/pack-manifest.ts';
import { awaitsBytes } from '../../src/protocol/study-progress.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a tar', () => {
  test('is made of whole blocks', () => {
    expect([0, 1, 511, 512, 513].map(tarPadding)).toEqual([0, 511, 1, 0, 511]);
    expect(tarSize([])).toBe(1024);
    expect(tarSize([0, 1, 512])).toBe(1024 + 512 + (512 + 512) + (512 + 512));
  });

  test('names its members by number', () => {
    expect([memberName(1), memberName(2048), memberName(12_345_678)]).toEqual(['00000001', '00002048', '12345678']);
  });

  test('has headers that any reader knows', () => {
    const header = tarHeader('00000001', 1000);
    expect(header.length).toBe(512);
    const at = (from: number, to: number) => text(header.subarray(from, to));
    expect(at(0, 9)).toBe('00000001\0');
    expect(at(100, 124)).toBe('0000644\0'.concat('0000000\0', '0000000\0'));
    expect(at(124, 148)).toBe('00000001750\0'.concat('00000000000\0'));
    expect(at(156, 157)).toBe('0');
    expect(at(257, 265)).toBe('ustar\0'.concat('00'));
    // The checksum counts its own eight bytes as spaces.
    const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    expect(at(148, 156)).toBe(`${sum.toString(8).padStart(6, '0')}\0 `);
  });

  test.each([-1, 1.5, Number.NaN, 8 ** 11])('holds no member of %d bytes', (size) => {
    expect(() => tarHeader('x', size)).toThrow(RangeError);
  });

  test('holds one as large as a header can say', () => {
    expect(text(tarHeader('x', 8 ** 11 - 1).subarray(124, 136))).toBe('77777777777\0');
    expect(text(tarHeader('x', 0).subarray(124, 136))).toBe('00000000000\0');
  });
});

test('paths stand in the order of their UTF-8 bytes', () => {
  const bytes = (path: string) => Buffer.from(path, 'utf8');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      expect(Math.sign(comparePaths(one, other))).toBe(Buffer.compare(bytes(one), bytes(other)));
    }),
  );
  expect(['a/b', 'a', '😀', '\uFFFD', 'b'].sort(comparePaths)).toEqual(['a', 'a/b', 'b', '\uFFFD', '😀']);
  expect(comparePaths('a', 'a')).toBe(0);
});

describe('a manifest', () => {
  const instance = (n: number, path = `IM${n}`) => ({ n, path, size: 5, mtime: 7, sha256: 'a'.repeat(64) });
  const manifest = (...instances: readonly object[]) => ({ v: 1, study: 'study-0001', instances });
  const taken = (value: unknown) => packManifest.safeParse(value).success;

  test('is spelled one way, whatever else the device knows', () => {
    const bytes = (more: object) => text(manifestBytes({ v: 1, study: 's', instances: [{ ...instance(1), ...more }] }));
    expect(bytes({ opened: true })).toBe(bytes({}));
    expect(bytes({})).toBe(
      `{"v":1,"study":"s","instances":[{"n":1,"path":"IM1","size":5,"mtime":7,"sha256":"${'a'.repeat(64)}"}]}`,
    );
  });

  test('numbers its instances from one without a gap, and has some, and not too many', () => {
    expect(taken(manifest(instance(1), instance(2)))).toBe(true);
    expect(taken(manifest(instance(2)))).toBe(false);
    expect(taken(manifest(instance(1), instance(3)))).toBe(false);
    expect(taken(manifest())).toBe(false);
    const many = Array.from({ length: PACK_INSTANCES + 1 }, (_, index) => instance(index + 1));
    expect(taken(manifest(...many.slice(0, -1)))).toBe(true);
    expect(taken(manifest(...many))).toBe(false);
  });

  test.each(['', '/etc/passwd', '../up', 'a/../b', './a', 'a//b', 'a/', 'a\\b', 'a\nb', 'x'.repeat(1025)])(
    'has no path that leads out, or is none: %j',
    (path) => {
      expect(taken(manifest(instance(1, path)))).toBe(false);
    },
  );

  test.each(['a', 'a/b c', '..a/b..', 'صور/١', 'x'.repeat(1024)])('has any other: %j', (path) => {
    expect(taken(manifest(instance(1, path)))).toBe(true);
  });
});

test('a study that is received waits for bytes until its last record has them all', () => {
  const record = (state: 'receiving' | 'received' | 'scanning') => ({ state }) as never;
  expect(awaitsBytes({ state: 'receiving', records: [] })).toBe(true);
  expect(awaitsBytes({ state: 'receiving', records: [record('received'), record('receiving')] })).toBe(true);
  expect(awaitsBytes({ state: 'receiving', records: [record('received'), record('scanning')] })).toBe(false);
  expect(awaitsBytes({ state: 'stored', records: [] })).toBe(false);
  expect(awaitsBytes({ state: 'incomplete', records: [record('receiving')] })).toBe(false);
});
