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
