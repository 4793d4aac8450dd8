/**
 * What the English check says of a page and of a record: the shape that the device computes, the client sends
 * and the backend computes again (the backend's stands). Source: records.md "What it returns"; contract.md
 * "Records, uploads, digests, packs" has the rule from pages to record.
 */
import * as z from 'zod/mini';

/** What one page is, as far as language goes. */
export const pageVerdictKind = z.enum(['english', 'not-english', 'mixed', 'unreadable', 'image', 'blank']);
export type PageVerdictKind = z.infer<typeof pageVerdictKind>;

/** Why a page got its verdict, where "english" does not say it all. Worded in the locale files. */
export const verdictReason = z.enum([
  'other-script',
  'other-language',
  'half-and-half',
  'too-little-text',
  'broken-encoding',
  'no-text-layer',
  'poor-picture',
  'encrypted',
  'damaged',
  'empty',
  'unsupported',
  'too-large',
  'too-many-pages',
  'too-many-pixels',
  'too-deep',
  'inflated',
  'time-limit',
  'ocr-unavailable',
]);
export type VerdictReason = z.infer<typeof verdictReason>;

/** A run of text, in UTF-16 units of the page's text, that decided the verdict. Stays on the device. */
export const decidingSpan = z.object({
  start: z.int().check(z.nonnegative()),
  end: z.int().check(z.nonnegative()),
  language: z.string(),
});
export type DecidingSpan = z.infer<typeof decidingSpan>;

export const pageVerdict = z.object({
  /** 1-based, in reading order. */
  page: z.int().check(z.positive()),
  verdict: pageVerdictKind,
  /** BCP 47, best guess, or `und`. */
  language: z.string(),
  /** 0–1: how sure the verdict is. */
  confidence: z.number().check(z.gte(0), z.lte(1)),
  method: z.enum(['text', 'ocr']),
  reason: z.optional(verdictReason),
  spans: z.optional(z.array(decidingSpan)),
});
export type PageVerdict = z.infer<typeof pageVerdict>;

/** Language verdict on a whole record (a transfer state is another thing). */
export const recordVerdictKind = z.enum(['accepted', 'refused', 'needs-review']);
export type RecordVerdictKind = z.infer<typeof recordVerdictKind>;

/** Whether the names and dates found in a record look like the patient's. It warns, it never blocks. */
export const identityMatch = z.object({
  outcome: z.enum(['matches', 'differs', 'not-found']),
  /** Names and dates as found in the record. Health data: body only, never a log, never an event. */
  names: z.array(z.string()),
  birthDates: z.array(z.string()),
});
export type IdentityMatch = z.infer<typeof identityMatch>;

/** What a record seems to be, by its words: offered to the person, decided by nobody. Stays on the device. */
export const recordOffers = z.object({
  category: z.optional(z.string()),
  documentDate: z.optional(z.string()),
});
export type RecordOffers = z.infer<typeof recordOffers>;

export const recordVerdict = z.object({
  verdict: recordVerdictKind,
  pages: z.array(pageVerdict),
  counts: z.record(pageVerdictKind, z.int()),
  /** BCP 47 codes found, most frequent first. */
  languages: z.array(z.string()),
  /** By content, never by extension: `application/pdf`, … or `application/octet-stream`. */
  mediaType: z.string(),
  /** Reason for the record as a whole where no page could be read at all. */
  reason: z.optional(verdictReason),
  identity: z.optional(identityMatch),
  offers: z.optional(recordOffers),
  /** Pages or parts that were not read, and why. */
  unread: z.array(z.object({ page: z.optional(z.int()), reason: verdictReason })),
});
export type RecordVerdict = z.infer<typeof recordVerdict>;

/** Nothing counted yet. */
export const noCounts = (): Record<PageVerdictKind, number> => ({
  english: 0,
  'not-english': 0,
  mixed: 0,
  unreadable: 0,
  image: 0,
  blank: 0,
});

/**
 * The rule from pages to record, the same on both sides (contract.md): any `not-english` refuses; else any `mixed`
 * or `unreadable` needs a human; else one `english` accepts; only images and blanks need a human.
 */
export function verdictOfPages(pages: readonly Pick<PageVerdict, 'verdict'>[]): RecordVerdictKind {
  const has = (kind: PageVerdictKind) => pages.some((page) => page.verdict === kind);
  if (has('not-english')) return 'refused';
  if (has('mixed') || has('unreadable')) return 'needs-review';
  return has('english') ? 'accepted' : 'needs-review';
}
