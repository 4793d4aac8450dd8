/**
 * Idempotency-Key (protocol.md 6; clauses 3.2–3.5): one key, one effect.
 *
 * The key is claimed in a statement of its own, so that a parallel request sees it at once (`idempotency-in-flight`). The
 * handler and the stored answer share one transaction: whoever dies in between leaves neither, and the claim runs out by
 * itself. A request that ends in a problem has changed nothing and frees its key, so that the person can mend the answer
 * and send again.
 */
import { createHash } from 'node:crypto';
import { headers as names } from '../../../src/protocol/index.ts';
import { first, type Database, type Transaction } from '../store/database.ts';
import { ProblemError } from './problem.ts';

/** A claim by a process that died is taken over after this. */
const CLAIM_MS = 30_000;
/** Answers are kept this long. */
export const KEPT_MS = 24 * 3_600_000;

interface Kept {
  readonly fingerprint: string;
  readonly lockedUntil: Date;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(part.length)}\n${part}`);
  return hash.digest('hex');
};

/**
 * Runs `work` once per key.
 * @param scope whose key it is: the base and, where there is one, the capability's referral. Keys of strangers do not meet.
 * @param payload everything that makes this request this request.
 */
export async function once(
  database: Database,
  request: Request,
  { scope, payload, now }: { readonly scope: string; readonly payload: string; readonly now: Date },
  work: (transaction: Transaction) => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get(names.idempotencyKey) ?? '';
  if (!/^[\x21-\x7e]{8,255}$/u.test(key)) throw new ProblemError('idempotency-missing');
  const keyHash = digest(scope, key);
  const fingerprint = digest(request.method, payload);
  const claimed = await claim(database, keyHash, fingerprint, now);
  if (claimed !== 'ours') return claimed;
  try {
    return await database.transaction(async (transaction) => {
      const response = await work(transaction);
      const body = await response.text();
      const kept = Object.fromEntries(
        [...response.headers].filter(([name]) => ['location', 'etag', 'content-type'].includes(name)),
      );
      await transaction.query(
        'update idempotency set status = $2, headers = $3::jsonb, body = $4 where key_hash = $1',
        [keyHash, response.status, JSON.stringify(kept), body],
      );
      return new Response(body, { status: response.status, headers: response.headers });
    });
  } catch (error) {
    await database.query('delete from idempotency where key_hash = $1 and status is null', [keyHash]);
    throw error;
  }
}

async function claim(database: Database, keyHash: string, fingerprint: string, now: Date): Promise<Response | 'ours'> {
  const until = new Date(now.getTime() + CLAIM_MS);
  await database.query('delete from idempotency where key_hash = $1 and created_at < $2', [
    keyHash,
    new Date(now.getTime() - KEPT_MS),
  ]);
  const inserted = await database.query(
    `insert into idempotency (key_hash, fingerprint, locked_until, created_at) values ($1, $2, $3, $4)
     on conflict (key_hash) do nothing returning key_hash`,
    [keyHash, fingerprint, until, now],
  );
  if (inserted.length > 0) return 'ours';
  const kept = first(await database.query<Kept>('select * from idempotency where key_hash = $1', [keyHash]));
  // Freed between the two statements: let the client come again.
  if (!kept) throw new ProblemError('idempotency-in-flight', { headers: { 'Retry-After': '1' } });
  if (kept.fingerprint !== fingerprint) throw new ProblemError('idempotency-reused');
  if (kept.status !== null)
    return new Response(kept.body, {
      status: kept.status,
      headers: { ...kept.headers, [names.idempotencyReplayed]: 'true' },
    });
  const taken = await database.query(
    'update idempotency set locked_until = $2 where key_hash = $1 and status is null and locked_until < $3 returning key_hash',
    [keyHash, until, now],
  );
  if (taken.length === 0) throw new ProblemError('idempotency-in-flight', { headers: { 'Retry-After': '1' } });
  return 'ours';
}
