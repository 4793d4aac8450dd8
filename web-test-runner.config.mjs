import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findChromium, findFirefox } from './.tools/browsers.mjs';
import { commonJsPackages } from './test/harness/wtr-common-js.ts';
import { framesUnderPolicy } from './test/harness/wtr-policy.ts';
import { publishedQuestionnaires } from './test/elements/harness/published.ts';
import { transferBackend } from './test/transfer/wtr-backend.ts';
import { bundledCarrier } from './test/transfer/wtr-uppy.ts';

/**
 * Element tests in a real engine: `RSO_ENGINE=chromium|firefox|webkit npx wtr` (`test/run.ts` runs all three, and
 * starts WebKit's driver). One file: `npx wtr --files test/elements/contact.browser.ts`.
 */
const engine = process.env.RSO_ENGINE ?? 'chromium';

const launchers = {
  chromium: () =>
    chromeLauncher({
      launchOptions: {
        executablePath: findChromium(),
        args: [
          '--no-sandbox',
          '--disable-dev-shm-usage',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  // Playwright cannot drive Debian's Firefox.
  firefox: () =>
    puppeteerLauncher({ launchOptions: { browser: 'firefox', executablePath: findFirefox(), headless: true } }),
  webkit: () =>
    webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port: Number(process.env.RSO_WEBKIT_PORT),
      path: '/',
      logLevel: 'error',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: process.env.RSO_WEBKIT_BROWSER, args: ['--automation'] },
      },
    }),
};

const outcomes = ({ tests = [], suites = [] } = {}) => [...tests, ...suites.flatMap(outcomes)];

/** Writes how many tests there were to the file that `test/run.ts` names. */
const countReporter = {
  stop({ sessions }) {
    const path = process.env.RSO_RESULTS;
    if (!path) return;
    const all = [...sessions];
    const tests = all.flatMap((session) => outcomes(session.testResults));
    const broken = all.filter((session) => session.errors.length > 0 || !session.testResults).length;
    const skipped = tests.filter((test) => test.skipped).length;
    const passed = tests.filter((test) => test.passed && !test.skipped).length;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ passed, failed: tests.length - passed - skipped + broken, skipped }));
  },
};

/** pdf-lib's modules import JSON and CommonJS as if they were modules; its own bundle does not. Vite needs no such help. */
const pdfLibBundle = {
  name: 'pdf-lib-bundle',
  resolveImport: ({ source }) => (source === 'pdf-lib' ? '/node_modules/pdf-lib/dist/pdf-lib.esm.js' : undefined),
};

/** Words are JSON; a bundler makes modules of them, and so does this. */
const jsonModules = {
  name: 'json-modules',
  resolveMimeType: ({ path }) => (path.endsWith('.json') ? 'js' : undefined),
  transform: ({ path, body }) => (path.endsWith('.json') ? `export default ${body}` : undefined),
};

export default {
  rootDir: '.',
  files: 'test/**/*.browser.ts',
  nodeResolve: { exportConditions: ['production', 'default'] },
  concurrency: 1,
  browsers: [launchers[engine]()],
  // Uploads in the browsers go to a real tus server, at the tests' own origin.
  middleware: [framesUnderPolicy(), transferBackend(), publishedQuestionnaires()],
  plugins: [
    a11ySnapshotPlugin(),
    jsonModules,
    bundledCarrier,
    commonJsPackages,
    pdfLibBundle,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }),
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter],
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  browserStartTimeout: 60_000,
  testFramework: { config: { timeout: 20_000 } },
  coverage: engine === 'chromium',
  coverageConfig: {
    include: ['src/**/*.ts'],
    reporters: ['json'],
    reportDir: 'coverage/elements',
  },
};
