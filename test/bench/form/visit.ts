/** One visit of one page by somebody with a slow phone on a slow network, in a profile of its own. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { accessibilityFaults, wcag } from '../../harness/axe.ts';
import type { Candidate } from './pages.ts';
import { wavesOf } from './waves.ts';
import { type Seen, watch } from './watch.ts';

const slowness = 4;
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 1.6e6 / 8,
} as const;
/** Milliseconds without request and long task after which a page is at rest, and after which we no longer wait for it. */
const REST = 2000;
const PATIENCE = 180_000;

interface Visit {
  readonly page: Page;
  readonly session: CDPSession;
  /** Waits until the page asks for nothing and does nothing long. */
  rest(): Promise<void>;
  seen(): Promise<Seen>;
}

async function visit<T>(
  browser: Browser,
  url: string,
  how: Parameters<typeof watch>[0],
  look: (visit: Visit) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.exposeFunction('benchPress', (key: string) => page.keyboard.press(key === ' ' ? 'Space' : key));
    await page.addInitScript(watch, how);
    let open = 0;
    let last = performance.now();
    const count = (change: number) => () => {
      open += change;
      last = performance.now();
    };
    page.on('request', count(1)).on('requestfinished', count(-1)).on('requestfailed', count(-1));
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', network);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await session.send('Performance.enable');
    await page.goto(url, { waitUntil: 'commit' });
    const seen = (): Promise<Seen> => page.evaluate(() => globalThis.benchSeen());
    const rest = async (): Promise<void> => {
      const until = performance.now() + PATIENCE;
      for (;;) {
        await wait(250);
        const busy = await page.evaluate(() => {
          const { tasks, works, pressed } = globalThis.benchSeen();
          const task = tasks.at(-1);
          const end = task ? task.start + task.duration : 0;
          return { quiet: performance.now() - end, waiting: pressed && works === null };
        });
        if (open <= 0 && !busy.waiting && Math.min(busy.quiet, performance.now() - last) > REST) return;
        if (performance.now() > until) throw new Error(`${url} does not come to rest`);
      }
    };
    return await look({ page, session, rest, seen });
  } finally {
    await context.close();
  }
}

/** Nothing but our own few lines is put into the page meanwhile: what a test tool brings along would weigh in its heap. */
async function until(page: Page, what: 'appeared' | 'works'): Promise<void> {
  const end = performance.now() + PATIENCE;
  while ((await page.evaluate((key) => globalThis.benchSeen()[key], what)) === null) {
    if (performance.now() > end) throw new Error(`${page.url()}: the first field never ${what}`);
    await wait(50);
  }
}

const metric = async (session: CDPSession, name: string): Promise<number> =>
  (await session.send('Performance.getMetrics')).metrics.find((one) => one.name === name)?.value ?? Number.NaN;

/** More than what Playwright's list of the protocol knows. */
interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
}

export interface FirstKey {
  /** Milliseconds until the first field is in the page, and until it answers a key. */
  readonly appeared: number;
  readonly works: number;
  /** Bytes of script on the way that were asked for before it worked; of plain HTML, which has none, the page's. */
  readonly bytes: number;
  /** Waves of requests after the page. */
  readonly waves: number;
  readonly longestTask: number;
}

/** Presses a key in the first field at the first moment. */
export const pressFirst = (browser: Browser, url: string, candidate: Candidate): Promise<FirstKey> =>
  visit(browser, url, { first: 'any', press: true }, async ({ page, rest, seen }) => {
    await until(page, 'works');
    await rest();
    const { appeared, works, tasks } = await seen();
    if (appeared === null || works === null) throw new Error(`the first field of ${url} does not work`);
    const files = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => {
        const { name, startTime, responseEnd, encodedBodySize } = entry as PerformanceResourceTiming;
        return { path: new URL(name).pathname, start: startTime, end: responseEnd, bytes: encodedBodySize };
      }),
    );
    // What is asked for while the key is on its way comes after it.
    const early = files.filter(({ start }) => start <= appeared);
    const counted = early.filter(({ path }) => path.endsWith(candidate === 'html' ? '.html' : '.js'));
    return {
      appeared,
      works,
      bytes: counted.reduce((sum, { bytes }) => sum + bytes, 0),
      waves: wavesOf(early) - 1,
      longestTask: Math.max(0, ...tasks.filter(({ start }) => start < works).map(({ duration }) => duration)),
    };
  });

export interface Typed {
  /** Is the letter that was typed at the first moment still there in the end? */
  readonly kept: boolean;
  /** Milliseconds of script per key of a name. */
  readonly perKey: number;
}

const name = 'Mariam Salem Haddad';

/**
 * Types a letter at the first moment that there is a field to type it in, and a name once the page is at rest.
 *
 * @param field selector of the name's field
 * @param arrive goes where it is
 */
export const type = (
  browser: Browser,
  url: string,
  field: string,
  arrive: (page: Page) => Promise<void>,
): Promise<Typed> =>
  visit(browser, url, { first: 'letters', press: true }, async ({ page, session, rest, seen }) => {
    await until(page, 'appeared');
    await rest();
    const kept = (await seen()).firstKept;
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await arrive(page);
    await page.locator(field).first().focus();
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await page.keyboard.type('A');
    await rest();
    const before = await metric(session, 'ScriptDuration');
    await page.keyboard.type(name, { delay: 120 });
    await wait(500);
    return { kept, perKey: ((await metric(session, 'ScriptDuration')) - before) * (1000 / name.length) };
  });

export interface Untouched {
  /** Bytes that script and the page's own tree of elements hold once it is at rest. */
  readonly heap: number;
  /** Milliseconds by which tasks were longer than 50, all of them together. */
  readonly blocked: number;
  readonly shift: number;
  readonly chosen: readonly string[];
  readonly faults: readonly string[];
}

/** Opens the page and leaves it alone. */
export const leaveAlone = (browser: Browser, url: string): Promise<Untouched> =>
  visit(browser, url, { first: 'any', press: false }, async ({ page, session, rest, seen }) => {
    await until(page, 'appeared');
    await rest();
    const { tasks, shift, chosen } = await seen();
    await session.send('HeapProfiler.enable');
    for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = (await session.send('Runtime.getHeapUsage')) as HeapUsage;
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    return {
      heap: usedSize + embedderHeapUsedSize,
      blocked: tasks.reduce((sum, { duration }) => sum + duration - 50, 0),
      shift,
      chosen,
      faults: await accessibilityFaults(page, wcag),
    };
  });
