import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparePaths, tarHeader, tarSize } from '../../../src/protocol/pack.ts';
import { packManifest } from '../../../src/protocol/pack-manifest.ts';
import { buildPack } from '../../../src/transfer/pack/build.ts';
import { planPacks, type PackSource } from '../../../src/transfer/pack/plan.ts';
import { sendStudy } from '../../../src/transfer/pack/send-study.ts';
import { noise } from '../../chaos/random.ts';
import { bytesThrough, onPatches, stage } from '../stage.ts';

const here = stage();
const never = new AbortController().signal;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rso-pack-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const source = (path: string, bytes: Uint8Array<ArrayBuffer>): PackSource => ({
  path,
  file: new File([bytes], 'x', { lastModified: 1_600_000_000_000 }),
});
const study = (count: number, size = 2_000): PackSource[] =>
  Array.from({ length: count }, (_, index) =>
    source(`DICOM/SE${index % 3}/IM${index}`, noise(index, size + (index % 700))),
  );
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What system tar makes of an archive. */
async function unpack(archive: Uint8Array): Promise<{ names: string[]; read: (name: string) => Promise<Uint8Array> }> {
  const target = await mkdtemp(join(folder, 'out-'));
  const file = join(target, 'pack.tar');
  await writeFile(file, archive);
  const names = execFileSync('tar', ['-tf', file]).toString().trim().split('\n');
  execFileSync('tar', ['-xf', file, '-C', target]);
  return { names, read: (name) => readFile(join(target, name)) };
}

describe('a pack', () => {
  test('is a tar that any tar reads: the manifest first, then the instances it names', async () => {
    const sources = planPacks(study(40)).packs[0] ?? [];
    const { pack } = await buildPack('study-0001', sources, never);
    const archive = new Uint8Array(await (pack?.blob ?? new Blob()).arrayBuffer());
    expect(archive.length % 512).toBe(0);
    const { names, read } = await unpack(archive);
    expect(names[0]).toBe('manifest.json');
    expect(names.slice(1)).toEqual(sources.map((_, index) => String(index + 1).padStart(8, '0')));
    const manifest = packManifest.parse(JSON.parse(Buffer.from(await read('manifest.json')).toString('utf8')));
    expect(manifest.study).toBe('study-0001');
    for (const { n, size, sha256 } of manifest.instances) {
      const bytes = await read(String(n).padStart(8, '0'));
      expect([bytes.length, sha(bytes)]).toEqual([size, sha256]);
    }
  });

  test('of the same folder is the same, byte for byte and by id, in whatever order the files come', async () => {
    const files = study(30);
    const one = await buildPack('study-0001', planPacks(files).packs[0] ?? [], never);
    const other = await buildPack('study-0001', planPacks([...files].reverse()).packs[0] ?? [], never);
    expect(other.pack?.clientId).toBe(one.pack?.clientId);
    expect(sha(new Uint8Array(await (other.pack?.blob ?? new Blob()).arrayBuffer()))).toBe(
      sha(new Uint8Array(await (one.pack?.blob ?? new Blob()).arrayBuffer())),
    );
  });

  test('leaves out what cannot be read, names it, and is another pack then', async () => {
    const path = join(folder, 'doomed');
    await writeFile(path, noise(3, 4000));
    const files = [...study(5), { path: 'DICOM/doomed', file: await openAsBlob(path) }];
    const whole = await buildPack('study-0001', planPacks(files).packs[0] ?? [], never);
    await unlink(path);
    const rest = await buildPack('study-0001', planPacks(files).packs[0] ?? [], never);
    expect(rest.unreadable).toEqual([{ path: 'DICOM/doomed', code: 'file-unreadable' }]);
    expect(rest.pack?.manifest.instances).toHaveLength(5);
    expect(rest.pack?.clientId).not.toBe(whole.pack?.clientId);
  });

  test.each([
    ['a few small instances', study(40)],
    ['more than a leaf', study(11, 900_000)],
    ['contents that end where a leaf ends', [source('a', noise(5, 4 * 1024 * 1024)), source('b', noise(6, 512))]],
    ['empty files among others', [source('a', noise(7, 0)), source('b', noise(8, 700)), source('c', noise(9, 0))]],
    [
      'a manifest longer than a leaf',
      study(1500, 20).map(({ path, file }) => ({ path: `${path}/${'ö'.repeat(1500)}`, file })),
    ],
  ])('of %s is read once: its digest tree comes with it', async (_, sources) => {
    const { pack } = await buildPack('study-0001', sources, never);
    const archive = new Uint8Array(await (pack?.blob ?? new Blob()).arrayBuffer());
    const leaves: string[] = [];
    for (let at = 0; at < archive.length; at += 4 * 1024 * 1024)
      leaves.push(sha(archive.subarray(at, at + 4 * 1024 * 1024)));
    expect(pack?.leaves).toEqual(leaves);
  });

  test('nothing readable is no pack', async () => {
    const path = join(folder, 'gone');
    await writeFile(path, noise(4, 100));
    const file = await openAsBlob(path);
    await unlink(path);
    const built = await buildPack('study-0001', [{ path: 'a', file }], never);
    expect(built).toEqual({ pack: null, unreadable: [{ path: 'a', code: 'file-unreadable' }] });
  });
});

describe('a plan', () => {
  test('of 10,000 files is made within a second, holds each of them once, and fills packs', () => {
    const file = { size: 512 * 1024 } as Blob;
    const files = Array.from({ length: 10_000 }, (_, index) => ({ path: `SE${index % 7}/IM${index}`, file }));
    const begun = performance.now();
    const { packs, singles } = planPacks(files);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(singles).toEqual([]);
    expect(new Set(packs.flat().map(({ path }) => path)).size).toBe(10_000);
    expect(packs).toHaveLength(Math.ceil(10_000 / 127));
    for (const pack of packs) expect(tarSize(pack.map(() => file.size))).toBeLessThanOrEqual(64 * 1024 * 1024 + 1024);
  });

  test('sends what is too large for a pack by itself', () => {
    const { packs, singles } = planPacks([
      { path: 'a', file: { size: 100 } as Blob },
      { path: 'b', file: { size: 40 * 1024 * 1024 } as Blob },
    ]);
    expect(packs.flat().map(({ path }) => path)).toEqual(['a']);
    expect(singles.map(({ path }) => path)).toEqual(['b']);
  });

  test('paths are in the order of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const bytes = Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));
        expect(Math.sign(comparePaths(one, other))).toBe(bytes);
      }),
    );
  });

  test('a header refuses what ustar cannot say', () => {
    expect(() => tarHeader('x', 8 ** 11)).toThrow(RangeError);
    expect(() => tarHeader('x', -1)).toThrow(RangeError);
  });
});

describe('a manifest', () => {
  const instance = { n: 1, path: 'a/b', size: 1, mtime: 0, sha256: 'a'.repeat(64) };
  const manifest = (over: object) => ({ v: 1, study: 'study-0001', instances: [{ ...instance, ...over }] });

  test.each(['../x', '/x', 'a//b', 'a/./b', 'a\\b', 'a\u0000b', ''])('with the path %j is refused', (path) => {
    expect(packManifest.safeParse(manifest({ path })).success).toBe(false);
  });

  test('numbered with a gap is refused; as it is made, it is taken', () => {
    expect(packManifest.safeParse(manifest({ n: 2 })).success).toBe(false);
    expect(packManifest.safeParse(manifest({})).success).toBe(true);
  });
});

describe('a study', () => {
  const options = (sources: readonly PackSource[], over: object = {}) => ({
    study: 'study-0001',
    sources,
    onPack: () => undefined,
    onSingle: () => undefined,
    onUnreadable: () => undefined,
    signal: never,
    ...over,
  });

  test('goes up in packs over a line that breaks, and picked again not a byte of it is sent', async () => {
    const { transfer } = here.family();
    here.proxy.plan = onPatches({ kind: 'reset', after: 20_000_000 }, { kind: 'lose-response' });
    const sources = study(200, 500_000);
    const { received, failed, unreadable } = await sendStudy(transfer, options(sources));
    expect([failed, unreadable]).toEqual([[], []]);
    expect(received).toHaveLength(2);
    const records = received.map((clientId) => here.backend.records.get(clientId));
    expect(records.map((record) => record?.state)).toEqual(['received', 'received']);
    let instances = 0;
    for (const clientId of received) {
      const { names } = await unpack(await readFile(here.backend.fileOf(clientId)));
      instances += names.length - 1;
    }
    expect(instances).toBe(200);
    const before = bytesThrough(here.proxy);
    const again = await sendStudy(
      transfer,
      options(sources, { isDone: (clientId: string) => received.includes(clientId) }),
    );
    expect([...again.received].sort()).toEqual([...received].sort());
    expect(bytesThrough(here.proxy)).toBe(before);
  });

  test('a file that vanishes while its pack is sent leaves it; the rest is received', async () => {
    const { transfer } = here.family();
    const path = join(folder, 'stick');
    await writeFile(path, noise(9, 900_000));
    const sources = [...study(20, 400_000), { path: 'DICOM/stick', file: await openAsBlob(path) }];
    const named: string[] = [];
    here.proxy.plan = onPatches({ kind: 'reset', after: 1_000_000 });
    const onPack = (): void => void unlink(path).catch(() => undefined);
    const onUnreadable = ({ path: lost }: { path: string }): void => void named.push(lost);
    const { received, failed } = await sendStudy(transfer, options(sources, { onPack, onUnreadable }));
    expect(failed).toEqual([]);
    expect(named).toEqual(['DICOM/stick']);
    expect(received).toHaveLength(1);
    const { names } = await unpack(await readFile(here.backend.fileOf(received[0] ?? '')));
    expect(names).toHaveLength(21);
  });

  test('can be stopped', async () => {
    const { transfer } = here.family();
    const controller = new AbortController();
    const sending = sendStudy(
      transfer,
      options(study(20, 400_000), { signal: controller.signal, onPack: () => controller.abort() }),
    );
    await expect(sending).rejects.toThrow(/abort/u);
  });
});
