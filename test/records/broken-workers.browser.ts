/** Workers that do not start, that end in the middle, that hang: the person still gets a verdict, a picture, a list. */
import { expect } from '@open-wc/testing';
import { checkRecord, type PageVerdict } from '../../src/records/index.ts';
import { recordPages } from '../../src/records/pages/pages.ts';
import type { FromWorker } from '../../src/records/worker/messages.ts';
import { findStudies } from '../../src/records/study/find-studies.ts';
import { englishPdf } from '../fixtures/records.ts';

const page: PageVerdict = { page: 1, verdict: 'english', language: 'en', confidence: 0.99, method: 'text' };
const Platform = globalThis.Worker;

/** Every worker that is started from here on runs this instead. */
function workersRun(script: string): void {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  globalThis.Worker = class extends Platform {
    constructor() {
      super(address);
    }
  };
}

/** Takes the port and the job, says these things, and then does that. */
const afterSaying = (messages: readonly FromWorker[], then: string): string => `
  onmessage = ({ ports: [port] }) => {
    port.onmessage = () => {
      for (const message of ${JSON.stringify(messages)}) port.postMessage(message);
      ${then}
    };
  };`;

describe('the record check whose worker', function () {
  this.timeout(60_000);
  afterEach(() => {
    globalThis.Worker = Platform;
  });
  const file = async () => new Blob([await englishPdf(2)]);

  it('has a script that does not run: the page does the work', async () => {
    workersRun('throw new Error("a proxy sent something else")');
    expect((await checkRecord(await file())).verdict).to.equal('accepted');
  });

  it('cannot load a part: the page tries for itself', async () => {
    workersRun(afterSaying([{ say: 'failed' }], ''));
    expect((await checkRecord(await file())).counts.english).to.equal(2);
  });

  it('ends in the middle: what was read stands, a human sees the rest', async () => {
    const seen: number[] = [];
    workersRun(
      afterSaying([{ say: 'ready' }, { say: 'page', page }], 'setTimeout(() => { throw new Error("memory"); }, 50);'),
    );
    const verdict = await checkRecord(await file(), { onPage: ({ page: number }) => seen.push(number) });
    expect(verdict).to.deep.include({ verdict: 'needs-review', reason: 'time-limit', pages: [page] });
    expect(seen).to.deep.equal([1]);
  });

  it('hangs: it is stopped once its time is over, and what was read stands', async () => {
    workersRun(afterSaying([{ say: 'ready' }, { say: 'page', page }], 'for (;;);'));
    const verdict = await checkRecord(await file(), { limits: { milliseconds: 0 } });
    expect(verdict).to.deep.include({ verdict: 'needs-review', reason: 'time-limit', pages: [page] });
  });
});

describe('pages of a record whose worker', function () {
  this.timeout(60_000);
  afterEach(() => {
    globalThis.Worker = Platform;
  });

  it('has a script that does not run are drawn on the page', async () => {
    workersRun('throw new Error("a proxy sent something else")');
    const { signal } = new AbortController();
    const options = { page: 1, width: 80, spans: [], signal };
    const picture = await recordPages.picture(new Blob([await englishPdf(2)]), options);
    expect(picture?.image?.width).to.equal(80);
  });
});

describe('what a family picks, where the worker', function () {
  this.timeout(60_000);
  afterEach(() => {
    globalThis.Worker = Platform;
  });

  it('has a script that does not run, is looked at on the page', async () => {
    workersRun('throw new Error("a proxy sent something else")');
    const files = Array.from({ length: 200 }, (_, at) => ({
      path: `README${String(at)}`,
      file: new Blob(['read me']),
    }));
    const { left, unreadable } = await findStudies(files);
    expect(left).to.deep.equal({ index: 200 });
    expect(unreadable).to.deep.equal([]);
  });
});
