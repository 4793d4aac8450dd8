import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../.tools/entries.ts';
import { languages } from '../../src/i18n/index.ts';
import { closure, compressed, weigh } from './graph.ts';

const dist = join(root, 'dist');
const kilobyte = 1000;

describe('bytes on the way (brotli)', () => {
  it('the autoloader: at most 3 kB', () => {
    expect(weigh(closure('rso.js'))).toBeLessThanOrEqual(3 * kilobyte);
  });

  it.each(Object.keys(languages))(
    'one language (%s): at most 8 kB before the first step, 8 kB for the whole form',
    (lang) => {
      expect(compressed(`locales/${lang}/start.js`)).toBeLessThanOrEqual(8 * kilobyte);
      for (const path of globSync(`locales/${lang}/*.js`, { cwd: dist })) {
        expect(compressed(path), path).toBeLessThanOrEqual(8 * kilobyte);
      }
    },
  );

  it('the classifier: at most 30 kB', () => {
    expect(weigh(closure('chunks/english-weights.js', 'chunks/classifier.js'))).toBeLessThanOrEqual(30 * kilobyte);
  });

  it('PDF: at most 420 kB', () => {
    expect(weigh(closure('chunks/read-pdf.js'))).toBeLessThanOrEqual(420 * kilobyte);
  });

  it('the reader of scans with its model: at most 4.1 MB', () => {
    const scripts = weigh(closure('chunks/tesseract.js', 'chunks/read-scans.js'));
    const assets = ['assets/tesseract-core-simd-lstm.wasm', 'assets/eng.traineddata.gz'].map((path) =>
      compressed(path),
    );
    expect(assets.reduce((sum, size) => sum + size, scripts)).toBeLessThanOrEqual(4100 * kilobyte);
  });

  it('phone numbers: at most 30 kB', () => {
    expect(compressed('chunks/phones.js')).toBeLessThanOrEqual(30 * kilobyte);
  });
});
