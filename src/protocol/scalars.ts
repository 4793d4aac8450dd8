/** The small shapes that everything on the wire is made of. Source: protocol.md 1. */
import * as z from 'zod/mini';

/** RFC 3339 instant in UTC: `2026-11-23T21:59:00Z` (fractions of a second allowed). */
export const instant = z.iso.datetime();
/** Local calendar date: `2026-11-23`. */
export const isoDate = z.iso.date();
/** Partial Gregorian date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (access-form.md 0). */
export const partialDate = z.string().check(z.regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/));
/** Wall clock time: `17:00`. */
export const wallTime = z.string().check(z.regex(/^\d{2}:\d{2}$/));
/** BCP 47 tag, bounded so that no pattern is needed. */
export const languageTag = z.string().check(z.minLength(2), z.maxLength(35));
/** Opaque id of at least 128 bits; only its charset and length are promised. */
export const id = z.string().check(z.regex(/^[\w-]{8,80}$/));
/** ISO 4217 code. */
export const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
/** Integer amount in the minor unit of its currency (cents). */
export const minorUnits = z.int();
/** SHA-256 as 64 lower-case hex digits. */
export const sha256Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** One text per language tag: `{en: "…", ar: "…"}`. */
export const textByLanguage = z.record(z.string(), z.string());
export type TextByLanguage = z.infer<typeof textByLanguage>;
