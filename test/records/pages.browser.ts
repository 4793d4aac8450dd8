import { expect } from '@open-wc/testing';
import { checkRecord } from '../../src/records/index.ts';
import { painter } from '../../src/records/pages/painter.ts';
import { type PagePicture, recordPages, type RecordPages } from '../../src/records/pages/pages.ts';
import { englishPdf, spanishInTheMiddlePdf } from '../fixtures/records.ts';
import { drawSheet, tiffOf } from '../fixtures/scans.ts';

const { signal } = new AbortController();
const pdf = async () => new File([await spanishInTheMiddlePdf()], 'record.pdf', { type: 'application/pdf' });

/** Shares of dark and of light pixels of a picture, in a part of it. */
function shades(image: ImageBitmap, part = { x: 0, y: 0, width: 1, height: 1 }): { dark: number; light: number } {
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(
    Math.floor(part.x * image.width),
    Math.floor(part.y * image.height),
    Math.max(1, Math.floor(part.width * image.width)),
    Math.max(1, Math.floor(part.height * image.height)),
  );
  let [dark, light] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at] ?? 0) < 110) dark += 1;
    if ((data[at] ?? 0) > 230) light += 1;
  }
  return { dark: dark / (data.length / 4), light: light / (data.length / 4) };
}

/** Half black, half white. */
async function photograph(width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = 'black';
  pen.fillRect(0, 0, width / 2, height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob as Blob), 'image/jpeg'));
}

const imageOf = (picture: PagePicture | null): ImageBitmap => {
  if (!picture?.image) throw new Error('no picture');
  return picture.image;
};

const hands: readonly (readonly [string, RecordPages])[] = [
  ['in the worker', recordPages],
  ['on the page itself, where no worker can be had', painter],
];
for (const [where, pages] of hands)
  describe(`pages of a record, ${where}`, function () {
    this.timeout(60_000);

    it('are drawn at the width wanted: dark letters on white paper', async () => {
      const image = imageOf(await pages.picture(await pdf(), { page: 1, width: 400, spans: [], signal }));
      expect(image.width).to.equal(400);
      expect(image.height / image.width).to.be.closeTo(842 / 595, 0.01);
      const { dark, light } = shades(image);
      expect(light).to.be.above(0.8);
      expect(dark).to.be.above(0.005);
    });

    it('have the lines that decided marked where they stand, and quoted', async () => {
      const file = await pdf();
      const { pages: read } = await checkRecord(file);
      const third = read[2];
      const picture = await pages.picture(file, { page: 3, width: 600, spans: third?.spans ?? [], signal });
      expect(picture?.lines.map(({ text }) => text).join(' ')).to.contain('Motivo de ingreso');
      expect(picture?.marks.length).to.be.above(3);
      // Each mark lies on letters, and between two marked lines there is paper.
      const image = imageOf(picture);
      for (const mark of picture?.marks ?? []) {
        expect(mark.y).to.be.within(0, 1);
        expect(shades(image, mark).dark, JSON.stringify(mark)).to.be.above(0.01);
      }
    });

    it('are left out of a copy, and nothing of them is in it; the file itself is what it was', async () => {
      const file = await pdf();
      const before = await file.arrayBuffer();
      const copy = await pages.withoutPages(file, [3, 4, 5], signal);
      expect(new Uint8Array(await file.arrayBuffer())).to.deep.equal(new Uint8Array(before));
      const verdict = await checkRecord(new Blob([copy]));
      expect(verdict.verdict).to.equal('accepted');
      expect(verdict.pages.length).to.equal(3);
      // The words of the pages that went: not in the copy's bytes, compressed or not.
      const text = await textOf(copy);
      expect(text).to.contain('second opinion').and.not.contain('Informe de alta');
    });

    it('cannot all be left out', async () => {
      const failed = await pages.withoutPages(await pdf(), [1, 2, 3, 4, 5, 6], signal).catch((cause: unknown) => cause);
      expect(failed).to.be.an('error');
    });

    it('of a photograph are the photograph', async () => {
      const file = new File([await photograph(300, 200)], 'scan.jpg', { type: 'image/jpeg' });
      const image = imageOf(await pages.picture(file, { page: 1, width: 100, spans: [], signal }));
      expect([image.width, image.height]).to.deep.equal([100, 67]);
      expect(shades(image).dark).to.be.closeTo(0.5, 0.05);
      // A small one is not blown up.
      const own = imageOf(await pages.picture(file, { page: 1, width: 2000, spans: [], signal }));
      expect(own.width).to.equal(300);
      expect(await pages.picture(file, { page: 2, width: 100, spans: [], signal })).to.equal(null);
    });

    it('of a TIFF are drawn one by one, in shades of grey, and there are no more than it has', async () => {
      const sheet = (ink: string) => drawSheet({ title: 'Page', lines: [] }, { width: 200, height: 100, paper: ink });
      const file = new Blob([tiffOf([sheet('#ffffff'), sheet('#202020')])]);
      const shown = async (page: number) =>
        shades(imageOf(await pages.picture(file, { page, width: 80, spans: [], signal })));
      expect((await shown(1)).light).to.be.above(0.8);
      expect((await shown(2)).dark).to.be.above(0.8);
      expect(await pages.picture(file, { page: 3, width: 80, spans: [], signal })).to.equal(null);
    });

    it('of a text are its lines, those that decided marked', async () => {
      const file = new File(['The child is well.\nNiña con fiebre de tres días.\n'], 'note.txt');
      const spans = [{ start: 19, end: 40, language: 'es' }];
      const picture = await pages.picture(file, { page: 1, width: 100, spans, signal });
      expect(picture?.image).to.equal(null);
      expect(picture?.lines).to.deep.equal([
        { text: 'The child is well.' },
        { text: 'Niña con fiebre de tres días.', language: 'es' },
      ]);
    });

    it('of a broken file are none, and the next file is drawn as ever', async () => {
      const broken = new Blob([(await englishPdf(2)).slice(0, 700)]);
      expect(await pages.picture(broken, { page: 1, width: 100, spans: [], signal })).to.equal(null);
      imageOf(await pages.picture(await pdf(), { page: 2, width: 100, spans: [], signal }));
    });

    it('that nobody wants any more are not waited for', async () => {
      const stop = new AbortController();
      const wish = pages.picture(await pdf(), { page: 1, width: 100, spans: [], signal: stop.signal });
      stop.abort(new DOMException('gone', 'AbortError'));
      expect(((await wish.catch((cause: unknown) => cause)) as Error).name).to.equal('AbortError');
    });
  });

/** All text of a PDF, by our own reader of spans: the lines of every page. */
async function textOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const file = new Blob([bytes]);
  const { pages } = await checkRecord(file);
  const everything = [{ start: 0, end: 100_000, language: 'en' }];
  const pictures = await Promise.all(
    pages.map(({ page }) => painter.picture(file, { page, width: 50, spans: everything, signal })),
  );
  return pictures.flatMap((picture) => picture?.lines.map(({ text }) => text) ?? []).join('\n');
}
