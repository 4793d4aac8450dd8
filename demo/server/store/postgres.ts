/**
 * A PostgreSQL server behind the `Database` port (`DATABASE_URL`): the same SQL as PGlite, several connections, so that
 * several processes can serve one program. Durability is the server's: `synchronous_commit` as it is set there.
 */
import pg from 'pg';
import { camelRows, type Database, type SqlValue } from './database.ts';

/** Connections of one process. Transactions wait for a free one. */
const CONNECTIONS = 10;

/** Milliseconds until a server that does not answer counts as gone. */
const CONNECT_MS = 10_000;

/**
 * Connects to a server.
 * @param url `postgres://user:password@host/database`, or one of the forms that libpq takes.
 */
export function openPostgres(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks while nobody uses it: the pool opens another one when it is needed.
  pool.on('error', () => undefined);
  const asking =
    (client: Pick<pg.ClientBase, 'query'>) =>
    async <Row extends object>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> =>
      camelRows<Row>((await client.query<object>(sql, [...values])).rows);
  return {
    query: asking(pool),
    async transaction(work) {
      const client = await pool.connect();
      const afterwards: (() => void)[] = [];
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work({ query: asking(client), afterCommit: (then) => void afterwards.push(then) });
        await client.query('commit');
        for (const then of afterwards) then();
        return result;
      } catch (error) {
        await client.query('rollback').catch((cause: unknown) => {
          broken = cause instanceof Error ? cause : new Error('rollback');
        });
        throw error;
      } finally {
        // One that cannot even roll back is not given to anybody else.
        client.release(broken);
      }
    },
    async script(sql) {
      await pool.query(sql);
    },
    close: () => pool.end(),
  };
}
