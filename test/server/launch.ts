/** The backend as `npm start` starts it: a process that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const start = resolve(import.meta.dirname, '../../demo/server/start.ts');
const running = new Set<ChildProcess>();

export interface Launched {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly exit: Promise<number | null>;
  /** How long it took to be ready. */
  readonly ms: number;
  /** What it has said so far. */
  said(): string;
}

/**
 * Ends once it is ready.
 * @param settings of its environment, `DATA_DIR` among them.
 * @throws with what it said where it ends before.
 */
export async function launch(settings: Readonly<Record<string, string>>): Promise<Launched> {
  const began = performance.now();
  const child = spawn(process.execPath, [start], {
    env: { ...process.env, PORT: '0', TEST_PROFILE: '1', NODE_ENV: 'test', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exit = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  let text = '';
  child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
  const origin = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      // All of it was said; behind a proxy's address it names its own.
      if (!text.includes('Stop with Ctrl+C')) return;
      const own = /Listens at\s+(\S+)/u.exec(text) ?? /Backend\s+(http:\/\/[^/\s]+)/u.exec(text);
      if (own?.[1] !== undefined) done(own[1]);
    });
    void exit.then((code) => fail(new Error(`ended with ${String(code)}: ${text}`)));
  });
  return { child, origin, exit, ms: performance.now() - began, said: () => text };
}

export async function end({ child, exit }: Launched, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const code = await exit;
  running.delete(child);
  return code;
}

/** For `afterAll`. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
