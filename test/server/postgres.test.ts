/**
 * No statement of ours is refused by a PostgreSQL server (issue 2, "no SQL may stand in its way"). Everything that the
 * conformance kit makes the backend say is collected on PGlite, then prepared on a real server, which checks names, types
 * and grammar. Skipped, and said so, where no server is installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConformance } from '../../src/conformance/index.ts';
import { createMemoryApp } from '../../demo/server/memory.ts';
import type { Database, Queryable } from '../../demo/server/store/database.ts';
import { openPglite } from '../../demo/server/store/pglite.ts';

const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
const isRoot = process.getuid?.() === 0;
const mayRun = bin !== undefined && existsSync(join(bin, 'initdb')) && (!isRoot || existsSync('/usr/sbin/runuser'));

/** Runs a program of PostgreSQL, which refuses to be run by root. */
function run(program: string, args: readonly string[]): string {
  const path = join(bin ?? '', program);
  return isRoot
    ? execFileSync('/usr/sbin/runuser', ['-u', 'postgres', '--', path, ...args], { encoding: 'utf8' })
    : execFileSync(path, args, { encoding: 'utf8' });
}

test.skipIf(!mayRun)(
  'a PostgreSQL server takes every statement',
  async () => {
    const said = new Set<string>();
    const inner = await openPglite();
    const recording =
      (db: Queryable): Queryable['query'] =>
      (sql, values) => {
        said.add(sql);
        return db.query(sql, values);
      };
    const database: Database = {
      ...inner,
      query: recording(inner),
      transaction: (work) =>
        inner.transaction((transaction) => work({ ...transaction, query: recording(transaction) })),
    };
    const app = await createMemoryApp({ database });
    const report = await runConformance({
      base: app.base,
      origin: app.origin,
      fetch: (input, init) => app.fetch(new Request(input, init)),
    });
    await app.close();
    expect(report.level).toBe(2);

    const folder = mkdtempSync(join(tmpdir(), 'rso-pg-'));
    chmodSync(folder, 0o777);
    const data = join(folder, 'data');
    const socket = `-k ${folder} -c listen_addresses=`;
    try {
      run('initdb', ['-D', data, '-A', 'trust', '-U', 'rso', '--no-sync']);
      run('pg_ctl', ['-D', data, '-o', socket, '-w', '-l', join(folder, 'log'), 'start']);
      try {
        const psql = (sql: string) => {
          const file = join(folder, 'script.sql');
          writeFileSync(file, sql);
          const args = ['-h', folder, '-U', 'rso', '-d', 'postgres', '-q', '-v', 'ON_ERROR_STOP=0', '-f', file];
          return spawnSync(join(bin ?? '', 'psql'), args, { encoding: 'utf8' }).stderr;
        };
        const schema = new URL('../../demo/server/store/0001-intake.sql', import.meta.url);
        expect(psql('create table migration (name text primary key, at timestamptz not null default now());')).toBe('');
        expect(psql(readFileSync(schema, 'utf8'))).toBe('');
        const statements = [...said].filter((sql) => /^\s*(?:select|insert|update|delete|with)\b/iu.test(sql));
        expect(statements.length).toBeGreaterThan(60);
        const prepared = statements.map((sql, index) => `prepare s${String(index)} as ${sql};`).join('\n');
        expect(psql(prepared)).toBe('');
      } finally {
        run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
