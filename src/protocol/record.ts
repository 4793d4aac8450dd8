/** Records: what a family gives, how it is declared, carried, digested and judged (protocol.md 3, 5; contract.md). */
import * as z from 'zod/mini';
import { packDeclaration } from './pack-declaration.ts';
import { id, instant, languageTag, partialDate, sha256Hex } from './scalars.ts';
import { pageVerdictKind, recordVerdict, recordVerdictKind } from './verdict.ts';

export * from './record-categories.ts';

/** How far a record's bytes have come; its language verdict is another thing. */
export const transferState = z.enum(['receiving', 'received', 'scanning', 'stored', 'rejected']);
export type TransferState = z.infer<typeof transferState>;

/** "This is wrong": the record goes on, flagged for a human. */
export const override = z.object({ reason: z.string().check(z.minLength(3), z.maxLength(500)) });

/** Who translated a record. `self`: somebody of the family. */
export const translatorType = z.enum(['certified', 'medical', 'other', 'self']);
export type TranslatorType = z.infer<typeof translatorType>;

/** The translator's statement on a record that is a translation, and where in it each page of the original is. */
export const translation = z.object({
  translatorType,
  translatorName: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  /** "This is a complete and faithful translation": without it nothing is a translation. */
  faithful: z.literal(true),
  /** `page` of the original begins `on` this page of the translation. 1-based; each page of the original once. */
  pages: z
    .array(z.object({ page: z.int().check(z.positive()), on: z.int().check(z.positive()) }))
    .check(z.minLength(1), z.maxLength(3000)),
});
export type Translation = z.infer<typeof translation>;

/** A record that was made on the device from a longer one: what is not in it. The original was not changed. */
export const leftOut = z.object({
  /** Pages of the original. */
  total: z.int().check(z.gte(2)),
  /** Those that were left out, 1-based, ascending. */
  pages: z.array(z.int().check(z.positive())).check(z.minLength(1), z.maxLength(3000)),
  /** BCP 47: what they are in, as far as it is known. */
  languages: z.array(languageTag).check(z.maxLength(50)),
});
export type LeftOut = z.infer<typeof leftOut>;

/**
 * The person's answer where a record names somebody else: it is this child all the same, or they cannot say. A record of
 * another child is taken away instead.
 */
export const identityAnswer = z.enum(['this-child', 'unsure']);
export type IdentityAnswer = z.infer<typeof identityAnswer>;

/** What the device says of a record before its bytes. The name travels here and nowhere else. */
export const recordDeclaration = z.object({
  /** Made once by the client; the same id never makes a second record. */
  clientId: id,
  name: z.string().check(z.minLength(1), z.maxLength(255)),
  /** Bytes. */
  size: z.int().check(z.nonnegative()),
  /** Media type by content. */
  type: z.string().check(z.maxLength(127)),
  category: z.string().check(z.maxLength(40)),
  documentDate: z.optional(partialDate),
  title: z.optional(z.string().check(z.maxLength(200))),
  language: z.optional(languageTag),
  /** The device's verdict. The backend computes its own, and that stands. */
  verdict: z.optional(recordVerdict),
  override: z.optional(override),
  identityAnswer: z.optional(identityAnswer),
  leftOut: z.optional(leftOut),
  /** The record that this one is a translation of; comes with `translation`. */
  translationOf: z.optional(id),
  translation: z.optional(translation),
  /** The record that this one takes the place of. */
  replaces: z.optional(id),
  /** The information request that it answers. */
  requestId: z.optional(id),
  /** The study whose instances it carries: those of a `pack`, or the one that it is. */
  study: z.optional(id),
  pack: z.optional(packDeclaration),
});
export type RecordDeclaration = z.infer<typeof recordDeclaration>;

export const declareRecords = z.object({ records: z.array(recordDeclaration).check(z.minLength(1), z.maxLength(200)) });

export const declaredRecord = z.object({
  recordId: id,
  clientId: id,
  /** A tus resource that answers HEAD, PATCH and DELETE at once. */
  upload: z.object({ url: z.string(), expiresAt: instant }),
});
export type DeclaredRecord = z.infer<typeof declaredRecord>;

/** What may be changed until records are submitted. `digest` closes the transfer: the root of the device's bytes. */
export const recordPatch = z.object({
  category: z.optional(z.string().check(z.maxLength(40))),
  documentDate: z.optional(partialDate),
  title: z.optional(z.string().check(z.maxLength(200))),
  language: z.optional(languageTag),
  digest: z.optional(sha256Hex),
  verdict: z.optional(recordVerdict),
  override: z.optional(override),
  identityAnswer: z.optional(identityAnswer),
  translationOf: z.optional(id),
  translation: z.optional(translation),
  /** The person says that a record which could not be read here is in English. */
  attested: z.optional(z.boolean()),
});
export type RecordPatch = z.infer<typeof recordPatch>;

/** Where the device read a record otherwise than the backend: its verdict, and its word on each page that differs. */
export const deviceDiffers = z.object({
  verdict: recordVerdictKind,
  pages: z.array(z.object({ page: z.int(), verdict: z.nullable(pageVerdictKind) })),
});
export type DeviceDiffers = z.infer<typeof deviceDiffers>;

export const recordView = z.object({
  id,
  clientId: id,
  name: z.string(),
  size: z.int(),
  type: z.string(),
  category: z.string(),
  documentDate: z.optional(z.string()),
  title: z.optional(z.string()),
  /** What it is in, as the person says; absent: nobody said. */
  language: z.optional(z.string()),
  transfer: z.object({
    state: transferState,
    /** Bytes that the server holds. */
    offset: z.int(),
    /** `file-rejected` reason or `digest-mismatch`. */
    reason: z.optional(z.string()),
    expiresAt: z.optional(instant),
  }),
  /** Present while bytes are still to come. */
  upload: z.optional(z.object({ url: z.string(), expiresAt: instant })),
  /** `content-tree-sha256` as the server computed it. */
  digest: z.optional(sha256Hex),
  /** The verdict that stands: the server's once it has one, until then the device's. */
  verdict: z.optional(recordVerdict),
  verdictBy: z.optional(z.enum(['device', 'server'])),
  /** Present where the two readings differ: shown to the person and to the intake team, never hidden. */
  deviceDiffers: z.optional(deviceDiffers),
  override: z.optional(override),
  attested: z.optional(z.boolean()),
  identityAnswer: z.optional(identityAnswer),
  leftOut: z.optional(leftOut),
  translationOf: z.optional(id),
  translation: z.optional(translation),
  replaces: z.optional(id),
  requestId: z.optional(id),
  submitted: z.boolean(),
  createdAt: instant,
});
export type RecordView = z.infer<typeof recordView>;
export const recordList = z.object({ records: z.array(recordView) });

export * from './language-settled.ts';
export * from './verdict-difference.ts';
