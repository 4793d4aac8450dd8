/**
 * `node test/mutation/journal-in-browser.ts`: the promises of the journal in IndexedDB, kept or not, in Chromium: there is no
 * IndexedDB in Node. Stryker runs it for each change in the journal and says which by `__STRYKER_ACTIVE_MUTANT__`.
 */
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { findChromium } from '../../.tools/browsers.mjs';

const built = (await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    target: 'es2022',
    minify: false,
    modulePreload: false,
    rolldownOptions: { input: join(import.meta.dirname, 'journal-page.ts') },
  },
})) as Rolldown.RolldownOutput;

const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const page = await browser.newPage();
  // A database belongs to an origin.
  const html = { contentType: 'text/html', body: '<!doctype html><title>journal</title>' };
  await page.route('**/*', (route) => route.fulfill(html));
  await page.goto('https://journal.example/');
  await page.evaluate((mutant) => {
    Object.assign(globalThis, { process: { env: { __STRYKER_ACTIVE_MUTANT__: mutant } } });
  }, process.env['__STRYKER_ACTIVE_MUTANT__']);
  await page.addScriptTag({ type: 'module', content: built.output[0].code });
  await page.waitForFunction(() => typeof globalThis.brokenPromises === 'function');
  const broken = await page.evaluate(() => globalThis.brokenPromises());
  for (const line of broken) process.stdout.write(`${line}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
} finally {
  await browser.close();
}
