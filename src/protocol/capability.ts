/** Capabilities, links, second facts, codes by e-mail (protocol.md 4; contract.md "Capabilities, links, second facts"). */
import * as z from 'zod/mini';
import { id, instant } from './scalars.ts';

export const scope = z.enum(['read', 'edit', 'upload', 'sign', 'pay', 'report']);
export type Scope = z.infer<typeof scope>;

export const capabilityRole = z.enum(['submitter', 'guardian', 'physician', 'sponsor']);
export type CapabilityRole = z.infer<typeof capabilityRole>;

/** Sent as `Authorization: Bearer`; kept in memory, or in this tab's sessionStorage where the program says so. */
export const capability = z.object({
  token: z.string().check(z.minLength(43)),
  expiresAt: instant,
  role: capabilityRole,
  scopes: z.array(scope),
});
export type Capability = z.infer<typeof capability>;

/** Asked for at every redemption; it is not in the mailbox. */
export const secondFact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('birthDate'), value: z.string().check(z.maxLength(10)) }),
  z.object({ kind: z.literal('pin'), value: z.string().check(z.maxLength(12)) }),
]);
export type SecondFact = z.infer<typeof secondFact>;

/** `page` is where the link in the mail leads; its origin must be on the program's list. */
export const accessLinkRequest = z.object({
  email: z.string().check(z.maxLength(254)),
  reference: z.optional(z.string().check(z.maxLength(32))),
  page: z.string().check(z.maxLength(2000)),
});
/**
 * A link that opens a part of a referral to somebody else (protocol README, clause 6.8): a guardian who signs, a
 * sponsor who follows state and fee.
 */
export const shareKinds = ['guardian-sign', 'sponsor-status'] as const;
export const shareKind = z.enum(shareKinds);
export type ShareKind = z.infer<typeof shareKind>;

/** What each kind of link makes of whoever opens it. */
export const roleOfShare = {
  'guardian-sign': 'guardian',
  'sponsor-status': 'sponsor',
} as const satisfies Record<ShareKind, CapabilityRole>;

export const shareRequest = z.object({
  kind: shareKind,
  /** Key of the guardian in the answers; absent: the one who decides and can be reached. */
  guardian: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  /** Where the answers hold no address for them. */
  email: z.optional(z.string().check(z.maxLength(254))),
});
/** A link that was sent, as whoever had it sent may see it. The link itself stands in the mail and nowhere else. */
export const share = z.object({
  id,
  kind: shareKind,
  /** The address that it was sent to. */
  sentTo: z.string(),
  guardian: z.optional(z.string()),
  createdAt: instant,
  expiresAt: instant,
  openedAt: z.optional(instant),
});
export type Share = z.infer<typeof share>;

export const redemptionRequest = z.object({ token: z.string().check(z.maxLength(200)), fact: z.optional(secondFact) });
export const redemption = z.object({ id, reference: z.string(), capability });

export const verificationPurpose = z.enum(['email', 'report']);
export const verificationRequest = z.object({ purpose: verificationPurpose });
/** Six digits by e-mail, five tries, ten minutes. */
export const verification = z.object({
  id,
  expiresAt: instant,
  attemptsLeft: z.int(),
});
export const verificationAttempt = z.object({ code: z.string().check(z.maxLength(12)) });
export const verificationResult = z.object({ verified: z.boolean(), attemptsLeft: z.int() });
