/**
 * `npm run bench:transfer`: one file by a raw PUT, by a raw PATCH to the tus server (what that server costs), by stock
 * Uppy + tus and by ours, in the same run, in Chromium, against the same server. Then a folder of `RSO_BENCH_FILES` (2000; 0: none) instances of 512 KiB,
 * beside one raw stream of the same bytes. `RSO_BENCH_MIB` sets the size (1024), `RSO_BENCH_ROUNDS` the rounds (3; the median counts).
 * Prints JSON lines: `{"name","value","unit","ratioTo","ratio"}`. Needs four times the size on disk; cleans up.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from '../../../.tools/browsers.mjs';
import { noise } from '../../chaos/random.ts';
import type { Run } from './page.ts';

const mebibytes = Number(process.env['RSO_BENCH_MIB'] ?? 1024);
const rounds = Number(process.env['RSO_BENCH_ROUNDS'] ?? 3);
const files = Number(process.env['RSO_BENCH_FILES'] ?? 2000);
const names = ['raw', 'patch', 'stock', 'ours'] as const;
type Name = Parameters<typeof globalThis.bench>[0];

const folder = await mkdtemp(join(tmpdir(), 'rso-bench-'));
const say = (name: string, value: number, unit: string, ratioTo?: string, ratio?: number): void => {
  const round = (figure: number): number => Number(figure.toPrecision(4));
  const line = { name, value: round(value), unit, ...(ratioTo && ratio ? { ratioTo, ratio: round(ratio) } : {}) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Page and worker as a site would build them. @returns the folder */
async function bundle(): Promise<string> {
  const site = join(folder, 'site');
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    resolve: {
      alias: { 'tus-js-client': join(import.meta.dirname, '../../../node_modules/tus-js-client/lib/browser/index.js') },
    },
    worker: { format: 'es' },
    build: {
      outDir: site,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { page: join(import.meta.dirname, 'page.ts') },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
  });
  return site;
}

async function makeFile(name: string, mebibytes: number): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  const block = noise(1, 8 * 1024 * 1024);
  for (let written = 0; written < mebibytes; written += 8) {
    block[0] = written & 255;
    await file.write(block, 0, Math.min(8, mebibytes - written) * 1024 * 1024);
  }
  await file.close();
  return path;
}

const server = spawn(
  process.execPath,
  [join(import.meta.dirname, 'server.ts'), join(folder, 'store'), await bundle()],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const [line] = (await once(server.stdout, 'data')) as [Buffer];
const url = String(line).trim();
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const sweep = async (): Promise<void> => {
    for (const entry of await readdir(join(folder, 'store'))) {
      if (!entry.endsWith('.state')) await rm(join(folder, 'store', entry), { force: true });
    }
  };
  const once = async (name: Name, paths: readonly string[]): Promise<Run> => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => document.title === 'ready');
    await page.setInputFiles('input', [...paths]);
    const run = await page.evaluate((which) => globalThis.bench(which), name);
    await page.close();
    await sweep();
    return run;
  };

  const path = await makeFile('record.bin', mebibytes);
  const all = new Map<Name, Run[]>();
  for (let round = 0; round < rounds; round += 1) {
    // Another order each time: who comes after whom must not decide.
    for (const name of names.map((_, index) => names[(index + round) % names.length] ?? 'raw')) {
      all.set(name, [...(all.get(name) ?? []), await once(name, [path])]);
    }
  }
  await rm(path);
  const figure = (name: Name, of: keyof Run): number => median((all.get(name) ?? []).map((run) => run[of]));
  const raw = figure('raw', 'sent');
  say('transfer.single.size', mebibytes, 'MiB');
  for (const name of names) {
    const sent = figure(name, 'sent');
    say(
      `transfer.single.${name}.sent`,
      sent,
      'ms',
      name === 'raw' ? undefined : 'transfer.single.raw.sent',
      sent / raw,
    );
    say(`transfer.single.${name}.longest-task`, figure(name, 'longTask'), 'ms');
  }
  const sent = figure('ours', 'sent');
  say('transfer.single.ours.client', sent, 'ms', 'transfer.single.patch.sent', sent / figure('patch', 'sent'));
  say(
    'transfer.single.ours.proven',
    figure('ours', 'proven'),
    'ms',
    'transfer.single.raw.sent',
    figure('ours', 'proven') / raw,
  );

  if (files > 0) {
    const stream = await makeFile('stream.bin', files / 2);
    const instances: string[] = [];
    const content = noise(2, 512 * 1024);
    for (let index = 0; index < files; index += 1) {
      content.set(new Uint8Array(new Uint32Array([index]).buffer));
      const instance = join(folder, `IM${String(index).padStart(6, '0')}`);
      await writeFile(instance, content);
      instances.push(instance);
    }
    const one = await once('raw', [stream]);
    say('transfer.folder.files', files, '1');
    say('transfer.folder.raw-stream', one.sent, 'ms');
    const took: Partial<Record<Name, Run>> = {};
    for (const name of ['folderRaw', 'folderOurs', 'folderStock'] as const) {
      const run = (took[name] = await once(name, instances));
      say(`transfer.folder.${name}`, run.proven, 'ms', 'transfer.folder.raw-stream', run.proven / one.sent);
      say(`transfer.folder.${name}.longest-task`, run.longTask, 'ms');
    }
    const ours = took.folderOurs?.proven ?? Number.NaN;
    say(
      'transfer.folder.ours-to-stock',
      ours,
      'ms',
      'transfer.folder.folderStock',
      ours / (took.folderStock?.proven ?? Number.NaN),
    );
  }
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}
