/**
 * Links for others than the family's own (clauses 6.8–6.11): who they go to, what they open, when they end. The link
 * itself stands in the mail only, and opens nothing without the second fact.
 */
import {
  type JsonObject,
  offers,
  type Program,
  type RequestOf,
  roleOfShare,
  type Share,
  type ShareKind,
} from '../../../src/protocol/index.ts';
import { signingGuardian } from '../../../src/form/guardian-consents.ts';
import { ProblemError } from '../http/problem.ts';
import { sendShareMail } from '../mail/notify.ts';
import { hashToken, newId, newToken } from '../secrets.ts';
import type { HostedProgram, Service } from '../service.ts';
import { first, iso, type Queryable, type Transaction } from '../store/database.ts';
import { FACT_TRIES, linkTo } from './access-links.ts';
import { givenConsents } from './consents.ts';
import { notice } from './history.ts';
import { answerAt, type ReferralRow } from './referral.ts';

/** Days that a link to somebody else opens something. */
const SHARE_DAYS = 14;
const DAY_MS = 86_400_000;
/** Links of a referral in a day: enough for a family with slips, too few for a flood of mails. */
const MOST_A_DAY = 10;

export interface ShareRow {
  readonly id: string;
  readonly referralId: string;
  readonly kind: ShareKind;
  readonly guardian: string | null;
  readonly email: string;
  readonly tokenHash: string;
  readonly failures: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
}

/** As whoever had it sent may see it. */
export const shareView = (row: ShareRow): Share => ({
  id: row.id,
  kind: row.kind,
  sentTo: row.email,
  ...(row.guardian === null ? {} : { guardian: row.guardian }),
  createdAt: iso(row.createdAt),
  expiresAt: iso(row.expiresAt),
  ...(row.openedAt === null ? {} : { openedAt: iso(row.openedAt) }),
});

/** Does it still open something? */
export const isOpen = ({ endedAt, expiresAt, failures }: ShareRow, now: Date): boolean =>
  endedAt === null && expiresAt > now && failures < FACT_TRIES;

/** Links of a referral that still open something, newest first. */
export const sharesOf = async (db: Queryable, referralId: string, now: Date): Promise<readonly ShareRow[]> =>
  (
    await db.query<ShareRow>('select * from share where referral_id = $1 order by created_at desc limit 50', [
      referralId,
    ])
  ).filter((row) => isOpen(row, now));

const emailAt = (form: JsonObject, pointer: string): string | null => {
  const value = answerAt(form, pointer);
  return typeof value === 'string' && value.includes('@') ? value.trim().toLowerCase() : null;
};

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Whom a link of this kind is for, and in which language they are written to. */
function recipientOf(
  form: JsonObject,
  { kind, guardian: named }: RequestOf<'share.create'>,
): { readonly guardian: string | null; readonly email: string | null; readonly language: string | null } {
  if (kind === 'sponsor-status') return { guardian: null, email: emailAt(form, '/payer/contactEmail'), language: null };
  const guardian = named ?? signingGuardian(form) ?? null;
  if (guardian === null || answerAt(form, `/guardians/${escaped(guardian)}/hasLegalAuthority`) !== true)
    throw new ProblemError('validation', { errors: [{ pointer: '/guardian', code: 'guardian.authority-missing' }] });
  const language = answerAt(form, `/guardians/${escaped(guardian)}/language`);
  return {
    guardian,
    email: emailAt(form, `/guardians/${escaped(guardian)}/email`),
    language: typeof language === 'string' ? language : null,
  };
}

/** May a link of this kind be sent now? */
async function requireWanted(db: Queryable, program: Program, referral: ReferralRow, kind: ShareKind): Promise<void> {
  if (kind === 'guardian-sign') {
    if (referral.state !== 'registered' || !['pending', 'signed'].includes(referral.gates.guardianConsent))
      throw new ProblemError('state-conflict');
    return;
  }
  // A sponsor sees state and fee only where that was agreed to (C12).
  const given = await givenConsents(db, program, referral.id);
  if (!given.has('C12') || ['draft', 'withdrawn', 'declined', 'expired'].includes(referral.state))
    throw new ProblemError('state-conflict');
}

/**
 * Makes a link and mails it; an earlier one of the same kind to the same person ends.
 * @throws `email-unverified` while nobody has proven who asks, `validation` where there is no address.
 */
export async function createShare(
  transaction: Transaction,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
  asked: RequestOf<'share.create'>,
): Promise<Share> {
  const now = service.clock.now();
  if (referral.gates.identity !== 'verified') throw new ProblemError('email-unverified');
  await requireWanted(transaction, hosted.program, referral, asked.kind);
  const { guardian, email: known, language } = recipientOf(referral.form, asked);
  const email = known ?? emailAt({ email: asked.email ?? null }, '/email');
  if (email === null) throw new ProblemError('validation', { errors: [{ pointer: '/email', code: 'required' }] });
  const [today] = await transaction.query<{ count: number }>(
    'select count(*)::int as count from share where referral_id = $1 and created_at > $2',
    [referral.id, new Date(now.getTime() - DAY_MS)],
  );
  if ((today?.count ?? 0) >= MOST_A_DAY) throw new ProblemError('rate-limited', { headers: { 'Retry-After': '3600' } });
  for (const earlier of await sharesOf(transaction, referral.id, now))
    if (earlier.kind === asked.kind && earlier.guardian === guardian)
      await endShare(transaction, service, earlier.id, now);
  const token = newToken(service.random);
  const row: ShareRow = {
    id: newId(service.random),
    referralId: referral.id,
    kind: asked.kind,
    guardian,
    email,
    tokenHash: hashToken(token),
    failures: 0,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SHARE_DAYS * DAY_MS),
    openedAt: null,
    endedAt: null,
  };
  await transaction.query(
    `insert into share (id, referral_id, kind, guardian, email, token_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.referralId, row.kind, row.guardian, row.email, row.tokenHash, row.createdAt, row.expiresAt],
  );
  await sendShareMail(transaction, service, hosted, referral, {
    kind: asked.kind,
    to: email,
    language: language ?? referral.language,
    link: linkTo(referral.page, token),
  });
  await notice(transaction, service, referral.id, 'share.changed', 'submitter');
  return shareView(row);
}

/**
 * Asks the guardian by itself, once the referral is registered and its sender is proven: nobody waits for a press of a
 * button. Where there is no address for one, the submitter is asked for it. `true`: a link was sent.
 */
export async function inviteGuardian(
  transaction: Transaction,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
): Promise<boolean> {
  const { state, gates } = referral;
  if (state !== 'registered' || gates.guardianConsent !== 'pending' || gates.identity !== 'verified') return false;
  if (!offers(hosted.program, 'share')) return false;
  const earlier = await transaction.query('select id from share where referral_id = $1', [referral.id]);
  if (earlier.length > 0) return false;
  const guardian = signingGuardian(referral.form);
  if (guardian === undefined || emailAt(referral.form, `/guardians/${escaped(guardian)}/email`) === null) return false;
  if (answerAt(referral.form, `/guardians/${escaped(guardian)}/hasLegalAuthority`) !== true) return false;
  await createShare(transaction, service, hosted, referral, { kind: 'guardian-sign' });
  return true;
}

/** Ends a link and whatever it has opened. */
export async function endShare(transaction: Transaction, service: Service, id: string, now: Date): Promise<void> {
  await transaction.query('update share set ended_at = $2 where id = $1 and ended_at is null', [id, now]);
  const ended = await transaction.query<{ tokenHash: string }>(
    `update capability set ends_at = $2 where share_id = $1 and (ends_at is null or ends_at > $2) returning token_hash`,
    [id, now],
  );
  transaction.afterCommit(() => {
    for (const { tokenHash } of ended) service.bus.ended(tokenHash);
  });
}

/** The link that a token is of, held until the transaction ends; null where it opens nothing (any more). */
export async function lockShare(transaction: Transaction, token: string, now: Date): Promise<ShareRow | null> {
  const row = first(
    await transaction.query<ShareRow>('select * from share where token_hash = $1 for update', [hashToken(token)]),
  );
  return row && isOpen(row, now) ? row : null;
}

/** Who opens it. */
export const roleOf = ({ kind }: ShareRow): (typeof roleOfShare)[ShareKind] => roleOfShare[kind];
