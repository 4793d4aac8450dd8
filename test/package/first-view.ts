/**
 * What a real page loads until something on it works: which built files, in how many waves of requests. The server
 * holds every answer until nobody asks for more, so that a wave is what it is on any network, and on any machine.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { root } from '../../.tools/entries.ts';

/** A page with us on it. */
export interface Visit {
  /** What stands in the page's body. */
  readonly body: string;
  /** Language of the page. */
  readonly lang?: string;
  /** Selector inside the shadow root of the first tag: there, the view works. */
  readonly works: string;
  /** Answers of the backend, by path under `/rso/v1`. */
  readonly backend: Readonly<Record<string, unknown>>;
  /** Look on after the view works, until nothing more is asked for: what comes then is `later`. */
  readonly on?: boolean;
}

export interface FirstView {
  /** Requests after the page until the view worked, in the waves in which they came; paths. */
  readonly waves: readonly (readonly string[])[];
  /** Built files among them, relative to `dist/`. */
  readonly files: ReadonlySet<string>;
  /** Built files that came after, until nothing more was asked for, or in the one wave that was looked at. */
  readonly later: ReadonlySet<string>;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' };

/** Milliseconds without a request after which a wave is whole. */
const QUIET = 300;

/**
 * Opens the page in a profile of its own, and waits until the view works and one wave more has come: whatever was asked
 * for before the view worked is held until then.
 */
export async function firstView(browser: Browser, visit: Visit): Promise<FirstView> {
  const { body, lang = 'en', works, backend, on = false } = visit;
  let held: { readonly path: string; readonly response: ServerResponse }[] = [];
  let last = performance.now();
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const resource = path.startsWith('/rso/v1/') ? backend[path.slice('/rso/v1'.length)] : undefined;
    const file = join(root, 'dist', path.slice('/rso/'.length));
    const bytes = resource === undefined ? await readFile(file).catch(() => null) : JSON.stringify(resource);
    response.statusCode = bytes === null ? 404 : 200;
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/json');
    response.end(bytes);
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="${lang}"><link rel="icon" href="data:,"><title>Page</title>
        <script type="module" src="/rso/rso.js"></script>${body}</html>`);
      return;
    }
    last = performance.now();
    held.push({ path, response });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await browser.newPage();
  try {
    await page.addInitScript((selector) => {
      const look = (): void => {
        const tag = [...document.querySelectorAll('*')].find(({ localName }) => localName.startsWith('rso-'));
        if (tag?.shadowRoot?.querySelector(selector)) performance.mark('works');
        else requestAnimationFrame(look);
      };
      look();
    }, works);
    await page.goto(origin, { waitUntil: 'commit' });
    const waves: string[][] = [];
    const later: string[] = [];
    const worksAt = () => page.evaluate(() => performance.getEntriesByName('works')[0]?.startTime ?? null);
    for (let idle = 0; idle < 10; idle += 1) {
      await wait(QUIET);
      if (held.length === 0 || performance.now() - last < QUIET) continue;
      idle = 0;
      const wave = held;
      held = [];
      const paths = wave.map(({ path }) => path).sort();
      const working = (await worksAt()) !== null;
      if (working) later.push(...paths);
      else waves.push(paths);
      await Promise.all(wave.map(({ path, response }) => answer(path, response)));
      if (working && !on) {
        await wait(QUIET);
        break;
      }
    }
    const at = await worksAt();
    if (at === null) throw new Error(`nothing matched ${works} after ${JSON.stringify(waves)}`);
    // What was asked for before the view worked competes with what it needs: it counts, answered or not.
    const early = await page.evaluate(
      (limit) =>
        performance
          .getEntriesByType('resource')
          .flatMap(({ name, startTime }) => (startTime <= limit ? new URL(name).pathname : [])),
      at,
    );
    // Asked for again after that is another request.
    const overlooked = later.filter((path) => early.includes(path) && !waves.flat().includes(path));
    if (overlooked.length > 0) waves.push(overlooked);
    const built = (paths: readonly string[]) =>
      new Set(paths.flatMap((path) => (path.startsWith('/rso/v1/') ? [] : path.slice('/rso/'.length))));
    return { waves, files: built(waves.flat()), later: built(later.filter((path) => !overlooked.includes(path))) };
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}
