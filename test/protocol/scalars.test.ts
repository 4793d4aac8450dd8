import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyMergePatch,
  diffMergePatch,
  digestStream,
  DigestTree,
  feeLines,
  isProblemCode,
  type Json,
  type JsonObject,
  type RecordVerdict,
  verdictDifference,
  LEAF_BYTES,
  makeReference,
  noCounts,
  offers,
  parseReference,
  problemTable,
  program,
  quoteTotal,
  routePath,
  routes,
  sameJson,
  treeRoot,
  verdictOfPages,
  wire,
} from '../../src/protocol/index.ts';

const shared = new URL('../../../shared/', import.meta.url);

describe('reference', () => {
  test.each(['RSO-7K4M-29QN', 'RSO-2XQ8-H1V7'])('%s of contract.md has the right check symbol', (reference) => {
    expect(parseReference(reference)).toBe(reference);
  });

  test('is read as people write it', () => {
    expect(parseReference(' rso 7k4m-29qn ')).toBe('RSO-7K4M-29QN');
    expect(parseReference('7K4M29QN')).toBe('RSO-7K4M-29QN');
    expect(parseReference('rso-2xq8-hiv7')).toBe('RSO-2XQ8-H1V7');
    expect(parseReference('rso-2xq8-hlv7')).toBe('RSO-2XQ8-H1V7');
  });

  test('one made from any bytes is read back; one wrong symbol is noticed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 7 }), fc.nat(7), (random, place) => {
        const reference = makeReference(random);
        expect(parseReference(reference)).toBe(reference);
        const symbols = [...reference.slice(4).replace('-', '')];
        const old = symbols[place];
        symbols[place] = old === 'A' ? 'B' : 'A';
        const changed = parseReference(symbols.join(''));
        // 31 is prime and the weights are not multiples of it, so a wrong symbol passes only where both have the same
        // value modulo 31: 0 and Z.
        if (changed !== null) expect(changed).not.toBe(reference);
      }),
    );
  });

  test.each(['', 'RSO-7K4M-29Q0', 'RSO-7K4M', 'RSO-UUUU-UUUU', 'x'.repeat(100_000)])('%.20s is none', (text) => {
    expect(parseReference(text)).toBeNull();
  });

  test('needs seven bytes', () => {
    expect(() => makeReference(new Uint8Array(6))).toThrow(RangeError);
  });
});

describe('digest tree', () => {
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const reference = (bytes: Uint8Array) => {
    const leaves: Buffer[] = [];
    for (let at = 0; at === 0 || at < bytes.length; at += LEAF_BYTES)
      leaves.push(hash(bytes.subarray(at, at + LEAF_BYTES)));
    return hash(Buffer.concat(leaves)).toString('hex');
  };

  test.each([0, 1, LEAF_BYTES - 1, LEAF_BYTES, LEAF_BYTES + 1, 2 * LEAF_BYTES, 2 * LEAF_BYTES + 5])(
    '%i bytes, in pieces of any size',
    async (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7919) % 251);
      for (const piece of [bytes.length || 1, 1_000_003, 65_536]) {
        const tree = new DigestTree();
        for (let at = 0; at < bytes.length; at += piece) await tree.update(bytes.subarray(at, at + piece));
        expect(await tree.root()).toBe(reference(bytes));
      }
    },
  );

  test('goes on from leaves that were read before', async () => {
    const bytes = new Uint8Array(2 * LEAF_BYTES + 9).fill(3);
    const first = new DigestTree();
    await first.update(bytes.subarray(0, LEAF_BYTES + 100));
    expect(first.leaves).toHaveLength(1);
    const second = new DigestTree(first.leaves);
    await second.update(bytes.subarray(LEAF_BYTES));
    expect(await second.root()).toBe(reference(bytes));
    expect(second.leaves).toHaveLength(3);
    expect(await treeRoot(second.leaves)).toBe(reference(bytes));
  });

  test('reads a stream', async () => {
    const bytes = new Uint8Array(10).fill(1);
    async function* stream() {
      yield await Promise.resolve(bytes.subarray(0, 4));
      yield bytes.subarray(4);
    }
    expect(await digestStream(stream())).toBe(reference(bytes));
  });
});

describe('merge patch', () => {
  test.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('RFC 7396 example: %j with %j', (target, patch, result) => {
    expect(applyMergePatch(target, patch)).toEqual(result);
  });

  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
  const { document } = fc.letrec<{ document: JsonObject; value: Json }>((tie) => ({
    document: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), {
      maxKeys: 4,
    }) as fc.Arbitrary<JsonObject>,
    value: fc.oneof({ maxDepth: 3 }, leaf, tie('document')) as fc.Arbitrary<Json>,
  }));

  test('the difference of two documents turns one into the other, and is empty only for equal ones', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const patch = diffMergePatch(before, after);
        expect(sameJson(applyMergePatch(before, patch), after)).toBe(true);
        expect(Object.keys(patch).length === 0).toBe(sameJson(before, after));
      }),
      { numRuns: 2_000 },
    );
  });

  test('never reaches a prototype', () => {
    const patch = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"x": 1}, "ok": 1}') as Json;
    expect(applyMergePatch({}, patch)).toEqual({ ok: 1 });
    expect(diffMergePatch({}, patch as JsonObject)).toEqual({ ok: 1 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('equality looks at arrays and members, not at order', () => {
    expect(sameJson({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toBe(true);
    expect(sameJson([1], [1, 2])).toBe(false);
    expect(sameJson({ a: 1 }, { b: 1 })).toBe(false);
    expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(sameJson([1], { 0: 1 })).toBe(false);
    expect(sameJson(null, {})).toBe(false);
  });
});

describe('fee', () => {
  const fee = {
    currency: 'USD',
    fromMinor: 100_000,
    modifiers: [
      { code: 'additional-specialty', amountMinor: 25_000 },
      { code: 'video', amountMinor: null },
      { code: 'pathology-slides', amountMinor: null },
      { code: 'express', amountMinor: 5_000 },
    ],
  };

  test('one specialty and nothing else is the base alone', () => {
    expect(feeLines(fee, { specialties: 1, videos: 0, pathology: false })).toEqual([
      { code: 'base', qty: 1, unitMinor: 100_000 },
    ]);
    expect(feeLines(fee, { specialties: 0, videos: 0, pathology: false })).toHaveLength(1);
  });

  test('each choice adds its line; what only the quote can say stays open', () => {
    expect(feeLines(fee, { specialties: 3, videos: 1, pathology: true })).toEqual([
      { code: 'base', qty: 1, unitMinor: 100_000 },
      { code: 'additional-specialty', qty: 2, unitMinor: 25_000 },
      { code: 'video', qty: 1, unitMinor: null },
      { code: 'pathology-slides', qty: 1, unitMinor: null },
    ]);
  });

  test('a quote adds up in minor units', () => {
    expect(
      quoteTotal([
        { qty: 1, unitMinor: 100_000 },
        { qty: 2, unitMinor: 25_000 },
      ]),
    ).toBe(150_000);
    expect(quoteTotal([])).toBe(0);
  });
});

describe('verdict of a record', () => {
  test.each([
    [['english', 'not-english', 'mixed'], 'refused'],
    [['english', 'mixed'], 'needs-review'],
    [['english', 'unreadable'], 'needs-review'],
    [['english', 'image', 'blank'], 'accepted'],
    [['image', 'blank'], 'needs-review'],
    [[], 'needs-review'],
  ] as const)('%j → %s', (kinds, verdict) => {
    expect(verdictOfPages(kinds.map((kind) => ({ verdict: kind })))).toBe(verdict);
  });

  test('counts begin at nought', () => {
    expect(Object.values(noCounts())).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('two readings of one record', () => {
  const read = (kinds: string): RecordVerdict => {
    const kindOf = { e: 'english', s: 'not-english', m: 'mixed', u: 'unreadable', i: 'image' } as const;
    const pages = [...kinds].map((kind, index) => ({
      page: index + 1,
      verdict: kindOf[kind as keyof typeof kindOf],
      language: 'und',
      confidence: 1,
      method: 'text' as const,
    }));
    const verdict = verdictOfPages(pages);
    return { verdict, pages, counts: noCounts(), languages: [], mediaType: 'application/pdf', unread: [] };
  };

  test('differ by the record or by a page; a page that only one of them has is one', () => {
    expect(verdictDifference(read('es'), read('es'))).toBeNull();
    expect(verdictDifference(read('ee'), read('es'))).toEqual({
      verdict: 'accepted',
      pages: [{ page: 2, verdict: 'english' }],
    });
    expect(verdictDifference(read('s'), read('sm'))).toEqual({
      verdict: 'refused',
      pages: [{ page: 2, verdict: null }],
    });
    expect(verdictDifference(read('se'), read('s'))).toEqual({
      verdict: 'refused',
      pages: [{ page: 2, verdict: 'english' }],
    });
  });

  test('differ by the record alone where one of them broke off', () => {
    const broken = { ...read('e'), verdict: 'needs-review' as const };
    expect(verdictDifference(broken, read('e'))).toEqual({ verdict: 'needs-review', pages: [] });
  });

  test('name the pages in their order, whichever reading has them first', () => {
    const device = { ...read('mmm'), pages: read('mmm').pages.reverse() };
    expect(verdictDifference(device, read('esm'))?.pages.map(({ page }) => page)).toEqual([1, 2]);
    expect(verdictDifference(device, { ...read('u'), pages: [] })?.pages.map(({ page }) => page)).toEqual([1, 2, 3]);
  });
});

describe('routes', () => {
  test('every route has its shapes and every shape its route', () => {
    expect(Object.keys(wire)).toEqual(Object.keys(routes));
  });

  test('no two routes answer to the same method and path', () => {
    const all = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(all).size).toBe(all.length);
  });

  test('paths are filled and encoded', () => {
    expect(routePath('record.patch', { id: 'a/b', rid: 'c?d' })).toBe('/referrals/a%2Fb/records/c%3Fd');
    expect(routePath('program.read', {})).toBe('/program');
  });
});

describe('problems', () => {
  test('the list is closed and each has a status', () => {
    expect(Object.keys(problemTable)).toHaveLength(28);
    expect(isProblemCode('quota')).toBe(true);
    expect(isProblemCode('toString')).toBe(false);
    expect(
      Object.entries(problemTable)
        .filter(([, { retryable }]) => retryable)
        .map(([code]) => code),
    ).toEqual(['rate-limited', 'maintenance', 'idempotency-in-flight', 'storage-full']);
  });
});

test('the example descriptor of the contract is accepted as it stands', () => {
  const example: unknown = JSON.parse(readFileSync(new URL('spec/contract/program.json', shared), 'utf8'));
  const parsed = program.parse(example);
  expect(parsed).toEqual(example);
  expect(offers(parsed, 'quote')).toBe(true);
  expect(offers(parsed, 'video')).toBe(false);
});
