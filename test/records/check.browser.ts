import { expect } from '@open-wc/testing';
import { checkRecord, checkText, type PageVerdict } from '../../src/records/index.ts';
import { englishPdf, spanishInTheMiddlePdf } from '../fixtures/records.ts';

/** Counts the workers that were started. */
async function counted<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly started: number }> {
  const Platform = globalThis.Worker;
  let started = 0;
  class Counted extends Platform {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      started += 1;
    }
  }
  globalThis.Worker = Counted;
  try {
    return { result: await run(), started };
  } finally {
    globalThis.Worker = Platform;
  }
}

const refusedPages = (pages: readonly PageVerdict[]): number[] =>
  pages.filter((page) => page.verdict === 'not-english').map((page) => page.page);

describe('the record check in a browser', function () {
  this.timeout(60_000);

  it('reads a PDF in a worker, page by page, and names the pages in another language', async () => {
    const seen: number[] = [];
    const file = new File([await spanishInTheMiddlePdf()], 'record.pdf');
    const { result, started } = await counted(() => checkRecord(file, { onPage: ({ page }) => seen.push(page) }));
    expect(started).to.equal(1);
    expect(result.verdict).to.equal('refused');
    expect(refusedPages(result.pages)).to.deep.equal([3, 4, 5]);
    expect(result.languages).to.deep.equal(['en', 'es']);
    expect(seen).to.deep.equal([1, 2, 3, 4, 5, 6]);
  });

  it('uses the worker again, and more than one check at a time', async () => {
    const file = new Blob([await englishPdf()]);
    const checks = await Promise.all([checkRecord(file), checkRecord(file), checkRecord(file)]);
    expect(checks.map((verdict) => verdict.verdict)).to.deep.equal(['accepted', 'accepted', 'accepted']);
    const { started } = await counted(() => checkRecord(file));
    expect(started).to.equal(0);
  });

  it('gives up at once when asked to', async () => {
    const controller = new AbortController();
    const reason = new DOMException('enough', 'AbortError');
    const running = checkRecord(new Blob([await englishPdf(300)]), {
      signal: controller.signal,
      onPage: () => controller.abort(reason),
    });
    expect(await running.catch((cause: unknown) => cause)).to.equal(reason);
  });

  it('leaves the page to the person while 500 pages are read', async () => {
    const file = new Blob([await englishPdf(500)]);
    const field = document.body.appendChild(document.createElement('input'));
    const loaded = performance.getEntriesByType('resource').length;
    let turn = 0;
    let typing = true;
    let pages = 0;
    const typedBy: number[] = [];
    const turnsWithPages = new Set<number>();
    const type = (): void => {
      if (!typing) return;
      turn += 1;
      field.value += 'a';
      setTimeout(type);
    };
    type();
    const from = performance.now();
    const { result, started } = await counted(() =>
      checkRecord(file, {
        onPage: () => {
          pages += 1;
          typedBy.push(field.value.length);
          turnsWithPages.add(turn);
        },
      }),
    );
    typing = false;
    field.remove();
    expect(result.counts.english).to.equal(500);
    expect(pages).to.equal(500);
    // How long each task takes is the bench's to say. Here: nothing of the reading is on this thread, not even its script,
    expect(started).to.be.at.most(1);
    const scripts = performance.getEntriesByType('resource').slice(loaded);
    expect(scripts.filter(({ name }) => /pdfjs|pdf\.|engine|readers|classifier|weights/u.test(name))).to.deep.equal([]);
    // letters arrive between the first page and the last, and pages are told together, ten times a second at most.
    expect(typedBy.at(-1)! - typedBy[0]!).to.be.above(10);
    expect(turnsWithPages.size).to.be.at.most(3 + (performance.now() - from) / 90);
  });

  it('judges text in hand', async () => {
    expect(
      await checkText('The child was seen in clinic with her mother and has been well since the last visit.'),
    ).to.include({
      verdict: 'english',
      language: 'en',
    });
    expect(await checkText('تم فحص الطفل في العيادة بحضور والدته')).to.include({
      verdict: 'not-english',
      language: 'ar',
    });
  });
});
