/**
 * Idempotency-Key (protocol.md 6; clauses 3.2–3.5): one key, one effect.
 *
 * The key is claimed in a statement of its own, so that a parallel request sees it at once (`idempotency-in-flight`). The
 * handler and the stored answer share one transaction: whoever dies in between leaves neither, and the claim runs out by
 * itself. The stored answer may hold a capability, so it is sealed with the key itself, of which only a hash is kept: what
 * lies in the database opens nothing. A request that ends in a problem has changed nothing and frees its key, so that the person can mend the answer
 * and send again.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
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

const sealKey = (scope: string, key: string): Buffer => createHash('sha256').update(`seal\n${scope}\n${key}`).digest();

function seal(scope: string, key: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealKey(scope, key), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(scope: string, key: string, text: string): string {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sealKey(scope, key), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

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
  if (claimed !== 'ours')
    return new Response(claimed.body === null ? null : unseal(scope, key, claimed.body), {
      status: claimed.status,
      headers: { ...claimed.headers, [names.idempotencyReplayed]: 'true' },
    });
  try {
    return await database.transaction(async (transaction) => {
      const response = await work(transaction);
      const body = await response.text();
      const kept = Object.fromEntries(
        [...response.headers].filter(([name]) => ['location', 'etag', 'content-type'].includes(name)),
      );
      await transaction.query(
        'update idempotency set status = $2, headers = $3::jsonb, body = $4 where key_hash = $1',
        [keyHash, response.status, JSON.stringify(kept), seal(scope, key, body)],
      );
      return new Response(body, { status: response.status, headers: response.headers });
    });
  } catch (error) {
    await database.query('delete from idempotency where key_hash = $1 and status is null', [keyHash]);
    throw error;
  }
}

async function claim(
  database: Database,
  keyHash: string,
  fingerprint: string,
  now: Date,
): Promise<(Kept & { readonly status: number }) | 'ours'> {
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
  const { status } = kept;
  if (status !== null) return { ...kept, status };
  const taken = await database.query(
    'update idempotency set locked_until = $2 where key_hash = $1 and status is null and locked_until < $3 returning key_hash',
    [keyHash, until, now],
  );
  if (taken.length === 0) throw new ProblemError('idempotency-in-flight', { headers: { 'Retry-After': '1' } });
  return 'ours';
}
