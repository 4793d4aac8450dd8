import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/languages.ts';
import { packNames } from '../../src/i18n/load.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import { statuses } from '../fixtures/status.ts';
import { openBrowser } from '../harness/browser.ts';
import { firstView, type FirstView } from './first-view.ts';
import { closure, compressed, weigh } from './graph.ts';

const kilobyte = 1000;
const asModule = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
const { program } = northbridge({ origins: ['http://127.0.0.1'] });

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const visit = (tag: string, lang: string, on = false): Promise<FirstView> =>
  firstView(browser, {
    on,
    body: `<${tag} backend="/rso/v1"></${tag}>`,
    lang,
    works: 'form input',
    backend: { '/program': program },
  });

describe('what a page loads until the first field works (brotli)', () => {
  it.each(['rso-access-form', 'rso-referral'])('%s: at most 35 kB, in two waves after the page', async (tag) => {
    const { waves, files } = await visit(tag, 'en');
    expect(waves[0]).toEqual(['/rso/rso.js']);
    expect(waves).toHaveLength(2);
    expect([...files]).toContain(join('locales', 'en', 'first.js'));
    expect(weigh(files)).toBeLessThanOrEqual(35 * kilobyte);
  });

  it.each(Object.keys(languages))('in %s: at most 35 kB, of which at most 8 kB are words', async (lang) => {
    const { waves, files } = await visit('rso-access-form', lang);
    expect(waves).toHaveLength(2);
    expect(weigh(files)).toBeLessThanOrEqual(35 * kilobyte);
    const words = [...files].filter((path) => path.startsWith('locales/'));
    expect(words).toEqual([`locales/${lang}/first.js`]);
    expect(weigh(words)).toBeLessThanOrEqual(8 * kilobyte);
  });
});

describe('what a status page by itself loads until it shows what it is for (brotli)', () => {
  const status = statuses.expertReview;
  const held = {
    id: 'referral-1',
    reference: status.reference,
    capability: {
      token: 'capability',
      tokenType: 'Bearer',
      expiresAt: new Date(Date.now() + 8 * 3_600_000).toISOString(),
      scopes: ['read', 'edit', 'upload'],
      role: 'submitter',
    },
  };
  const visits = {
    'where the referral of a status view stands, in two waves': {
      body: `<rso-status></rso-status><script type="module">
        Object.assign(document.querySelector('rso-status'), ${asModule({ program, status })});</script>`,
      works: '[part="timeline"]',
      backend: {},
      waves: 2,
    },
    'where a referral that this tab holds stands, in three waves, the last of which is the status': {
      body: `<script>sessionStorage.setItem('rso:${program.id}', ${asModule(JSON.stringify(held))});</script>
        <rso-status backend="/rso/v1"></rso-status>`,
      works: '[part="timeline"]',
      backend: { '/program': { ...program, session: 'tab' }, [`/referrals/${held.id}`]: status },
      waves: 3,
    },
    'the second fact behind a link, in three waves': {
      body: `<script>location.hash = 'rso-link=token';</script><rso-status backend="/rso/v1"></rso-status>`,
      works: '[part="link"] form',
      backend: { '/program': program },
      waves: 3,
    },
  };

  it.each(Object.entries(visits))('%s: at most 35 kB in every language', async (_, { waves: most, ...visit }) => {
    const { waves, files } = await firstView(browser, visit);
    expect(waves[0]).toEqual(['/rso/rso.js']);
    expect(waves).toHaveLength(most);
    expect([...files].filter((path) => path.startsWith('locales/'))).toEqual(['locales/en/standing.js']);
    for (const lang of Object.keys(languages)) {
      const spoken = [...files].map((path) => path.replace('locales/en/', `locales/${lang}/`));
      expect(weigh(spoken), lang).toBeLessThanOrEqual(35 * kilobyte);
    }
  });
});

describe('what comes after the first step (brotli)', () => {
  /** Everything that a page with the form has loaded by the time the person is busy with the first step. */
  let form: ReadonlySet<string>;
  beforeAll(async () => {
    const { files, later } = await visit('rso-access-form', 'en', true);
    form = new Set([...files, ...later]);
  });

  it('the status: at most 20 kB beyond what the form loaded', async () => {
    const { files, later } = await firstView(browser, {
      body: `<rso-status></rso-status><script type="module">
        Object.assign(document.querySelector('rso-status'), ${asModule({ program, status: statuses.expertReview })});</script>`,
      works: '[part="timeline"]',
      backend: {},
      on: true,
    });
    expect(weigh([...files, ...later], form)).toBeLessThanOrEqual(20 * kilobyte);
  });

  it('records and transfer: at most 45 kB', () => {
    const needed = closure(
      'chunks/records-view.js',
      'chunks/records.js',
      'records.js',
      'chunks/transfer.js',
      'chunks/uppy-carrier.js',
    );
    expect(weigh(needed, form)).toBeLessThanOrEqual(45 * kilobyte);
  });
});

describe('bytes on the way (brotli)', () => {
  it('the autoloader: at most 3 kB', () => {
    expect(weigh(closure('rso.js'))).toBeLessThanOrEqual(3 * kilobyte);
  });

  it.each(Object.keys(languages))('each file of words in %s: at most 8 kB', (lang) => {
    for (const name of [...packNames, 'first', 'standing'])
      expect(compressed(`locales/${lang}/${name}.js`), name).toBeLessThanOrEqual(8 * kilobyte);
  });

  it('the second opinion: at most 240 kB', () => {
    expect(weigh(closure('chunks/doubt-weights.js', 'chunks/classifier.js'))).toBeLessThanOrEqual(240 * kilobyte);
  });

  it('the classifier: at most 30 kB', () => {
    expect(weigh(closure('chunks/english-weights.js', 'chunks/classifier.js'))).toBeLessThanOrEqual(30 * kilobyte);
  });

  it('the decoder of HEIC: at most 400 kB', () => {
    expect(weigh(['chunks/heic.js', 'assets/libheif.wasm'])).toBeLessThanOrEqual(400 * kilobyte);
  });

  it('phone numbers: at most 30 kB', () => {
    expect(compressed('chunks/phones.js')).toBeLessThanOrEqual(30 * kilobyte);
  });
});
