/**
 * PGlite behind the `Database` port: PostgreSQL inside the process, nothing to install. One connection, so transactions
 * run one after the other.
 *
 * Durability: every commit writes its log through the file system before the promise resolves (`relaxedDurability` is
 * off), so a killed process loses nothing acknowledged (proven in `test/server/durability.test.ts`). PGlite runs with
 * `fsync` off: against a power cut use a PostgreSQL server.
 */
import { PGlite } from '@electric-sql/pglite';
import { camelRows, type Database, type SqlValue } from './database.ts';

/**
 * Opens a database.
 * @param directory where it lives; none: in memory, gone with the process.
 */
export async function openPglite(directory?: string): Promise<Database> {
  const pglite = await PGlite.create(directory ?? 'memory://', { relaxedDurability: false });
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
