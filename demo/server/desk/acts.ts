/**
 * What the hospital's side does: each act writes what it brings (quote, link, request, report) and lets the lifecycle
 * move, in one transaction. The desk and the test profile both act through here.
 */
import { createHash } from 'node:crypto';
import { type ActorRole, type LifecycleEventType, type Program, quoteTotal } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { latestQuote, reportOf } from '../referrals/care.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral, type ReferralRow } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';
import { newId } from '../secrets.ts';
import type { HostedProgram, Service } from '../service.ts';
import type { Transaction } from '../store/database.ts';
import type { DeskImagingLink, DeskQuote, DeskRequest } from './api.ts';

const DAY_MS = 86_400_000;
const DEFAULT_LINK_DAYS = 14;

/** Where an act happens. The referral is locked. */
export interface Scene {
  readonly transaction: Transaction;
  readonly service: Service;
  readonly hosted: HostedProgram;
  readonly referral: ReferralRow;
  readonly actor: ActorRole;
}

const move = (
  { transaction, service, hosted, referral, actor }: Scene,
  type: LifecycleEventType,
  more: { readonly reasonCode?: string; readonly facts?: Record<string, boolean> } = {},
): Promise<ReferralRow> => transition(transaction, service, hosted, referral, { type, actor, ...more });

/** Offers a quote; the one before it no longer stands (11.1). */
export async function offerQuote(scene: Scene, { lines, validDays }: DeskQuote): Promise<ReferralRow> {
  const { transaction, service, hosted, referral } = scene;
  const now = service.clock.now();
  const before = await latestQuote(transaction, referral.id);
  if (before) await transaction.query(`update quote set state = 'replaced' where referral_id = $1`, [referral.id]);
  const itemised = lines.map((line) => ({ ...line, totalMinor: line.qty * line.unitMinor }));
  await transaction.query(
    `insert into quote (referral_id, version, currency, lines, total_minor, valid_until, state, form)
     values ($1, $2, $3, $4::jsonb, $5, $6, 'offered', $7::jsonb)`,
    [
      referral.id,
      (before?.version ?? 0) + 1,
      hosted.program.fee.currency,
      JSON.stringify(itemised),
      quoteTotal(lines),
      new Date(now.getTime() + validDays * DAY_MS),
      // Said once, it need not be said again.
      before?.form ? JSON.stringify(before.form) : null,
    ],
  );
  return move(scene, 'fee.quote');
}

/**
 * Opens the transfer of images: to this backend, or to an outside service whose host the program lists (threats.md 34).
 */
export async function openImaging(
  scene: Scene,
  { mode = 'external-link', url = '', days, instructions, token }: DeskImagingLink,
): Promise<ReferralRow> {
  const { transaction, service, hosted, referral } = scene;
  const { imaging, redirectHosts } = hosted.program;
  const hosts = redirectHosts ?? [];
  if (imaging?.modes.includes(mode) === false)
    throw new ProblemError('validation', { errors: [{ pointer: '/mode', code: 'imaging.mode' }] });
  const outside = mode !== 'tus';
  if (
    outside &&
    (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol) || !hosts.includes(new URL(url).host))
  )
    throw new ProblemError('validation', { errors: [{ pointer: '/url', code: 'url.host' }] });
  const linkDays = days ?? imaging?.linkDays ?? DEFAULT_LINK_DAYS;
  await transaction.query(
    `insert into imaging_transfer (referral_id, mode, url, instructions, expires_at, token)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (referral_id) do update set mode = excluded.mode, url = excluded.url, instructions = excluded.instructions,
       token = excluded.token, expires_at = excluded.expires_at, reissue_asked_at = null`,
    [
      referral.id,
      mode,
      outside ? url : '',
      instructions ?? null,
      new Date(service.clock.now().getTime() + linkDays * DAY_MS),
      mode === 'stow-rs' ? (token ?? null) : null,
    ],
  );
  return move(scene, 'imaging.issueLink');
}

/**
 * Asks the family for more (program.md 23). Blocking: the documents are open again, and a review under way stops with its
 * clock; otherwise the question stands beside whatever goes on.
 */
export async function askFor(scene: Scene, { items, reason, due, blocking }: DeskRequest): Promise<ReferralRow> {
  const { transaction, service, referral } = scene;
  await transaction.query(
    `insert into information_request (id, referral_id, state, blocking, items, reason, due, created_at)
     values ($1, $2, 'open', $3, $4::jsonb, $5, $6, $7)`,
    [
      newId(service.random),
      referral.id,
      blocking,
      JSON.stringify(items),
      reason ?? null,
      due ?? null,
      service.clock.now(),
    ],
  );
  if (!blocking) return move(scene, 'request.opened');
  if (referral.state === 'expert-review') return move(scene, 'request.blocking');
  const asked = await move(scene, 'request.opened');
  return asked.gates.documents === 'complete' ? move({ ...scene, referral: asked }, 'documents.reopen') : asked;
}

/** Keeps a report's bytes; a report that was delivered before gets a new version, and its readers are told. */
export async function keepReport(scene: Scene, bytes: Buffer, language: string): Promise<ReferralRow> {
  const { transaction, service, referral } = scene;
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') throw new ProblemError('unsupported-type');
  const amends = ['report-delivered', 'follow-up', 'closed'].includes(referral.state);
  if (!amends && referral.state !== 'expert-review') throw new ProblemError('state-conflict');
  const now = service.clock.now();
  const last = await reportOf(transaction, referral.id, false);
  const version = last && !amends ? last.version : (last?.version ?? 0) + 1;
  const file = `${newId(service.random)}.pdf`;
  await service.reports.keep(file, bytes);
  await transaction.query(
    `insert into report (referral_id, version, language, size, sha256, file, signed_at, delivered_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8)
     on conflict (referral_id, version) do update set language = excluded.language, size = excluded.size,
       sha256 = excluded.sha256, file = excluded.file, signed_at = null`,
    [
      referral.id,
      version,
      language,
      bytes.length,
      createHash('sha256').update(bytes).digest('hex'),
      file,
      amends ? now : null,
      now,
    ],
  );
  if (amends) return move(scene, 'report.amended');
  await notice(transaction, service, referral.id, 'report.drafted', scene.actor);
  return lockReferral(transaction, referral.id);
}

/** Any event of the table, with what has to be true or written with it. */
export async function act(scene: Scene, type: LifecycleEventType, reasonCode?: string): Promise<ReferralRow> {
  const { transaction, service, referral } = scene;
  const now = service.clock.now();
  const report = await reportOf(transaction, referral.id, false);
  const next = await move(scene, type, {
    ...(reasonCode === undefined ? {} : { reasonCode }),
    facts: {
      'all-questions-answered': report !== null,
      'channel-accepted': report?.signedAt != null && referral.email !== null,
    },
  });
  if (type === 'sign' && report)
    await transaction.query('update report set signed_at = $3 where referral_id = $1 and version = $2', [
      referral.id,
      report.version,
      now,
    ]);
  if (type === 'deliver' && report)
    await transaction.query('update report set delivered_at = $3 where referral_id = $1 and version = $2', [
      referral.id,
      report.version,
      now,
    ]);
  // Complete means that what was asked for has come.
  if (type === 'documents.complete')
    await transaction.query(
      `update information_request set state = 'closed' where referral_id = $1 and (state = 'answered' or (state = 'open' and blocking))`,
      [referral.id],
    );
  return next;
}

/** The program that a referral belongs to; `not-found` where this server no longer holds it. */
export const hostedOf = (service: Service, programId: Program['id']): HostedProgram => {
  const hosted = service.hosted.find(({ program }) => program.id === programId);
  if (!hosted) throw new ProblemError('not-found');
  return hosted;
};
