/**
 * The intake desk's own interface: `/desk/*`, bearer token printed at start, JSON, never cross-origin. It is not part of
 * the published protocol; it calls the same lifecycle as everything else (contract.md "Lifecycle", last line).
 * Problems are the protocol's `application/problem+json`. Also the demo inbox, `/inbox/mails`, which needs no token.
 */
import * as z from 'zod/mini';
import type {
  Clock,
  Gates,
  ImagingTransfer,
  InformationRequest,
  Json,
  LifecycleEventType,
  Message,
  Quote,
  RecordVerdict,
  RecordView,
  ReferralEvent,
  ReferralState,
  ReportMetadata,
  StoredConsent,
  StudyView,
} from '../../../src/protocol/index.ts';

/** Method and path of every desk route; `{id}` is a referral, `{rid}` a record. */
export const deskRoutes = {
  list: { method: 'GET', path: '/desk/referrals' },
  read: { method: 'GET', path: '/desk/referrals/{id}' },
  /** The record's bytes, as an attachment; 404 unless stored. */
  recordContent: { method: 'GET', path: '/desk/referrals/{id}/records/{rid}/content' },
  /** Body `DeskEvent`. Any lifecycle event that `allowed` names. Answers `DeskReferral`. */
  event: { method: 'POST', path: '/desk/referrals/{id}/events' },
  /** Body `DeskQuote`. Answers `DeskReferral`, as do all below. */
  quote: { method: 'POST', path: '/desk/referrals/{id}/quote' },
  request: { method: 'POST', path: '/desk/referrals/{id}/requests' },
  imagingLink: { method: 'POST', path: '/desk/referrals/{id}/imaging-link' },
  /** Body: the PDF's bytes, `Content-Type: application/pdf`, language in `?language=en`. Sign and deliver are events. */
  report: { method: 'POST', path: '/desk/referrals/{id}/report' },
  message: { method: 'POST', path: '/desk/referrals/{id}/messages' },
  payment: { method: 'POST', path: '/desk/referrals/{id}/payments' },
  /** After five wrong second facts the family's links are locked until the team opens them again. */
  unlock: { method: 'POST', path: '/desk/referrals/{id}/unlock' },
  /** Mails of the demo inbox, newest first: `{mails: InboxMail[]}`. `?to=` filters by address. No token. */
  inbox: { method: 'GET', path: '/inbox/mails' },
} as const;
export type DeskRouteName = keyof typeof deskRoutes;

/** `reasonCode` is required where the lifecycle table says so (`decline`, `return`, `fee.waive` …). */
export const deskEvent = z.object({
  type: z.string().check(z.maxLength(40)),
  reasonCode: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,60}$/))),
});
export type DeskEvent = z.infer<typeof deskEvent>;

/** Totals are computed here from quantity and unit; amounts are minor units (cents). */
export const deskQuote = z.object({
  lines: z
    .array(
      z.object({
        code: z.string().check(z.minLength(1), z.maxLength(60)),
        qty: z.int().check(z.positive(), z.lte(99)),
        unitMinor: z.int().check(z.nonnegative()),
        text: z.optional(z.string().check(z.maxLength(200))),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
  validDays: z.int().check(z.gte(1), z.lte(365)),
});
export type DeskQuote = z.infer<typeof deskQuote>;

/** `blocking` in `expert-review` stops the clock and reopens the documents. `due`: local date. */
export const deskRequest = z.object({
  items: z
    .array(
      z.object({
        category: z.string().check(z.maxLength(40)),
        text: z.string().check(z.minLength(1), z.maxLength(500)),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
  reason: z.optional(z.string().check(z.maxLength(1000))),
  due: z.optional(z.iso.date()),
  blocking: z.boolean(),
});
export type DeskRequest = z.infer<typeof deskRequest>;

/**
 * Where images go: `external-link` and `stow-rs` need a `url` whose host is among the program's `redirectHosts`; `tus` is
 * this backend. Without `days` the program's `imaging.linkDays` hold.
 */
export const deskImagingLink = z.object({
  mode: z.optional(z.enum(['external-link', 'tus', 'stow-rs'])),
  url: z.optional(z.string().check(z.maxLength(2000))),
  days: z.optional(z.int().check(z.gte(1), z.lte(90))),
  instructions: z.optional(z.string().check(z.maxLength(1000))),
  /** Bearer for the DICOMweb server, where it asks for one. */
  token: z.optional(z.string().check(z.minLength(1), z.maxLength(4000), z.regex(/^[\w.~+/=-]+$/))),
});
export type DeskImagingLink = z.infer<typeof deskImagingLink>;

export const deskMessage = z.object({ text: z.string().check(z.minLength(1), z.maxLength(4000)) });
export type DeskMessage = z.infer<typeof deskMessage>;

/** A payment that came another way (bank transfer, cash desk): closes the fee gate. */
export const deskPayment = z.object({ reason: z.string().check(z.regex(/^[a-z0-9-]{1,60}$/)) });
export type DeskPayment = z.infer<typeof deskPayment>;

/** Whose turn it is. */
export type WaitsFor = 'family' | 'intake' | 'expert' | 'nobody';

export interface DeskRow {
  readonly id: string;
  readonly reference: string;
  /** Program id: one server may hold several. */
  readonly program: string;
  /** Full name as given; render as text, it is a stranger's input. */
  readonly child: string;
  /** Whole years today; null where the birth date is partial or not known. */
  readonly ageYears: number | null;
  /** ISO 3166-1 alpha-2 of the child's residence. */
  readonly country: string | null;
  readonly state: ReferralState;
  readonly waitsFor: WaitsFor;
  /** Why: an action code for the family, or `triage`, `assign`, `quote`, `documents`, `imaging`, `report`, `deliver`. */
  readonly waitsForWhat: string | null;
  /** Local date: first reply, request due, or end of the report window. */
  readonly due: string | null;
  readonly records: {
    readonly count: number;
    readonly stored: number;
    readonly refused: number;
    readonly needsReview: number;
  };
  readonly unreadMessages: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One answered question, in the order of the form. */
export interface DeskAnswer {
  /** JSON pointer into the answers. */
  readonly pointer: string;
  /** Field type of the form definition: what shape `value` has. */
  readonly type: string;
  /** Locale key of the label; `label` is the plain English fallback. */
  readonly textKey: string | null;
  readonly label: string;
  /** Words of the program's own options, by code. */
  readonly options?: Readonly<Record<string, string>>;
  readonly value: Json;
}
export interface DeskSection {
  readonly stage: number;
  readonly step: string;
  readonly section: string;
  readonly answers: readonly DeskAnswer[];
}

/** A record with both verdicts: the server's stands, a difference is shown. */
export interface DeskRecord extends RecordView {
  readonly deviceVerdict: RecordVerdict | null;
  readonly serverVerdict: RecordVerdict | null;
  /** R-ENG holds for it: in English, translated where it is not, explained or vouched for. */
  readonly languageSettled: boolean;
}

/** A study, and whose images they say they are: read from the images that are stored, so nothing before the first is. */
export interface DeskStudy extends StudyView {
  /** Bytes of it are still to come; else, while `receiving`, all are here and are looked at. */
  readonly arriving: boolean;
  /** As in the header, one entry per script. A stranger's input: render as text. */
  readonly names: readonly string[];
  /** ISO dates. */
  readonly birthDates: readonly string[];
  /** Images that came and were refused, each with the reason. */
  readonly refusedImages: readonly { readonly path: string; readonly reason: string }[];
}

export interface DeskRequestView extends InformationRequest {
  readonly response: {
    readonly text: string | null;
    readonly recordIds: readonly string[];
    readonly unavailable: boolean;
  } | null;
}

export interface DeskReferral extends DeskRow {
  readonly language: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** Five wrong second facts: the family's links do not open until `unlock`. */
  readonly linksLocked: boolean;
  readonly sections: readonly DeskSection[];
  readonly consents: readonly StoredConsent[];
  readonly recordList: readonly DeskRecord[];
  readonly gates: Gates;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly quote: Quote | null;
  /** Whom the receipt is made out to; empty before the quote is accepted, and where nobody is asked. */
  readonly receipt: readonly DeskAnswer[];
  readonly requests: readonly DeskRequestView[];
  readonly imaging: ImagingTransfer | null;
  readonly studies: readonly DeskStudy[];
  /** The family asked for a new imaging link. */
  readonly imagingReissueAsked: boolean;
  readonly report: (ReportMetadata & { readonly signed: boolean; readonly delivered: boolean }) | null;
  readonly messages: readonly Message[];
  readonly timeline: readonly ReferralEvent[];
  /** Events that intake may cause now, by state and gate; `sign` needs an uploaded report, `deliver` a signed one. */
  readonly allowed: readonly LifecycleEventType[];
  /** Of `allowed`, those that need a `reasonCode`. */
  readonly needReason: readonly LifecycleEventType[];
}

export interface InboxMail {
  readonly id: string;
  readonly to: string;
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
  /** Plain text. Links are in it as they are sent. */
  readonly text: string;
  readonly at: string;
}
