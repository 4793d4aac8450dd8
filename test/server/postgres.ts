/** A PostgreSQL server of the machine's programs, in a temporary folder, reached by a socket in it and by no port. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../../.tools/services.mjs';

const bin = findPostgres();
const isRoot = process.getuid?.() === 0;

/** Can one be run here? */
export const hasPostgres = bin !== undefined && (!isRoot || existsSync('/usr/sbin/runuser'));

/** Runs a program of PostgreSQL, which refuses to be run by root. */
function run(program: string, args: readonly string[]): void {
  const path = join(bin ?? '', program);
  const [command, all] = isRoot
    ? ['/usr/sbin/runuser', ['-u', 'postgres', '--', path, ...args]]
    : ([path, args] as const);
  execFileSync(command, all, { stdio: 'ignore' });
}

export interface PostgresServer {
  /** Everybody may write in it. */
  readonly folder: string;
  /** What `DATABASE_URL` is for a database of this name. */
  urlOf(name: string): string;
  stop(): void;
}

/** Starts a server with these databases, empty. */
export function startPostgres(...names: readonly string[]): PostgresServer {
  const folder = mkdtempSync(join(tmpdir(), 'rso-pg-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'rso', '--no-sync']);
  const socket = `-k ${folder} -c listen_addresses=`;
  run('pg_ctl', ['-D', data, '-o', socket, '-w', '-l', join(folder, 'log'), 'start']);
  for (const name of names) run('createdb', ['-h', folder, '-U', 'rso', name]);
  return {
    folder,
    urlOf: (name) => `postgresql://rso@localhost/${name}?host=${encodeURIComponent(folder)}`,
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
