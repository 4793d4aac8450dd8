/**
 * The program descriptor, `GET /program` (protocol.md 2, contract.md "Discovery and descriptor"): everything that one
 * hospital's program says of itself. Public, no health data. Unknown members are ignored.
 */
import * as z from 'zod/mini';
import { feeDescriptor } from './fee.ts';
import { condition, formOperation } from './form-definition.ts';
import { isoDate, languageTag, textByLanguage, wallTime } from './scalars.ts';

const isoWeekdays = z.array(z.int().check(z.gte(1), z.lte(7)));

/** How the intake team is reached; shown in every view (program.md 7). */
export const contact = z.object({
  team: z.string(),
  /** E.164. */
  phones: z.array(z.string()),
  email: z.string(),
  languages: z.array(languageTag),
  timeZone: z.string(),
  hours: z.array(z.object({ days: isoWeekdays, from: wallTime, to: wallTime })),
  address: z.optional(z.array(z.string())),
  /** Where pathology slides go: not the office. */
  shippingAddress: z.optional(z.array(z.string())),
});
export type Contact = z.infer<typeof contact>;

/** A consent text in one language; `sha256` is of the bytes at `url`. */
export const consentText = z.object({
  url: z.string(),
  sha256: z.string(),
  review: z.enum(['human', 'machine']),
});
export const consentDescriptor = z.object({
  id: z.string(),
  version: z.string(),
  kind: z.enum(['sign', 'acknowledge', 'opt-in']),
  required: z.boolean(),
  when: z.optional(condition),
  texts: z.record(z.string(), consentText),
});
export type ConsentDescriptor = z.infer<typeof consentDescriptor>;

/** A record that must (or should) be there before records are submitted. */
export const requirement = z.object({
  when: z.optional(condition),
  category: z.string(),
  minCount: z.optional(z.int()),
  maxAgeDays: z.optional(z.int()),
  severity: z.enum(['block', 'warn']),
  text: z.optional(textByLanguage),
});
export type Requirement = z.infer<typeof requirement>;

export const clockDescriptor = z.object({
  minDays: z.int(),
  maxDays: z.int(),
  timeZone: z.string(),
  workweek: isoWeekdays,
  holidays: z.array(isoDate),
  cutoff: wallTime,
  onBlockingRequest: z.enum(['restart', 'pause']),
});
export type ClockDescriptor = z.infer<typeof clockDescriptor>;

export const recordsPolicy = z.enum(['block', 'warn', 'off']);
export type RecordsPolicy = z.infer<typeof recordsPolicy>;

export const uploadsDescriptor = z.object({
  protocols: z.array(z.string()),
  maxFileSize: z.int(),
  maxFiles: z.int(),
  maxTotalSize: z.int(),
  accept: z.array(z.object({ ext: z.string(), mime: z.string(), maxSize: z.optional(z.int()) })),
  /** Only where a proxy demands it. */
  chunk: z.optional(z.object({ max: z.int() })),
  packs: z.optional(z.array(z.string())),
  parallel: z.int(),
  /** ISO 8601 duration. */
  expiresAfter: z.string(),
  methodOverride: z.optional(z.boolean()),
});

export const specialtyDescriptor = z.object({
  code: z.string(),
  open: z.boolean(),
  minAge: z.optional(z.number()),
  maxAge: z.optional(z.number()),
});

export const program = z.object({
  id: z.string(),
  protocol: z.object({
    version: z.string(),
    level: z.int().check(z.gte(1), z.lte(3)),
    /** What this backend offers of L2 and L3; the rest is not shown. */
    features: z.array(z.string()),
  }),
  names: textByLanguage,
  organisation: z.object({ name: z.string(), division: z.optional(z.string()) }),
  contact,
  links: z.record(z.string(), z.string()),
  languages: z.object({ ui: z.array(languageTag) }),
  records: z.object({
    policy: recordsPolicy,
    accepted: z.array(languageTag),
    thresholds: z.optional(z.object({ english: z.number(), notEnglish: z.number() })),
  }),
  eligibility: z.object({
    countries: z.optional(z.object({ allow: z.optional(z.array(z.string())), deny: z.optional(z.array(z.string())) })),
    regions: z.optional(z.object({ allow: z.optional(z.array(z.string())), deny: z.optional(z.array(z.string())) })),
    hospitalised: z.optional(z.enum(['allow', 'ask', 'block'])),
  }),
  patient: z.object({
    maxAgeYears: z.int(),
    overAge: z.enum(['warn', 'block']),
    prenatal: z.boolean(),
    ageOfMajority: z.object({ default: z.int(), byCountry: z.optional(z.record(z.string(), z.int())) }),
    assentAge: z.int(),
  }),
  roles: z.array(z.string()),
  identity: z.object({
    verifyEmail: z.enum(['before-records', 'before-submission']),
    unverifiedUploadBytes: z.int(),
  }),
  physician: z.object({ required: z.boolean() }),
  report: z.object({
    recipients: z.enum(['family', 'physician', 'both']),
    delivery: z.array(z.string()),
    languages: z.array(languageTag),
  }),
  specialties: z.array(specialtyDescriptor),
  requirements: z.array(requirement),
  consents: z.array(consentDescriptor),
  fee: feeDescriptor,
  clock: clockDescriptor,
  uploads: uploadsDescriptor,
  imaging: z.optional(
    z.object({
      modes: z.array(z.string()),
      opensAfter: z.string(),
      linkDays: z.optional(z.int()),
      maxImages: z.optional(z.int()),
    }),
  ),
  video: z.optional(z.object({ audience: z.string(), slotMinutes: z.int() })),
  followUp: z.optional(z.object({ days: z.int(), questions: z.int() })),
  /** Where the capability is kept: nowhere but memory, or this tab's sessionStorage. */
  session: z.optional(z.enum(['memory', 'tab'])),
  hygiene: z.optional(z.enum(['ignore', 'warn', 'block'])),
  /** Token overrides: `{accent: "#0b5c8a"}` sets `--rso-accent`. */
  theme: z.optional(z.record(z.string(), z.string())),
  /** Wording overrides per language and key. */
  copy: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  form: z.optional(z.object({ version: z.string(), operations: z.array(formOperation) })),
  embedding: z.optional(z.object({ allowedOrigins: z.array(z.string()) })),
  retention: z.optional(z.object({ closedDays: z.int() })),
  /** Hosts that a payment or imaging link may lead to (threats.md 34). */
  redirectHosts: z.optional(z.array(z.string())),
});
export type Program = z.infer<typeof program>;

export * from './features.ts';

/** `GET {origin}/.well-known/rso`. */
export const discovery = z.object({ base: z.string() });
