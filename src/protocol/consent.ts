/** Signed consents (access-form.md 8 J): what was shown, in which language, when, how; never only "yes". */
import * as z from 'zod/mini';
import { instant, languageTag } from './scalars.ts';

/** What the client sends: the text that was on screen, by id, version, language and hash. */
export const signedConsent = z.object({
  id: z.string(),
  version: z.string(),
  lang: languageTag,
  /** SHA-256 of the text that was shown. */
  sha256: z.string(),
  given: z.boolean(),
  method: z.enum(['checkbox', 'typed-name']),
  /** The name that was typed, where it stands in no form: a guardian who signs by a link. */
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});
export type SignedConsent = z.infer<typeof signedConsent>;

/** What the backend keeps: server time, and who. */
export const storedConsent = z.extend(signedConsent, { at: instant, signer: z.string() });
export type StoredConsent = z.infer<typeof storedConsent>;
