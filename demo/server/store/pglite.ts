/**
 * PGlite behind the `Database` port: PostgreSQL inside the process, nothing to install. One connection, so transactions
 * run one after the other.
 *
 * Durability: a commit is answered once its log is on the disk, so that neither a killed process nor a power cut takes
 * anything that was acknowledged. PGlite itself runs with `fsync` off, and its file system has no `fsync`: both are put
 * right here (proven in `test/server/durability.test.ts` and `test/server/pglite.test.ts`).
 */
import fs from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { camelRows, type Database, type SqlValue } from './database.ts';

/** What PGlite starts PostgreSQL with, but `-F` (no `fsync`); `fdatasync` is a call that its system does not pass on. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/** How the module is started. */
type Started = Parameters<NodeFS['init']>[1];

interface OpenFile {
  readonly nfd?: number;
}

/** What Emscripten's file system on Node lets through to the disk. */
interface NodeFileSystem {
  readonly NODEFS: { readonly stream_ops: { fsync?: (file: OpenFile) => number } };
}

/** A folder whose files are on the disk when PostgreSQL is told so. */
class SyncedFolder extends NodeFS {
  override async init(pglite: PGlite, options: Started): Promise<{ emscriptenOpts: Started }> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const passOn = (module: object): void => {
      (module as NodeFileSystem).NODEFS.stream_ops.fsync = ({ nfd }) => {
        if (nfd !== undefined) fs.fsyncSync(nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), passOn] } };
  }
}

/** A new database is written without a sync: once, all of it. */
async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = fs.openSync(join(entry.parentPath, entry.name), 'r');
    fs.fsyncSync(file);
    fs.closeSync(file);
  }
}

async function openFolder(directory: string): Promise<PGlite> {
  const isNew = !fs.existsSync(join(directory, 'PG_VERSION'));
  const pglite = await PGlite.create({ fs: new SyncedFolder(directory), relaxedDurability: false, startParams });
  if (isNew) await syncAll(directory);
  return pglite;
}

/** Opens the database that lives in a folder; an empty folder becomes one. */
export const openPglite = async (directory: string): Promise<Database> => databaseOn(await openFolder(directory));

/** PGlite as a `Database`. */
export function databaseOn(pglite: PGlite): Database {
  return {
    async query<Row extends object>(sql: string, values: readonly SqlValue[] = []) {
      return camelRows<Row>((await pglite.query<object>(sql, [...values])).rows);
    },
    async transaction(work) {
      const afterwards: (() => void)[] = [];
      const result = await pglite.transaction((inner) =>
        work({
          async query<Row extends object>(sql: string, values: readonly SqlValue[] = []) {
            return camelRows<Row>((await inner.query<object>(sql, [...values])).rows);
          },
          afterCommit: (then) => void afterwards.push(then),
        }),
      );
      for (const then of afterwards) then();
      return result;
    },
    async script(sql) {
      await pglite.exec(sql);
    },
    close: () => pglite.close(),
  };
}
