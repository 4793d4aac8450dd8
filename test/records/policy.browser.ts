import { expect } from '@open-wc/testing';
import type { RecordVerdict } from '../../src/protocol/verdict.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';
import { spanishInTheMiddlePdf } from '../fixtures/records.ts';
import { scannedPdf } from '../fixtures/scans.ts';

interface Answer {
  readonly verdict: RecordVerdict;
  readonly violations: readonly string[];
}

/** Has a file checked on a page under a policy. */
async function checkUnder(policy: string, file: Blob): Promise<Answer> {
  const frame = document.createElement('iframe');
  const hear = <T>(wanted: (data: unknown) => data is T) =>
    new Promise<T>((resolve, reject) => {
      const listen = ({ source, data }: MessageEvent<unknown>): void => {
        if (source !== frame.contentWindow) return;
        if (typeof data === 'object' && data !== null && 'failed' in data) reject(new Error(String(data.failed)));
        if (!wanted(data)) return;
        removeEventListener('message', listen);
        resolve(data);
      };
      addEventListener('message', listen);
    });
  const ready = hear((data): data is 'ready' => data === 'ready');
  frame.src = `/under-policy/${policy}/`;
  document.body.append(frame);
  await ready;
  const answer = hear((data): data is Answer => typeof data === 'object' && data !== null && 'verdict' in data);
  frame.contentWindow?.postMessage(file, location.origin);
  try {
    return await answer;
  } finally {
    frame.remove();
  }
}

const short = { title: englishPages[1]!.title, lines: englishPages[1]!.lines.slice(2, 4) };
const scan = async () => new Blob([await scannedPdf([short, spanishPages[0]!])]);
const photograph = async () => (await fetch('/test/fixtures/heic/english.heic')).blob();

describe('the record check on a page under the policy that we promise to live with', function () {
  this.timeout(120_000);

  it('reads text, and says nothing that the policy would have to block', async () => {
    const { verdict, violations } = await checkUnder('without-wasm', new Blob([await spanishInTheMiddlePdf()]));
    expect(verdict.pages.filter((page) => page.verdict === 'not-english').map(({ page }) => page)).to.deep.equal([
      3, 4, 5,
    ]);
    expect(violations).to.deep.equal([]);
  });

  it('reads scans where it allows WebAssembly', async () => {
    const { verdict, violations } = await checkUnder('with-wasm', await scan());
    expect(verdict.pages.map((page) => `${page.verdict} ${page.method}`)).to.deep.equal([
      'english ocr',
      'not-english ocr',
    ]);
    expect(violations).to.deep.equal([]);
  });

  it('reads the photograph of an iPhone where it allows WebAssembly', async () => {
    const { verdict } = await checkUnder('with-wasm', await photograph());
    expect(verdict).to.include({ verdict: 'accepted', mediaType: 'image/heic' });
  });

  it('leaves scans and photographs to a human, with the reason, where it does not', async () => {
    for (const file of [await scan(), await photograph()]) {
      const { verdict, violations } = await checkUnder('without-wasm', file);
      expect(verdict.verdict).to.equal('needs-review');
      expect(verdict.counts.image).to.equal(verdict.pages.length);
      expect(verdict.unread.map(({ reason }) => reason)).to.deep.equal(verdict.pages.map(() => 'ocr-unavailable'));
      expect(violations).to.deep.equal([]);
    }
  });
});
