/**
 * The storage port: PostgreSQL's SQL and nothing else, so that a server by `DATABASE_URL` can stand where PGlite stands
 * (architecture.md "The backend"). Rows come back with camelCase names.
 */

/** Values that a statement takes. JSON goes as text with a `::jsonb` cast, which every driver reads the same way. */
export type SqlValue = string | number | boolean | Date | null;

export interface Queryable {
  /** Runs one statement; columns `like_this` are members `likeThis`. The caller names the row's shape. */
  query<Row extends object>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

export interface Transaction extends Queryable {
  /** Runs once the transaction is durable, in order; never if it is rolled back. Must not throw. */
  afterCommit(work: () => void): void;
}

export interface Database extends Queryable {
  /**
   * All or nothing. Inside `work` only the transaction handed in may be used: with one connection (PGlite) a statement
   * on the database itself would wait for the transaction, and the transaction for it.
   */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Runs a script of several statements. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

const camel = (name: string): string => name.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** Renames the columns of driver rows. */
export const camelRows = <Row extends object>(rows: readonly object[]): Row[] =>
  rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value as unknown])) as Row,
  );

/** The first row, or null. */
export const first = <Row>(rows: readonly Row[]): Row | null => rows[0] ?? null;

/** An instant as the wire says it. */
export const iso = (at: Date): string => at.toISOString();
