/** The referral as it is stored, and how it is found and locked. */
import type { Clock, Gates, JsonObject, Progress, ReferralState } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { first, type Queryable, type Transaction } from '../store/database.ts';

/** Columns of a referral as the database gives them. */
export interface StoredReferral {
  readonly id: string;
  readonly programId: string;
  readonly reference: string;
  readonly language: string;
  readonly page: string;
  readonly email: string | null;
  readonly state: ReferralState;
  readonly gates: Gates;
  readonly clock: Clock;
  readonly form: JsonObject;
  readonly formVersion: number;
  readonly version: number;
  readonly lastSeq: number;
  readonly pinHash: string | null;
  readonly factFailures: number;
  readonly due: string | null;
  readonly expiresAt: Date | null;
  readonly overdue: boolean;
  readonly stateSince: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
export type ReferralRow = StoredReferral;

const COLUMNS = [
  'id',
  'program_id',
  'reference',
  'language',
  'page',
  'email',
  'state',
  'gates',
  'clock',
  'form',
  'form_version',
  'version',
  'last_seq',
  'pin_hash',
  'fact_failures',
  'due',
  'expires_at',
  'overdue',
  'state_since',
  'created_at',
  'updated_at',
] as const;

/** The columns, prefixed by an alias. */
export const referralColumns = (alias: string): string => COLUMNS.map((name) => `${alias}.${name}`).join(', ');

const camel = (name: string): string => name.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** Only a referral's own members, of a row that may hold more. */
export const toReferral = (row: StoredReferral): ReferralRow =>
  Object.fromEntries(
    COLUMNS.map((name) => [camel(name), (row as unknown as Record<string, unknown>)[camel(name)]]),
  ) as unknown as ReferralRow;

/** Where it stands, for the lifecycle. */
export const progressOf = ({ state, gates, clock }: ReferralRow): Progress => ({ state, gates, clock });

/** Reads a referral by id; null where there is none. */
export const findReferral = async (db: Queryable, id: string): Promise<ReferralRow | null> =>
  first(await db.query<StoredReferral>(`select ${referralColumns('r')} from referral r where r.id = $1`, [id]));

/** Reads a referral and holds its row until the transaction ends: changes to one referral come one after the other. */
export async function lockReferral(transaction: Transaction, id: string): Promise<ReferralRow> {
  const row = first(
    await transaction.query<StoredReferral>(
      `select ${referralColumns('r')} from referral r where r.id = $1 for update`,
      [id],
    ),
  );
  if (!row) throw new ProblemError('not-found');
  return row;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** The answer at a JSON pointer, or undefined. */
export const answerAt = (form: JsonObject, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, part) => member(value, part.replaceAll('~1', '/').replaceAll('~0', '~')), form);

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** The submitter's e-mail address, as links and codes go to it. */
export const emailOf = (form: JsonObject): string | null =>
  text(answerAt(form, '/submitter/email'))?.toLowerCase() ?? null;

/** The child's birth date as far as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const birthDateOf = (form: JsonObject): string | null => text(answerAt(form, '/patient/birthDate'));

/** What to call the child: the preferred name, else the given ones, else the name as written. */
export function childOf(form: JsonObject): string | null {
  const name = answerAt(form, '/patient/name');
  const given = member(name, 'given');
  return (
    text(member(name, 'preferred')) ??
    (Array.isArray(given) ? text(given.join(' ')) : text(given)) ??
    text(member(name, 'full'))
  );
}

/** Every way in which the child's name is written in the form. */
export function childNames(form: JsonObject): readonly string[] {
  const name = answerAt(form, '/patient/name');
  return ['full', 'latin', 'preferred'].flatMap((part) => text(member(name, part)) ?? []);
}
