/**
 * A database in memory, gone with the process. What PostgreSQL makes of an empty folder (`initdb`) takes longer than all
 * that a test does with it: it is kept in the cache folder of `node_modules`, and the next database begins with it.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from './database.ts';
import { databaseOn } from './pglite.ts';

const cache = fileURLToPath(new URL('../../../node_modules/.cache/rso-database/', import.meta.url));

/** A folder that one version wrote is not another one's. */
async function imagePath(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = await readFile(join(dirname(entry), '../package.json'), 'utf8');
  return join(cache, `${(JSON.parse(manifest) as { version: string }).version}.tar`);
}

/** Whole or not at all: several processes may be at it. Nothing is lost where it cannot be kept. */
async function keep(path: string, image: Blob): Promise<void> {
  const part = `${path}.${randomUUID()}`;
  await mkdir(cache, { recursive: true });
  await writeFile(part, Buffer.from(await image.arrayBuffer()));
  await rename(part, path);
}

async function openEmpty(): Promise<PGlite> {
  const path = await imagePath();
  const known = await readFile(path).catch(() => undefined);
  if (known) return PGlite.create({ dataDir: 'memory://', loadDataDir: new Blob([known]) });
  const made = await PGlite.create('memory://');
  await keep(path, await made.dumpDataDir('none')).catch(() => undefined);
  return made;
}

/** Opens an empty database in memory. */
export const openMemoryDatabase = async (): Promise<Database> => databaseOn(await openEmpty());
