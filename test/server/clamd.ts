/** A clamd of the machine's, with signatures of the test's own and nothing from anywhere: no updates, no service. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findClamd } from '../../.tools/services.mjs';
import { ClamdScanner } from '../../demo/server/records/clamd.ts';

/** In halves, so that no scanner stops at this file. */
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
/** Harmful to this clamd and to nobody else. */
export const harmful = 'RSO-INTAKE: a harmful sample that only a signature of this test names';

export interface Clamd {
  readonly port: number;
  readonly url: string;
  /** Ends once it answers; nothing where it runs already. */
  start(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Writes its settings and signatures into a folder; starts nothing. */
export async function clamdIn(folder: string): Promise<Clamd> {
  const port = await freePort();
  await mkdir(join(folder, 'signatures'), { recursive: true });
  const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
  await writeFile(
    join(folder, 'signatures', 'test.ndb'),
    `Eicar-Signature:0:*:${hex(eicar)}\nRso.Test.Harmful:0:*:${hex(harmful)}\n`,
  );
  const settings = join(folder, 'clamd.conf');
  await writeFile(
    settings,
    [
      'Foreground yes',
      `DatabaseDirectory ${join(folder, 'signatures')}`,
      `TCPSocket ${String(port)}`,
      'TCPAddr 127.0.0.1',
      `TemporaryDirectory ${folder}`,
      'StreamMaxLength 25M',
      '',
    ].join('\n'),
  );
  let running: ChildProcess | null = null;
  const isRunning = (): boolean => running !== null && running.exitCode === null && running.signalCode === null;
  const scanner = new ClamdScanner({ host: '127.0.0.1', port });
  return {
    port,
    url: `tcp://127.0.0.1:${String(port)}`,
    async start() {
      if (isRunning()) return;
      const child = spawn(findClamd() ?? 'clamd', ['--config-file', settings], { stdio: ['ignore', 'pipe', 'pipe'] });
      running = child;
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece: Buffer) => (said += piece.toString()));
      while (!(await scanner.isThere())) {
        if (child.exitCode !== null) throw new Error(`clamd ended: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async kill() {
      if (!isRunning()) return;
      const ended = new Promise((resolve) => running?.once('exit', resolve));
      running?.kill('SIGKILL');
      await ended;
    },
  };
}
