/** Runs the element tests (`test/**\/*.browser.ts`) in one engine, with what that engine needs started and stopped. */
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { findChromium, findFirefox, findWebKit } from '../browsers.mjs';
import { root } from '../entries.ts';
import { runModule, start } from './process.ts';
import type { Result } from './result.ts';

export type Engine = 'chromium' | 'firefox' | 'webkit';

const found: Readonly<Record<Engine, () => unknown>> = {
  chromium: findChromium,
  firefox: findFirefox,
  webkit: findWebKit,
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** A virtual display and the WebKit driver. @returns what the runner has to know of them, and how to stop them. */
async function startWebKit() {
  const webkit = findWebKit();
  if (!webkit) throw new Error('WebKit is not installed');
  // A display number like a port: high, and taken only where nobody has it.
  let number = 200 + (process.pid % 700);
  while (existsSync(`/tmp/.X11-unix/X${number}`)) number += 1;
  const display = start(webkit.display, [`:${number}`, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
  const port = await freePort();
  const driver = start(webkit.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    DISPLAY: `:${number}`,
    LIBGL_ALWAYS_SOFTWARE: '1',
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  });
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) break;
    await wait(100);
  }
  return {
    env: { RSO_WEBKIT_PORT: String(port), RSO_WEBKIT_BROWSER: webkit.browser },
    stop() {
      driver.kill('SIGTERM');
      display.kill('SIGTERM');
    },
  };
}

/** @param files only these; default all. */
export async function runElements(engine: Engine, files: readonly string[] = []): Promise<Result> {
  if (!found[engine]()) {
    const failed = process.env['CI'] ? 1 : 0;
    return { passed: 0, failed, skipped: 1 - failed, note: `${engine} IS NOT INSTALLED: its tests did not run` };
  }
  const report = join(root, '.cache/results', `elements-${engine}.json`);
  rmSync(report, { force: true });
  const webkit = engine === 'webkit' ? await startWebKit() : undefined;
  const chosen = files.length > 0 ? ['--files', ...files] : [];
  const well = await runModule('node_modules/@web/test-runner/dist/bin.js', chosen, {
    minutes: 15,
    env: { RSO_ENGINE: engine, RSO_RESULTS: report, ...webkit?.env },
  });
  webkit?.stop();
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, note: 'it did not start; see above' };
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Result;
  return !well && counts.failed === 0 ? { ...counts, failed: 1, note: 'it ended badly; see above' } : counts;
}
