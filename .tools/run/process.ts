/** Starts programs for the test runner, with their output shown, a time limit, and no way to be left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { root } from '../entries.ts';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Minutes after which it is ended and counts as failed. Default 30: it ends what hangs, on a machine of any speed. */
  readonly minutes?: number;
}

const alive = new Set<ChildProcess>();
const endAll = (): void => {
  for (const child of alive) child.kill('SIGKILL');
};
process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

/** Starts a program that goes on until it is ended. */
export function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = spawn(command, args, { cwd: root, stdio: 'ignore', env: { ...process.env, ...env } });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  return child;
}

/** Runs a program of node_modules with this Node, output shown. @returns true where it ended well. */
export function runModule(path: string, args: readonly string[], options: RunOptions = {}): Promise<boolean> {
  const { env = {}, minutes = 30 } = options;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, path), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    alive.add(child);
    const limit = setTimeout(() => {
      process.stdout.write(`\nEnded after ${minutes} minutes: ${path} ${args.join(' ')}\n`);
      child.kill('SIGKILL');
    }, minutes * 60_000);
    const settle = (well: boolean): void => {
      clearTimeout(limit);
      alive.delete(child);
      resolve(well);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}
