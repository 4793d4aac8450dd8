/** A scan of sixty pages, in Node: every page read, memory bounded, the first page known long before the last. */
import { expect, it } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { englishPages } from '../fixtures/record-pages.ts';
import { scannedPdf } from '../fixtures/scans.ts';

const count = 60;
const megabyte = 1024 ** 2;

it('reads sixty scanned pages one picture at a time', { timeout: 3_600_000 }, async () => {
  const page = (at: number) => {
    const { title, lines } = englishPages[at % englishPages.length]!;
    return { title: `${title}, sheet ${at + 1}`, lines: lines.slice(0, 5) };
  };
  const file = new Blob([await scannedPdf(Array.from({ length: count }, (_, at) => page(at)))]);
  const order: number[] = [];
  const before = process.memoryUsage.rss();
  let most = 0;
  const verdict = await checkRecord(file, {
    onPage: ({ page: number, method }) => {
      most = Math.max(most, process.memoryUsage.rss());
      if (method === 'ocr') order.push(number);
    },
  });
  expect(verdict).toMatchObject({ verdict: 'accepted', unread: [] });
  expect(verdict.counts.english).toBe(count);
  expect(order.slice(0, 6)).toEqual([1, 2, 16, 31, 45, 60]);
  expect((most - before) / megabyte).toBeLessThan(700);
});
