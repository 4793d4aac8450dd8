/** Nothing leaves the device: with every way out closed, a check still reads text and scans. */
import { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { englishPages } from '../fixtures/record-pages.ts';
import { spanishInTheMiddlePdf } from '../fixtures/records.ts';
import { drawSheet, pictureFile } from '../fixtures/scans.ts';

const refuse = (): never => {
  throw new TypeError('the network is closed');
};

describe('without any network', { timeout: 120_000 }, () => {
  it('a PDF and a photograph are read, and nobody is called', async () => {
    const called = [
      vi.spyOn(globalThis, 'fetch').mockImplementation(refuse),
      vi.spyOn(Socket.prototype, 'connect').mockImplementation(refuse),
    ];
    try {
      expect((await checkRecord(await spanishInTheMiddlePdf())).verdict).toBe('refused');
      const { title, lines } = englishPages[1]!;
      const photograph = await pictureFile(drawSheet({ title, lines: lines.slice(2, 4) }));
      expect((await checkRecord(photograph)).pages).toMatchObject([{ verdict: 'english', method: 'ocr' }]);
      for (const way of called) expect(way).not.toHaveBeenCalled();
    } finally {
      for (const way of called) way.mockRestore();
    }
  });

  it('which is closed in earnest by that: a call does not get out', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(refuse);
    try {
      await expect(fetch('http://127.0.0.1:47113/')).rejects.toThrow();
      expect(connect).toHaveBeenCalled();
    } finally {
      connect.mockRestore();
    }
  });
});
