/**
 * `POST /referrals/{id}/records` (7.1, 7.2, 7.6, 7.10): declares records and creates their tus resources. The same
 * `clientId` answers the same record; if its bytes were rejected for their digest, or its upload is gone, with a new
 * resource.
 */
import type { DeclaredRecord, Program, RecordDeclaration } from '../../../src/protocol/index.ts';
import type { Authorized, GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { requirePaired } from '../records/pairing.ts';
import { type RecordRow, recordsOf, storedVerdict, studyRecordsOf } from '../records/record-row.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral, type ReferralRow } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';
import { newId } from '../secrets.ts';
import { requireCarried } from '../studies/declare-images.ts';
import { iso, type Transaction } from '../store/database.ts';

/** States in which a family may give records (lifecycle.md 2). */
export const OPEN_FOR_RECORDS: readonly string[] = [
  'registered',
  'intake-review',
  'expert-assignment',
  'awaiting-requirements',
  'expert-review',
];

/** Bytes that the disk keeps for the database. */
const RESERVE = 64 * 1024 * 1024;

export const recordsDeclare: GuardedHandler<'records.declare'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    if (!OPEN_FOR_RECORDS.includes(referral.state)) throw new ProblemError('state-conflict');
    const images = await studyRecordsOf(transaction, referral.id);
    const known = [...(await recordsOf(transaction, referral.id)), ...images];
    const fresh = body.records.filter(({ clientId }) => !known.some((record) => record.clientId === clientId));
    requireTaken(hosted.program, fresh);
    await requireCarried(transaction, hosted.program, referral, fresh, now);
    for (const [index, record] of fresh.entries()) requirePaired(known, record, `/records/${String(index)}`);
    requireRoom(hosted.program, referral, known, fresh);
    // Better said now than after an hour of sending.
    const asked = fresh.reduce((sum, { size }) => sum + size, 0);
    if (asked > 0 && (await service.records.free()) < asked + RESERVE) throw new ProblemError('storage-full');
    const expiresAt = new Date(now.getTime() + durationMs(hosted.program.uploads.expiresAfter));
    const declared: DeclaredRecord[] = [];
    for (const record of body.records) {
      const existing = known.find(({ clientId }) => clientId === record.clientId);
      declared.push(
        existing
          ? await again(transaction, exchange, existing, expiresAt)
          : await declare(transaction, exchange, referral, record, expiresAt),
      );
    }
    // The first bytes of a study are on their way (12.1).
    if (fresh.some(({ study }) => study !== undefined) && referral.gates.imaging === 'link-issued')
      await transition(transaction, service, hosted, referral, { type: 'imaging.begin', actor: 'system' });
    if (fresh.length > 0) await notice(transaction, service, referral.id, 'record.changed', access.role);
    return { status: 201, body: declared };
  });

function requireTaken({ uploads }: Program, records: readonly RecordDeclaration[]): void {
  for (const [index, { size, type, study }] of records.entries()) {
    const taken = uploads.accept.find(({ mime }) => mime === type);
    if (size > uploads.maxFileSize || (taken?.maxSize !== undefined && size > taken.maxSize))
      throw new ProblemError('too-large', {
        errors: [{ pointer: `/records/${String(index)}/size`, code: 'record.too-large' }],
      });
    // What images may travel in is asked with their study.
    if (!taken && study === undefined)
      throw new ProblemError('unsupported-type', {
        errors: [{ pointer: `/records/${String(index)}/type`, code: 'record.type' }],
      });
  }
}

function requireRoom(
  { uploads, identity }: Program,
  referral: ReferralRow,
  known: readonly RecordRow[],
  fresh: readonly RecordDeclaration[],
): void {
  const bytes = [...known, ...fresh].reduce((sum, { size }) => sum + size, 0);
  // Images are counted by their studies, not by the packs that they travel in.
  const files = [
    ...known.filter(({ studyId }) => studyId === null),
    ...fresh.filter(({ study }) => study === undefined),
  ];
  if (files.length > uploads.maxFiles || bytes > uploads.maxTotalSize) throw new ProblemError('quota');
  // Threat 22: a stranger fills no disk. Only what is new counts as asking for more.
  if (fresh.length > 0 && referral.gates.identity !== 'verified' && bytes > identity.unverifiedUploadBytes)
    throw new ProblemError('email-unverified');
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes. */
export function durationMs(duration: string): number {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/u.exec(duration) ?? [];
  return ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000;
}

async function declare(
  transaction: Transaction,
  { service, absolute, now }: Authorized<'records.declare'>,
  referral: ReferralRow,
  record: RecordDeclaration,
  expiresAt: Date,
): Promise<DeclaredRecord> {
  const id = newId(service.random);
  const uploadId = newId(service.random);
  await transaction.query(
    `insert into record (id, referral_id, client_id, upload_id, upload_expires_at, name, size, type, category, document_date,
       title, language, state, device_verdict, override_reason, translation_of, replaces, request_id, created_at,
       identity_answer, left_out, translation, study_id, pack)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'receiving', $13::jsonb, $14, $15, $16, $17, $18, $19,
       $20::jsonb, $21::jsonb, $22, $23::jsonb)`,
    [
      id,
      referral.id,
      record.clientId,
      uploadId,
      expiresAt,
      record.name.normalize('NFC'),
      record.size,
      record.type,
      record.category,
      record.documentDate ?? null,
      record.title ?? null,
      record.language ?? null,
      storedVerdict(record.verdict),
      record.override?.reason ?? null,
      record.translationOf ?? null,
      record.replaces ?? null,
      record.requestId ?? null,
      now,
      record.identityAnswer ?? null,
      record.leftOut === undefined ? null : JSON.stringify(record.leftOut),
      record.translation === undefined ? null : JSON.stringify(record.translation),
      record.study ?? null,
      record.pack === undefined ? null : JSON.stringify(record.pack),
    ],
  );
  // Before the answer: the address works at once. A rolled back transaction leaves an empty file, swept later.
  await service.records.create(uploadId, record.size, id);
  return {
    recordId: id,
    clientId: record.clientId,
    upload: { url: absolute(`/uploads/${uploadId}`), expiresAt: iso(expiresAt) },
  };
}

async function again(
  transaction: Transaction,
  { service, absolute, now }: Authorized<'records.declare'>,
  record: RecordRow,
  expiresAt: Date,
): Promise<DeclaredRecord> {
  const gone = record.uploadExpiresAt <= now || (await service.records.offset(record.uploadId)) === null;
  const mismatch = record.state === 'rejected' && record.reason === 'digest-mismatch';
  if (!mismatch && !(record.state === 'receiving' && gone))
    return {
      recordId: record.id,
      clientId: record.clientId,
      upload: { url: absolute(`/uploads/${record.uploadId}`), expiresAt: iso(record.uploadExpiresAt) },
    };
  const uploadId = newId(service.random);
  await transaction.query(
    `update record set upload_id = $2, upload_expires_at = $3, state = 'receiving', reason = null, digest = null,
       client_digest = null where id = $1`,
    [record.id, uploadId, expiresAt],
  );
  await service.records.create(uploadId, record.size, record.id);
  transaction.afterCommit(() => service.background(() => service.records.remove(record.uploadId)));
  return {
    recordId: record.id,
    clientId: record.clientId,
    upload: { url: absolute(`/uploads/${uploadId}`), expiresAt: iso(expiresAt) },
  };
}
