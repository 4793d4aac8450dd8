/** A record as it is stored, and as its people see it. */
import {
  type DeviceDiffers,
  type IdentityAnswer,
  type LeftOut,
  type PackDeclaration,
  type RecordVerdict,
  type RecordView,
  type TransferState,
  type Translation,
  verdictDifference,
} from '../../../src/protocol/index.ts';
import { iso, type Queryable } from '../store/database.ts';

export interface RecordRow {
  readonly id: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly uploadId: string;
  readonly uploadExpiresAt: Date;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly category: string;
  readonly documentDate: string | null;
  readonly title: string | null;
  readonly language: string | null;
  readonly state: TransferState;
  readonly reason: string | null;
  readonly clientDigest: string | null;
  readonly digest: string | null;
  readonly deviceVerdict: RecordVerdict | null;
  readonly serverVerdict: RecordVerdict | null;
  readonly overrideReason: string | null;
  readonly attested: boolean;
  readonly identityAnswer: IdentityAnswer | null;
  readonly leftOut: LeftOut | null;
  readonly translationOf: string | null;
  readonly translation: Translation | null;
  readonly replaces: string | null;
  readonly requestId: string | null;
  /** The study whose images it carries; null: a record of its own. */
  readonly studyId: string | null;
  readonly pack: PackDeclaration | null;
  readonly submitted: boolean;
  readonly createdAt: Date;
}

const COLUMNS = `id, referral_id, client_id, upload_id, upload_expires_at, name, size, type, category, document_date, title,
  language, state, reason, client_digest, digest, device_verdict, server_verdict, override_reason, attested,
  identity_answer, left_out, translation_of, translation, replaces, request_id, study_id, pack, submitted,
  created_at`;

// A 64-bit column comes as text from some drivers.
const withNumbers = (row: RecordRow): RecordRow => ({ ...row, size: Number(row.size) });

const listed = async (db: Queryable, referralId: string, where: string): Promise<readonly RecordRow[]> =>
  (
    await db.query<RecordRow>(`select ${COLUMNS} from record where referral_id = $1 and ${where} order by n`, [
      referralId,
    ])
  ).map(withNumbers);

/** A referral's records, oldest first; what carries the images of a study is none of them. */
export const recordsOf = (db: Queryable, referralId: string): Promise<readonly RecordRow[]> =>
  listed(db, referralId, 'study_id is null');

/** What carries the images of a referral's studies, oldest first. */
export const studyRecordsOf = (db: Queryable, referralId: string): Promise<readonly RecordRow[]> =>
  listed(db, referralId, 'study_id is not null');

/** One record by its id; `lock` holds it for the transaction. */
export async function recordById(db: Queryable, id: string, lock = false): Promise<RecordRow | null> {
  const [row] = await db.query<RecordRow>(`select ${COLUMNS} from record where id = $1${lock ? ' for update' : ''}`, [
    id,
  ]);
  return row ? withNumbers(row) : null;
}

/** One record by the id of its upload. */
export async function recordByUpload(db: Queryable, uploadId: string): Promise<RecordRow | null> {
  const [row] = await db.query<RecordRow>(`select ${COLUMNS} from record where upload_id = $1`, [uploadId]);
  return row ? withNumbers(row) : null;
}

/** Records that the pipeline still has to do with, oldest first. */
export const unsettledRecords = async (db: Queryable): Promise<readonly RecordRow[]> =>
  (
    await db.query<RecordRow>(
      `select ${COLUMNS} from record where state in ('receiving', 'received', 'scanning')
       order by n`,
    )
  ).map(withNumbers);

/** The device's reading where the server's is another one. */
export const deviceReading = ({ deviceVerdict, serverVerdict }: RecordRow): DeviceDiffers | null =>
  deviceVerdict === null || serverVerdict === null ? null : verdictDifference(deviceVerdict, serverVerdict);

/** Spans of text that decided, and what the device offered the person to say, stay on the device that found them. */
const withoutSpans = ({ offers: _offers, ...verdict }: RecordVerdict): RecordVerdict => ({
  ...verdict,
  pages: verdict.pages.map(({ spans: _, ...page }) => page),
});

/** What is kept of a verdict that a device sent. */
export const storedVerdict = (verdict: RecordVerdict | undefined): string | null =>
  verdict === undefined ? null : JSON.stringify(withoutSpans(verdict));

/**
 * The view of a record.
 * @param offset bytes that the server holds.
 * @param url address of the tus resource; null once there is nothing more to send.
 */
export function recordView(row: RecordRow, offset: number, url: string | null): RecordView {
  const verdict = row.serverVerdict ?? row.deviceVerdict;
  const differs = deviceReading(row);
  return {
    id: row.id,
    clientId: row.clientId,
    name: row.name,
    size: row.size,
    type: row.type,
    category: row.category,
    ...(row.documentDate === null ? {} : { documentDate: row.documentDate }),
    ...(row.title === null ? {} : { title: row.title }),
    ...(row.language === null ? {} : { language: row.language }),
    transfer: {
      state: row.state,
      offset,
      ...(row.reason === null ? {} : { reason: row.reason }),
      ...(row.state === 'receiving' ? { expiresAt: iso(row.uploadExpiresAt) } : {}),
    },
    ...(url === null || row.state !== 'receiving' ? {} : { upload: { url, expiresAt: iso(row.uploadExpiresAt) } }),
    ...(row.digest === null ? {} : { digest: row.digest }),
    ...(verdict === null ? {} : { verdict, verdictBy: row.serverVerdict === null ? 'device' : 'server' }),
    ...(differs === null ? {} : { deviceDiffers: differs }),
    ...(row.overrideReason === null ? {} : { override: { reason: row.overrideReason } }),
    ...(row.attested ? { attested: true } : {}),
    ...(row.identityAnswer === null ? {} : { identityAnswer: row.identityAnswer }),
    ...(row.leftOut === null ? {} : { leftOut: row.leftOut }),
    ...(row.translationOf === null ? {} : { translationOf: row.translationOf }),
    ...(row.translation === null ? {} : { translation: row.translation }),
    ...(row.replaces === null ? {} : { replaces: row.replaces }),
    ...(row.requestId === null ? {} : { requestId: row.requestId }),
    submitted: row.submitted,
    createdAt: iso(row.createdAt),
  };
}
