/** The built bundle on a page with the strict policy that it promises to live with (embedding.md). */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root, tags } from '../../.tools/entries.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import type { RecordVerdict } from '../../src/protocol/verdict.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';
import { scannedPdf } from '../fixtures/scans.ts';
import { openBrowser } from '../harness/browser.ts';

let policy = '';
const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; worker-src 'self'; " +
  "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html rso";
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' };

let server: Server;
let browser: Browser;
let page: Page;
let origin: string;
/** Paths that the server does not answer. */
let missing: RegExp | null = null;
let body = '';
const requests: string[] = [];
const said: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      // With every file: a worker has the policy that its own script came with.
      response.setHeader('Content-Security-Policy', policy);
      if (path === '/') {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(`<!doctype html><html lang="es"><title>Page</title>
          <script type="module" src="/rso/rso.js"></script>${body}</html>`);
      } else if (path === '/rso/v1/program') {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(northbridge({ origins: [origin] }).program));
      } else if (path.startsWith('/rso/v1/consents/')) {
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(northbridge({ origins: [origin] }).texts.get(path.slice('/rso/v1/'.length)));
      } else if (path.startsWith('/rso/') && !missing?.test(path)) {
        const file = join(root, 'dist', path.slice('/rso/'.length));
        const bytes = await readFile(file).catch(() => null);
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
        response.statusCode = bytes ? 200 : 404;
        response.end(bytes);
      } else {
        response.statusCode = path === '/favicon.ico' ? 204 : 404;
        response.end();
      }
    })();
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  policy = strict;
  missing = null;
  requests.length = 0;
  said.length = 0;
  page = await browser.newPage();
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => said.push(`${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => said.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error('violation', event.violatedDirective),
    );
  });
});
afterEach(() => page.close());

const show = async (html: string): Promise<void> => {
  body = html;
  await page.goto(origin);
};
const defined = (): Promise<readonly string[]> =>
  page.evaluate((names) => names.filter((name) => customElements.get(name)), [...tags]);
const backend = 'backend="/rso/v1"';

describe('the built bundle', () => {
  it('defines every tag on the page, under the strict policy, without a word or a foreign request', async () => {
    await show(tags.map((tag) => `<${tag} ${backend}></${tag}>`).join(''));
    await page.waitForFunction((names) => names.every((name) => customElements.get(name)), [...tags]);
    await page.waitForSelector('rso-contact >> a[href^="tel:"]');
    expect(said).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(origin))).toEqual([]);
  });

  it('loads nothing for tags that are not there, and defines one that comes later', async () => {
    await show(`<rso-contact ${backend}></rso-contact>`);
    await page.waitForFunction(() => customElements.get('rso-contact'));
    expect(await defined()).toEqual(['rso-contact']);
    await page.evaluate(() => document.body.append(document.createElement('rso-status')));
    await page.waitForFunction(() => customElements.get('rso-status'));
    expect(await defined()).toEqual(['rso-status', 'rso-contact']);
  });

  it('keeps height free before a tag is defined', async () => {
    missing = /(?:standing|rso-contact)\.js$/;
    await show('<rso-contact></rso-contact><rso-status></rso-status>');
    await page.waitForSelector('.rso-fallback');
    const heights = await page.$$eval('rso-contact, rso-status', (all) => all.map((tag) => tag.clientHeight));
    for (const height of heights) expect(height).toBeGreaterThanOrEqual(190);
  });
});

describe('the record check as it is built, in its worker', () => {
  /** Checks a file on the page, by the bundle that the page was given. */
  async function checked(file: Uint8Array): Promise<RecordVerdict> {
    await show('');
    // As text: the test runner would put its own `import()` into a function.
    return page.evaluate(`import('/rso/records.js').then(({ checkRecord }) => {
      const letters = atob('${Buffer.from(file).toString('base64')}');
      return checkRecord(new Blob([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))]));
    })`);
  }
  const scan = () =>
    scannedPdf([{ title: englishPages[1]!.title, lines: englishPages[1]!.lines.slice(2, 4) }, spanishPages[0]!]);
  const photograph = () => readFile(join(root, 'test/fixtures/heic/english.heic'));

  it('reads scans and photographs under the strict policy where that allows WebAssembly', async () => {
    policy = strict.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
    const { pages } = await checked(await scan());
    expect(pages.map(({ verdict, method }) => `${verdict} ${method}`)).toEqual(['english ocr', 'not-english ocr']);
    expect(await checked(await photograph())).toMatchObject({ verdict: 'accepted', mediaType: 'image/heic' });
    expect(requests.some((url) => url.endsWith('/workers/check.js'))).toBe(true);
    expect(requests.filter((url) => !url.startsWith(origin))).toEqual([]);
    expect(said).toEqual([]);
  }, 120_000);

  it('leaves them to a human where it does not, with the reason', async () => {
    for (const file of [await scan(), await photograph()]) {
      const { verdict, unread, pages } = await checked(file);
      expect(verdict).toBe('needs-review');
      expect(unread).toEqual(pages.map(({ page: number }) => ({ page: number, reason: 'ocr-unavailable' })));
    }
    // Four megabytes that could not be used are not fetched.
    expect(requests.filter((url) => /\.wasm$|traineddata|tesseract/.test(url))).toEqual([]);
  }, 60_000);
});

describe('a tag whose code does not come', () => {
  it('says what to do in the page’s language, with the program’s phone; its neighbour works', async () => {
    missing = /chunks\/standing\.js$/;
    await show(`<rso-status ${backend}></rso-status><rso-contact ${backend}></rso-contact>`);
    const box = page.locator('rso-status > .rso-fallback');
    await box.getByRole('link', { name: /^\+/ }).first().waitFor();
    expect(await box.getAttribute('lang')).toBe('es');
    expect(await box.textContent()).toContain('No se pudo cargar esta parte de la página');
    expect(await box.getByRole('link').first().getAttribute('href')).toMatch(/^tel:\+/);
    expect(await box.getByRole('link', { name: /@/ }).getAttribute('href')).toMatch(/^mailto:/);
    await page.waitForSelector('rso-contact >> a[href^="tel:"]');
    expect(await page.locator('rso-contact > .rso-fallback').count()).toBe(0);
  });

  it('says it in English where the words of the page’s language do not come either', async () => {
    missing = /\/standing\.js$/;
    await show(`<rso-status ${backend}></rso-status>`);
    const box = page.locator('rso-status > .rso-fallback');
    await box.getByText('This part of the page could not be loaded').waitFor();
    expect(await box.getAttribute('lang')).toBe('en');
    expect(await box.getByRole('link').first().getAttribute('href')).toMatch(/^tel:\+/);
  });

  it('tries again when the person says so, and takes its words away', async () => {
    missing = /\/rso-contact\.js$/;
    await show(`<rso-contact ${backend}></rso-contact>`);
    const again = page.getByRole('button', { name: 'Intentar de nuevo' });
    await again.waitFor();
    missing = null;
    await again.click();
    await page.waitForFunction(() => customElements.get('rso-contact'));
    await page.waitForFunction(() => !document.querySelector('.rso-fallback'));
  });

  it('names no phone where the backend does not answer either, and still says what to do', async () => {
    missing = /chunks\/standing\.js$/;
    await show('<rso-status backend="/nowhere"></rso-status>');
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.rso-fallback a').count()).toBe(0);
  });
});
