/**
 * `npm run shots [story id part …] [--lang=fr,ru] [--width=390] [--built]`: pictures of every story × every language ×
 * {390, 1280}, and one contact sheet of all (`.cache/shots/index.html`, with a PNG per element and language beside it).
 * It builds Storybook first, unless `--built` says that it stands.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../.tools/browsers.mjs';
import { root } from '../../.tools/entries.ts';
import { languages as shipped } from '../../src/i18n/index.ts';

const built = join(root, 'storybook-static');
const out = join(root, '.cache', 'shots');
const { values, positionals: asked } = parseArgs({
  options: { lang: { type: 'string' }, width: { type: 'string' }, built: { type: 'boolean' } },
  allowPositionals: true,
});
const languages = values.lang?.split(',') ?? Object.keys(shipped);
const widths = values.width?.split(',').map(Number) ?? [1280, 390];

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: string;
}
interface Shot {
  readonly story: Entry;
  readonly lang: string;
  readonly width: number;
  readonly file: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves the static Storybook on a free port. */
async function serve(): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = join(built, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(built) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { address: `http://127.0.0.1:${String(port)}`, close: () => void server.close() };
}

async function shoot(page: Page, address: string, story: Entry, lang: string, width: number): Promise<Shot> {
  const file = `${story.id}.${lang}.${String(width)}.png`;
  await page.setViewportSize({ width, height: 400 });
  await page.goto(`${address}/iframe.html?id=${story.id}&viewMode=story&globals=lang:${lang}`);
  await page.waitForSelector('[data-story]', { state: 'attached', timeout: 15_000 });
  await page
    .waitForFunction(
      (dialog) => {
        const element = document.querySelector('[data-story]');
        const state = element?.getAttribute('data-story') ?? '';
        const root = element?.shadowRoot;
        if (state === 'loading') return true;
        if (!root || root.querySelector('[part~="waiting"], [aria-busy="true"]')) return false;
        return !dialog || root.querySelector('dialog canvas[data-drawn]') !== null;
      },
      story.id.endsWith('page-viewer'),
      { timeout: 10_000 },
    )
    .catch(() => process.stdout.write(`still waiting: ${file}\n`));
  await page.waitForTimeout(80);
  await page.screenshot({ path: join(out, file), fullPage: true });
  return { story, lang, width, file };
}

const sheet = (
  title: string,
  shots: readonly Shot[],
): string => `<!doctype html><meta charset="utf-8"><title>${title}</title>
<style>body{font:14px system-ui;margin:16px;background:#e9edf1}h2{margin:20px 0 8px}div{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}
figure{margin:0;background:#fff;padding:6px;border:1px solid #cbd2d9}figcaption{padding-bottom:4px}img{display:block}</style>
<h1>${title}</h1><div>${shots
  .map(
    ({ story, lang, width, file }) =>
      `<figure><figcaption>${story.name} · ${lang} · ${String(width)}</figcaption><img src="${file}" width="${String(width === 390 ? 260 : 640)}"></figure>`,
  )
  .join('')}</div>`;

async function main(browser: Browser, address: string): Promise<void> {
  const index = JSON.parse(readFileSync(join(built, 'index.json'), 'utf8')) as { entries: Record<string, Entry> };
  const stories = Object.values(index.entries).filter(
    ({ type, id }) => type === 'story' && (asked.length === 0 || asked.some((part) => id.includes(part))),
  );
  const page = await browser.newPage();
  const shots: Shot[] = [];
  for (const story of stories)
    for (const lang of languages)
      for (const width of widths) shots.push(await shoot(page, address, story, lang, width));
  writeFileSync(join(out, 'index.html'), sheet('Every state', shots));
  for (const title of new Set(stories.map((story) => story.title)))
    for (const lang of languages) {
      const some = shots.filter((shot) => shot.story.title === title && shot.lang === lang);
      const name = `sheet.${title}.${lang}`;
      writeFileSync(join(out, `${name}.html`), sheet(`${title}, ${lang}`, some));
      await page.setViewportSize({ width: 1980, height: 1000 });
      await page.goto(`file://${join(out, `${name}.html`)}`);
      await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    }
  process.stdout.write(
    `${String(shots.length)} pictures of ${String(stories.length)} stories: .cache/shots/index.html\n`,
  );
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const build = () =>
  spawnSync(
    process.execPath,
    [join(root, 'node_modules/storybook/dist/bin/dispatcher.js'), 'build', '-o', built, '--quiet'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' },
    },
  );
if (!values.built && build().status !== 0) process.exit(1);
const server = await serve();
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
try {
  await main(browser, server.address);
} finally {
  await browser.close();
  server.close();
}
