/**
 * The reference backend and the demo's pages as a process of their own, as a person starts them: it can be killed with
 * `-9` and started again on the same port with the same data.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const READY_MS = 90_000;

export interface DemoOptions {
  /** More environment, e.g. another program. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A port that nobody listens on now. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

export class DemoServer {
  readonly #port: number;
  readonly #data: string;
  readonly #env: Readonly<Record<string, string>>;
  #process: ChildProcess | null = null;
  #printed = '';

  private constructor(port: number, data: string, env: Readonly<Record<string, string>>) {
    this.#port = port;
    this.#data = data;
    this.#env = env;
  }

  /** Starts one on a free port with an empty data folder, and waits until it answers. */
  static async start({ env = {} }: DemoOptions = {}): Promise<DemoServer> {
    if (!existsSync(join(root, 'dist/rso.js'))) throw new Error('dist/ is missing: run "npm run build" first');
    const server = new DemoServer(await freePort(), await mkdtemp(join(tmpdir(), 'rso-e2e-')), env);
    await server.restart();
    return server;
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Where the backend keeps everything. */
  get dataFolder(): string {
    return this.#data;
  }

  /** The desk's token, as it was printed. */
  get deskToken(): string {
    const token = /token: ([\w-]{16,})/iu.exec(this.#printed)?.[1];
    if (!token) throw new Error('no desk token was printed');
    return token;
  }

  /** Everything that the process has printed. */
  get printed(): string {
    return this.#printed;
  }

  /** Starts the process; same port, same data. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, ['demo/server/start.ts'], {
      cwd: root,
      env: { ...process.env, ...this.#env, PORT: String(this.#port), DATA_DIR: this.#data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.#printed += text));
    const until = Date.now() + READY_MS;
    while (Date.now() < until) {
      if (child.exitCode !== null) throw new Error(`the backend ended at once:\n${this.#printed}`);
      const answer = await fetch(`${this.origin}/rso/v1/program`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the backend did not get ready:\n${this.#printed}`);
  }

  /** Ends it as a power cut would. */
  async killHard(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it, and removes its data. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
    await rm(this.#data, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }
}
