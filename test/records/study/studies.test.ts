/** What a family picks, and what they see of it: studies by person and series, what is left behind, what is missing. */
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { findStudies } from '../../../src/records/study/find-studies.ts';
import { gaps } from '../../../src/records/study/group.ts';
import { imageHeader, look } from '../../../src/records/study/look.ts';
import { leftKind } from '../../../src/records/study/left-kind.ts';
import { draw, pictureOf } from '../../../src/records/study/thumbnail.ts';
import { additions, hasShared, makeImage, makeIso, picked, sharedFiles } from './make-cd.ts';

if (!hasShared && process.env['CI']) throw new Error('test data is missing: ../shared/data');
const patient = { name: 'ليلى الهاشمي', latin: 'Layla Al-Hashimi', birthDate: '2021-03-14' };

describe.skipIf(!hasShared)('the CD of the test data, with what hospitals burn beside it', () => {
  test('is sorted out: by person, study and series; programs and lists stay behind', async () => {
    const found = await findStudies([...sharedFiles('cd'), ...additions()], { patient });
    expect(found.unreadable).toEqual([]);
    expect(found.left).toEqual({ autorun: 1, viewer: 2, index: 3, empty: 1 });
    expect(found.duplicates).toBe(1);
    const seen = found.studies.map(({ names, identity, modalities, images, series }) => [
      names.join(),
      identity,
      modalities.join(),
      images,
      series.length,
    ]);
    expect(seen).toContainEqual(['Al-Hashimi, Layla', 'matches', 'CT', 7, 1]);
    expect(seen).toContainEqual(['Doe, Archibald', 'differs', 'CR', 3, 3]);
    expect(seen).toContainEqual(['Doe, Archibald', 'differs', 'CT', 4, 1]);
    expect(seen).toContainEqual(['Doe, Peter', 'differs', 'CT', 7, 2]);
    expect(found.studies.reduce((sum, { images }) => sum + images, 0)).toBe(31 + 7);
    const mine = found.studies.find(({ identity }) => identity === 'matches');
    expect(mine).toMatchObject({
      birthDate: '2021-03-14',
      date: '2026-10-02',
      description: 'Chest',
      bodyParts: ['CHEST'],
      missing: 2,
    });
  });

  test.each([
    ['chrArab.dcm', ['قباني, لنزار']],
    ['chrGreek.dcm', ['Διονυσιος']],
    ['chrX1.dcm', ['Wang, XiaoDong', '王, 小東']],
    ['chrH31.dcm', ['Yamada, Tarou', '山田, 太郎', 'やまだ, たろう']],
    ['chrFren.dcm', ['Buc, Jérôme']],
    ['chrGerm.dcm', ['Äneas, Rüdiger']],
  ])('the patient of %s is named in their own script', async (name, names) => {
    const found = await findStudies(sharedFiles('files').filter(({ path }) => path === name));
    expect(found.studies[0]?.names).toEqual(names);
  });

  test('every single file is recognised as an image', async () => {
    const files = sharedFiles('files');
    const looked = await look(files);
    expect(looked.filter(({ is }) => is !== 'image')).toEqual([]);
    expect(looked).toHaveLength(files.length);
  });

  test('an MR has a picture, and a JPEG 2000 none', async () => {
    const files = new Map(sharedFiles('files').map(({ path, file }) => [path, file]));
    const picture = await pictureOf(files.get('MR_small.dcm') ?? new Blob());
    expect(picture).toMatchObject({ width: 64, height: 64 });
    expect(await pictureOf(files.get('JPEG2000.dcm') ?? new Blob())).toBeNull();
    expect(await pictureOf(files.get('MR_truncated.dcm') ?? new Blob())).toBeNull();
  });
});

const bytesOf = async (file = new Blob()): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

describe('archives', () => {
  const images = [1, 2, 3].map((number) => ({ path: `DICOM/IM${String(number)}`, bytes: makeImage({ number }) }));

  test.each([0, 6] as const)('a ZIP, packed with level %i, is what is in it', async (level) => {
    const entries = Object.fromEntries(images.map(({ path, bytes }) => [path, new Uint8Array(bytes)]));
    const zip = zipSync({ ...entries, 'viewer/run.exe': strToU8('MZ program') }, { level });
    const found = await findStudies([picked('scan.zip', zip)], { patient });
    expect(found.studies).toHaveLength(1);
    expect(found.studies[0]).toMatchObject({ images: 3, identity: 'matches', missing: 0 });
    expect(found.left).toEqual({ viewer: 1 });
    const [first] = found.studies[0]?.sources ?? [];
    expect(first?.path).toBe('scan.zip/DICOM/IM1');
    expect(await bytesOf(first?.file)).toEqual(Uint8Array.from(images[0]?.bytes ?? []));
  });

  test('a CD image is what is in it', async () => {
    const iso = makeIso([...images, { path: 'AUTORUN.INF', bytes: Buffer.from('[autorun]') }]);
    const found = await findStudies([picked('disc.iso', iso)], { patient });
    expect(found.studies[0]).toMatchObject({ images: 3, identity: 'matches' });
    expect(found.left).toEqual({ autorun: 1 });
    const sources = found.studies[0]?.sources ?? [];
    expect(sources.map(({ path }) => path)).toEqual(images.map(({ path }) => `disc.iso/${path}`));
    expect(await bytesOf(sources[2]?.file)).toEqual(Uint8Array.from(images[2]?.bytes ?? []));
  });

  test('a way out of the folder is none', async () => {
    const zip = zipSync({ '../../evil/IM1': new Uint8Array(makeImage()) });
    const found = await findStudies([picked('scan.zip', zip)]);
    expect(found.studies[0]?.sources[0]?.path).toBe('scan.zip/evil/IM1');
  });

  test('damaged, lying or hostile ones are named, never thrown', async () => {
    const whole = zipSync({ IM1: [new Uint8Array(makeImage()), { level: 6 }] });
    const iso = makeIso(images);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(whole, iso), fc.nat(), fc.nat(255), fc.nat(), async (bytes, at, by, cut) => {
        const hurt = Uint8Array.from(bytes);
        hurt[at % hurt.length] = by;
        await findStudies([picked('x', hurt.subarray(0, hurt.length - (cut % 3 === 0 ? cut % 500 : 0)))]);
      }),
      { numRuns: 150 },
    );
    const bomb = zipSync({ IM1: [new Uint8Array(40 * 1024 * 1024), { level: 9 }] });
    expect((await findStudies([picked('bomb.zip', bomb)])).unreadable).toEqual(['bomb.zip/IM1']);
  });
});

describe('a header', () => {
  test('is found without a preamble too, and not in a text', async () => {
    const bare = makeImage().subarray(132);
    expect((await imageHeader(new Blob([Uint8Array.from(bare)])))?.summary.modality).toBe('CT');
    for (const other of ['', 'A letter of some length about a child, and nothing like an image.', '%PDF-1.7 …'])
      expect(await imageHeader(new Blob([other]))).toBeUndefined();
  });

  test('of any bytes is no exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        await imageHeader(new Blob([Uint8Array.from(bytes)]));
      }),
      { numRuns: 500 },
    );
  });
});

test('what is missing between numbers', () => {
  expect(gaps([])).toBe(0);
  expect(gaps([4])).toBe(0);
  expect(gaps([1, 2, 3])).toBe(0);
  expect(gaps([3, 1, 1, 7])).toBe(4);
});

test.each([
  ['Autorun.inf', '', 'autorun'],
  ['a/viewer.exe', 'MZ', 'viewer'],
  ['a/unknown', '\u007fELF', 'viewer'],
  ['a/lib.js', 'var a', 'viewer'],
  ['report.pdf', '%PDF-1.7', 'document'],
  ['film.jpg', '\u00ff\u00d8\u00ff', 'photo'],
  ['list.md5', 'abc', 'index'],
  ['a/thing', 'abc', 'other'],
])('%s beside images is told for what it is', (path, head, kind) => {
  const bytes = Uint8Array.from(head, (character) => character.charCodeAt(0));
  expect(leftKind(path, bytes, 10)).toBe(kind);
});

test('a picture has light where the image has it, inverted where it says so', () => {
  const layout = { rows: 2, columns: 2, samples: 1, depth: 1, signed: false, planar: false, frames: 1 };
  const frame = new DataView(Uint8Array.of(0, 255, 128, 0).buffer);
  const bright = draw({ ...layout, inverted: false, window: { from: 0, to: 255 } }, frame);
  expect([...(bright?.rgba ?? [])].filter((_, at) => at % 4 === 0)).toEqual([0, 255, 128, 0]);
  const dark = draw({ ...layout, inverted: true, window: { from: 0, to: 255 } }, frame);
  expect([...(dark?.rgba ?? [])].filter((_, at) => at % 4 === 0)).toEqual([255, 0, 127, 255]);
  expect(draw({ ...layout, rows: 3, inverted: false }, frame)).toBeNull();
});
