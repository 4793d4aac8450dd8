import { expect } from '@open-wc/testing';
import { checkRecord } from '../../src/records/index.ts';
import { spanishInTheMiddlePdf } from '../fixtures/records.ts';

describe('the record check on a page that allows no worker', function () {
  this.timeout(60_000);
  const Platform = globalThis.Worker;
  let tries = 0;

  before(() => {
    globalThis.Worker = class extends EventTarget {
      constructor() {
        super();
        tries += 1;
        throw new DOMException('blocked by policy', 'SecurityError');
      }
    } as unknown as typeof Worker;
  });
  after(() => {
    globalThis.Worker = Platform;
  });

  it('does the work on the page instead, with the same verdict, and asks for a worker once', async () => {
    const file = new Blob([await spanishInTheMiddlePdf()]);
    for (let round = 0; round < 2; round += 1) {
      const { verdict, pages } = await checkRecord(file);
      expect(verdict).to.equal('refused');
      expect(pages.filter((page) => page.verdict === 'not-english').map((page) => page.page)).to.deep.equal([3, 4, 5]);
    }
    expect(tries).to.equal(1);
  });
});
