import { expect } from '@open-wc/testing';
import { checkRecord } from '../../src/records/index.ts';
import { recordPages } from '../../src/records/pages/pages.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';
import { drawSheet, pictureFile, scannedPdf } from '../fixtures/scans.ts';

describe('scans in a browser', function () {
  this.timeout(120_000);

  it('are read in the worker, from this origin alone', async function () {
    if (typeof OffscreenCanvas !== 'function') this.skip();
    const english = { title: englishPages[1]!.title, lines: englishPages[1]!.lines.slice(2, 4) };
    const methods: string[] = [];
    const verdict = await checkRecord(new Blob([await scannedPdf([english, spanishPages[0]!])]), {
      onPage: ({ page, method }) => methods.push(`${page} ${method}`),
    });
    expect(methods).to.deep.equal(['1 text', '2 text', '1 ocr', '2 ocr']);
    expect(verdict.pages.map((page) => page.verdict)).to.deep.equal(['english', 'not-english']);
    expect(verdict.languages).to.deep.equal(['en', 'es']);
    const hosts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).host);
    expect([...new Set(hosts)]).to.deep.equal([location.host]);
  });

  it('read a photograph', async function () {
    if (typeof OffscreenCanvas !== 'function') this.skip();
    const photograph = await pictureFile(drawSheet(englishPages[0]!, { shadow: true, turned: 3 }));
    expect((await checkRecord(new Blob([photograph]))).verdict).to.equal('accepted');
  });

  it('read the photograph of an iPhone, and show it', async function () {
    if (typeof OffscreenCanvas !== 'function') this.skip();
    const file = await (await fetch('/test/fixtures/heic/spanish.heic')).blob();
    expect(await checkRecord(file)).to.include({ verdict: 'refused', mediaType: 'image/heic' });
    const { signal } = new AbortController();
    const picture = await recordPages.picture(file, { page: 1, width: 400, spans: [], signal });
    expect([picture?.image?.width, picture?.image?.height]).to.deep.equal([400, 200]);
  });
});
