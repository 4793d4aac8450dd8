/** Quote, imaging link, requests, messages, report: as they are stored, and as the wire shows them. */
import type {
  ImagingTransfer,
  InformationRequest,
  JsonObject,
  Message,
  Quote,
  QuoteLine,
  ReportMetadata,
} from '../../../src/protocol/index.ts';
import { first, iso, type Queryable } from '../store/database.ts';
import type { ReferralRow } from './referral.ts';

export interface QuoteRow {
  readonly version: number;
  readonly currency: string;
  readonly lines: QuoteLine[];
  readonly totalMinor: number;
  readonly validUntil: Date;
  readonly state: Quote['state'];
  readonly acceptedAt: Date | null;
  /** Whom the receipt is made out to, as said with this quote or the one before. */
  readonly form: JsonObject | null;
}

/** The latest quote, whatever became of it. */
export async function latestQuote(db: Queryable, referralId: string): Promise<QuoteRow | null> {
  const row = first(
    await db.query<QuoteRow>(
      `select version, currency, lines, total_minor, valid_until, state, accepted_at, form from quote
       where referral_id = $1 order by version desc limit 1`,
      [referralId],
    ),
  );
  return row && { ...row, totalMinor: Number(row.totalMinor) };
}

/**
 * A quote whose time is over is expired, whether or not a timer has passed by.
 * @param own for the family: others read no name and no address in it.
 */
export const quoteView = (row: QuoteRow, now: Date, own: boolean): Quote => ({
  version: row.version,
  currency: row.currency,
  lines: row.lines,
  totalMinor: row.totalMinor,
  validUntil: iso(row.validUntil),
  state: row.state === 'offered' && row.validUntil <= now ? 'expired' : row.state,
  ...(row.acceptedAt === null ? {} : { acceptedAt: iso(row.acceptedAt) }),
  ...(own && row.form !== null ? { form: row.form } : {}),
});

export interface RequestRow {
  readonly id: string;
  readonly state: InformationRequest['state'];
  readonly blocking: boolean;
  readonly items: InformationRequest['items'];
  readonly reason: string | null;
  readonly due: string | null;
  readonly responseText: string | null;
  readonly responseRecords: string[] | null;
  readonly unavailable: boolean;
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
}

/** Information requests, oldest first. */
export const requestsOf = (db: Queryable, referralId: string): Promise<RequestRow[]> =>
  db.query<RequestRow>(
    `select id, state, blocking, items, reason, due, response_text, response_records, unavailable, created_at, answered_at
     from information_request where referral_id = $1 order by n`,
    [referralId],
  );

export const requestView = (row: RequestRow): InformationRequest => ({
  id: row.id,
  state: row.state,
  blocking: row.blocking,
  items: row.items,
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.due === null ? {} : { due: row.due }),
  createdAt: iso(row.createdAt),
  ...(row.answeredAt === null ? {} : { answeredAt: iso(row.answeredAt) }),
});

interface MessageRow {
  readonly id: string;
  readonly sender: Message['from'];
  readonly kind: Message['kind'];
  readonly body: string;
  readonly at: Date;
}

/** The thread, oldest first. */
export const messagesOf = async (db: Queryable, referralId: string): Promise<Message[]> =>
  (
    await db.query<MessageRow>('select id, sender, kind, body, at from message where referral_id = $1 order by n', [
      referralId,
    ])
  ).map(({ id, sender, kind, body, at }) => ({ id, from: sender, kind, text: body, at: iso(at) }));

/** Messages to one side that it has not read. */
export async function unreadBy(db: Queryable, referralId: string, side: Message['from']): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'select count(*)::int as count from message where referral_id = $1 and sender <> $2 and read_at is null',
    [referralId, side],
  );
  return row?.count ?? 0;
}

export interface ImagingRow {
  readonly mode: string;
  readonly url: string;
  readonly instructions: string | null;
  /** Bearer for a DICOMweb server. */
  readonly token: string | null;
  readonly expiresAt: Date;
  readonly reissueAskedAt: Date | null;
}

/** The transfer that the intake team opened; null before. */
export const imagingOf = async (db: Queryable, referralId: string): Promise<ImagingRow | null> =>
  first(
    await db.query<ImagingRow>(
      'select mode, url, instructions, token, expires_at, reissue_asked_at from imaging_transfer where referral_id = $1',
      [referralId],
    ),
  );

/** The address is shown only while it may be used. */
export function imagingView({ gates }: ReferralRow, row: ImagingRow | null, now: Date): ImagingTransfer {
  const open = ['link-issued', 'receiving', 'received'].includes(gates.imaging);
  if (!row || !open || row.expiresAt <= now) return { state: gates.imaging };
  return {
    state: gates.imaging,
    mode: row.mode,
    ...(row.url === '' ? {} : { url: row.url }),
    expiresAt: iso(row.expiresAt),
    ...(row.instructions === null ? {} : { instructions: row.instructions }),
  };
}

export interface ReportRow {
  readonly version: number;
  readonly language: string;
  readonly size: number;
  readonly sha256: string;
  readonly file: string;
  readonly signedAt: Date | null;
  readonly deliveredAt: Date | null;
}

/** The latest version; `delivered` asks for the latest that its readers may see. */
export const reportOf = async (db: Queryable, referralId: string, delivered: boolean): Promise<ReportRow | null> =>
  first(
    await db.query<ReportRow>(
      `select version, language, size, sha256, file, signed_at, delivered_at from report
       where referral_id = $1 ${delivered ? 'and delivered_at is not null' : ''} order by version desc limit 1`,
      [referralId],
    ),
  );

/** When a role first opened a version. */
export async function openedAt(db: Queryable, referralId: string, version: number, role: string): Promise<Date | null> {
  const [row] = await db.query<{ at: Date }>(
    'select at from report_opening where referral_id = $1 and version = $2 and role = $3',
    [referralId, version, role],
  );
  return row?.at ?? null;
}

export const reportView = (row: ReportRow & { readonly signedAt: Date }, opened: Date | null): ReportMetadata => ({
  version: row.version,
  status: row.version > 1 ? 'amended' : 'final',
  signedAt: iso(row.signedAt),
  language: row.language,
  size: row.size,
  ...(opened === null ? {} : { openedAt: iso(opened) }),
});
