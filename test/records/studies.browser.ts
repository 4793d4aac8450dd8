/** What a family picks is looked at in a worker; covers are drawn there too. Where no worker can start, on the page. */
import { expect } from '@open-wc/testing';
import { drawCover, findStudies } from '../../src/records/study/find-studies.ts';
import { thumbnail } from '../../src/records/study/thumbnail.ts';
import { colourHeaders, dicomFile, element, joined, jpegFile, syntaxes } from '../fixtures/dicom-files.ts';

const uid = '1.2.826.0.1.3680043.2.1125.7';
const red = Uint8Array.from({ length: 32 * 32 * 3 }, (_, at) => [200, 10, 30][at % 3]!);
const image = (number: number): Blob =>
  new Blob([
    dicomFile(
      syntaxes.explicit,
      joined(
        element('00080018', 'UI', `${uid}.1.${String(number)}`),
        element('00080060', 'CS', 'OT'),
        element('0020000D', 'UI', uid),
        element('0020000E', 'UI', `${uid}.1`),
        element('00200013', 'IS', String(number)),
        colourHeaders(32, 32, 0),
        element('7FE00010', 'OW', red),
      ),
    ),
  ]);
const pick = () => [
  ...Array.from({ length: 130 }, (_, at) => ({ path: `DICOM/IM${String(at + 1)}`, file: image(at + 1) })),
  { path: 'AUTORUN.INF', file: new Blob(['[autorun]']) },
];

/** Colour of the first pixel of a cover. */
async function firstPixel(cover: Blob | null): Promise<readonly number[]> {
  expect(cover?.type).to.equal('image/png');
  const bitmap = await createImageBitmap(cover!);
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  pen.drawImage(bitmap, 0, 0);
  return [...pen.getImageData(0, 0, 1, 1).data];
}

async function withoutWorkers<T>(run: () => Promise<T>): Promise<T> {
  const own = globalThis.Worker;
  globalThis.Worker = class {
    constructor() {
      throw new DOMException('no workers here', 'SecurityError');
    }
  } as unknown as typeof Worker;
  try {
    return await run();
  } finally {
    globalThis.Worker = own;
  }
}

/** Some browsers draw only inside the page: there a study has no cover, and is sent all the same. */
const canDraw = typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('2d') !== null;

describe('what a family picks', () => {
  it('is sorted out in a worker, lot by lot, and told as it goes', async () => {
    const told: number[] = [];
    const found = await findStudies(pick(), { onProgress: (looked) => told.push(looked) });
    expect(found.unreadable).to.deep.equal([]);
    expect(found.left).to.deep.equal({ autorun: 1 });
    expect(found.studies.map(({ images }) => images)).to.deep.equal([130]);
    expect(told.at(-1)).to.equal(131);
    expect(told.length).to.equal(3);
  });

  it('is sorted out all the same where no worker can start', async () => {
    const found = await withoutWorkers(() => findStudies(pick()));
    expect(found.studies.map(({ images }) => images)).to.deep.equal([130]);
  });

  it('has a cover in its own colours, drawn in the worker or on the page', async function () {
    if (!canDraw) this.skip();
    expect(await firstPixel(await drawCover(image(1)))).to.deep.equal([200, 10, 30, 255]);
    expect(await firstPixel(await withoutWorkers(() => drawCover(image(1))))).to.deep.equal([200, 10, 30, 255]);
    expect(await drawCover(new Blob(['no image']))).to.equal(null);
  });

  it('has a small cover where the image is a large JPEG, and none where that is broken', async function () {
    if (!canDraw) this.skip();
    const canvas = new OffscreenCanvas(800, 400);
    canvas.getContext('2d')!.fillRect(0, 0, 800, 400);
    const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    const cover = await thumbnail(new Blob([jpegFile(jpeg, 800, 400)]));
    const { width, height } = await createImageBitmap(cover!);
    expect([width, height]).to.deep.equal([192, 96]);
    expect(await thumbnail(new Blob([jpegFile(Uint8Array.of(1, 2, 3, 4), 800, 400)]))).to.equal(null);
  });
});
