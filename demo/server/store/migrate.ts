/** Brings a database to the current schema: each script of this folder runs once, in order. */
import { readFile } from 'node:fs/promises';
import type { Database } from './database.ts';

const MIGRATIONS = [
  '0001-intake.sql',
  '0002-ways-out.sql',
  '0003-shares.sql',
  '0004-studies.sql',
  '0005-stowed.sql',
  '0006-billing.sql',
] as const;

/** Applies what is missing. Safe to call at every start; a second process waits for the first. */
export async function migrate(database: Database): Promise<void> {
  await database.script(
    'create table if not exists migration (name text primary key, at timestamptz not null default now())',
  );
  for (const name of MIGRATIONS) {
    const sql = await readFile(new URL(name, import.meta.url), 'utf8');
    await database.transaction(async (transaction) => {
      await transaction.query('lock table migration in exclusive mode');
      const done = await transaction.query('select name from migration where name = $1', [name]);
      if (done.length > 0) return;
      // Statement by statement: a prepared statement takes one at a time on a real server.
      for (const statement of statementsOf(sql)) await transaction.query(statement);
      await transaction.query('insert into migration (name) values ($1)', [name]);
    });
  }
}

/** The statements of a script that has no `;` inside of one. */
const statementsOf = (sql: string): readonly string[] =>
  sql
    .replaceAll(/^--.*$/gmu, '')
    .replaceAll(/^\s+--.*$/gmu, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
