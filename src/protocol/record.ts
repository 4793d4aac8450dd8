/** Records: what a family gives, how it is declared, carried, digested and judged (protocol.md 3, 5; contract.md). */
import * as z from 'zod/mini';
import { id, instant, languageTag, partialDate, sha256Hex } from './scalars.ts';
import { recordVerdict } from './verdict.ts';

export * from './record-categories.ts';

/** How far a record's bytes have come; its language verdict is another thing. */
export const transferState = z.enum(['receiving', 'received', 'scanning', 'stored', 'rejected']);
export type TransferState = z.infer<typeof transferState>;

/** "This is wrong": the record goes on, flagged for a human. */
export const override = z.object({ reason: z.string().check(z.minLength(3), z.maxLength(500)) });

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
  /** The record that this one is a translation of. */
  translationOf: z.optional(id),
  /** The record that this one takes the place of. */
  replaces: z.optional(id),
  /** The information request that it answers. */
  requestId: z.optional(id),
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
  digest: z.optional(sha256Hex),
  verdict: z.optional(recordVerdict),
  override: z.optional(override),
  /** The person says that a record which could not be read here is in English. */
  attested: z.optional(z.boolean()),
});
export type RecordPatch = z.infer<typeof recordPatch>;

export const recordView = z.object({
  id,
  clientId: id,
  name: z.string(),
  size: z.int(),
  type: z.string(),
  category: z.string(),
  documentDate: z.optional(z.string()),
  title: z.optional(z.string()),
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
  override: z.optional(override),
  attested: z.optional(z.boolean()),
  translationOf: z.optional(id),
  replaces: z.optional(id),
  requestId: z.optional(id),
  submitted: z.boolean(),
  createdAt: instant,
});
export type RecordView = z.infer<typeof recordView>;
export const recordList = z.object({ records: z.array(recordView) });

export * from './language-settled.ts';
