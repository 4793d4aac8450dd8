/**
 * `npm run bench:transfer`: one file by a raw PUT, by a raw PATCH to the tus server (what that server costs), by stock
 * Uppy + tus and by ours, in the same run, in Chromium, against the same server. `RSO_BENCH_MIB` sets the size (1024), `RSO_BENCH_ROUNDS` the rounds (3; the median counts).
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
const names = ['raw', 'patch', 'stock', 'ours'] as const;
type Name = (typeof names)[number];

const folder = await mkdtemp(join(tmpdir(), 'rso-bench-'));
const say = (name: string, value: number, unit: string, ratioTo?: string, ratio?: number): void => {
  const round = (figure: number): number => Number(figure.toPrecision(4));
  const line = { name, value: round(value), unit, ...(ratioTo && ratio ? { ratioTo, ratio: round(ratio) } : {}) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: join(import.meta.dirname, 'page.ts'), output: { format: 'es', codeSplitting: false } },
    },
  });
  const output = Array.isArray(built) ? (built[0]?.output ?? []) : 'output' in built ? built.output : [];
  const script = join(folder, 'page.js');
  const [chunk] = output;
  await writeFile(script, chunk?.type === 'chunk' ? chunk.code : '');
  return script;
}

async function makeFile(): Promise<string> {
  const path = join(folder, 'record.bin');
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
  const path = await makeFile();
  const all: Record<Name, Run[]> = { raw: [], patch: [], stock: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Another order each time: who comes after whom must not decide.
    for (const name of names.map((_, index) => names[(index + round) % names.length] ?? 'raw')) {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction(() => document.title === 'ready');
      await page.setInputFiles('input', path);
      all[name].push(await page.evaluate((which) => globalThis.bench(which), name));
      await page.close();
      for (const entry of await readdir(join(folder, 'store'))) {
        if (!entry.endsWith('.state')) await rm(join(folder, 'store', entry), { force: true });
      }
    }
  }
  const sent = (name: Name): number => median(all[name].map((run) => run.sent));
  for (const name of names) {
    const ratio = name === 'raw' ? undefined : sent(name) / sent('raw');
    say(
      `transfer.single.${name}.sent`,
      sent(name),
      'ms',
      name === 'raw' ? undefined : 'transfer.single.raw.sent',
      ratio,
    );
    say(`transfer.single.${name}.longest-task`, median(all[name].map((run) => run.longTask)), 'ms');
  }
  say('transfer.single.ours.client', sent('ours'), 'ms', 'transfer.single.patch.sent', sent('ours') / sent('patch'));
  const proven = median(all.ours.map((run) => run.proven));
  say('transfer.single.ours.proven', proven, 'ms', 'transfer.single.raw.sent', proven / sent('raw'));
  say('transfer.single.size', mebibytes, 'MiB');
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}
