/** How long the page is held up while a large PDF is checked in the browser, by the build that is published. */
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type * as Records from '../../../src/records/index.ts';
import { root } from '../../../.tools/entries.ts';
import { englishPdf } from '../../fixtures/records.ts';
import { openBrowser } from '../../harness/browser.ts';
import build from '../../harness/built.ts';

export interface MainThread {
  /** Milliseconds of the longest task over 50 ms, the least that a browser tells of; 0: there was none. */
  readonly longestTask: number;
  /** Milliseconds that a letter typed meanwhile had to wait at most, what else the machine was doing included. */
  readonly longestWait: number;
  readonly pages: number;
  readonly letters: number;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const page = `<!doctype html><title>bench</title><input type="file"><input id="field">`;

/** Runs inside the page. */
async function checkWhileTyping(): Promise<MainThread> {
  const address = '/dist/records.js';
  const { checkRecord } = (await import(address)) as typeof Records;
  const [picked] = document.querySelector('input')?.files ?? [];
  const field = document.querySelector<HTMLInputElement>('#field');
  if (!picked || !field) throw new Error('no file was picked');
  let longestTask = 0;
  let longestWait = 0;
  let typing = true;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  });
  tasks.observe({ type: 'longtask' });
  let before = performance.now();
  const key = new MessageChannel();
  key.port1.onmessage = () => {
    const now = performance.now();
    longestWait = Math.max(longestWait, now - before);
    field.value += 'a';
    before = now;
    if (typing) setTimeout(() => key.port2.postMessage(''), 4);
  };
  key.port2.postMessage('');
  const { counts } = await checkRecord(picked);
  typing = false;
  await new Promise((resolve) => setTimeout(resolve, 100));
  tasks.disconnect();
  return { longestTask, longestWait, pages: counts.english, letters: field.value.length };
}

/** Checks a PDF of `pages` pages in Chromium while somebody types. */
export async function measureMainThread(pages: number): Promise<MainThread> {
  build();
  const folder = await mkdtemp(join(tmpdir(), 'rso-bench-'));
  const path = join(folder, 'record.pdf');
  await writeFile(path, await englishPdf(pages));
  const server = createServer((request, response) => {
    const asked = normalize(new URL(request.url ?? '/', 'http://bench.example').pathname);
    const file = join(root, asked);
    const isBuilt = asked.startsWith('/dist/') && existsSync(file);
    response.setHeader('Content-Type', isBuilt ? (types[extname(file)] ?? 'application/octet-stream') : 'text/html');
    if (isBuilt) createReadStream(file).pipe(response);
    else response.end(page);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${String(port)}/`);
    await tab.setInputFiles('input[type=file]', path);
    return await tab.evaluate(checkWhileTyping);
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
