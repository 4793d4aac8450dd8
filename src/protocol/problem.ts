/**
 * RFC 9457 problems: the closed list of codes (contract.md "Problem codes"), each with its HTTP status and whether
 * trying the same again can help. The client words them by `code`; `detail` is the fallback. Values a person typed
 * are never echoed.
 */
import * as z from 'zod/mini';
import { issue } from './form-definition.ts';

export * from './problem-codes.ts';

/** Why a file was rejected (`file-rejected`, in `reason`). */
export const rejection = z.enum(['malware', 'type', 'size', 'encrypted', 'corrupt', 'empty']);
export type Rejection = z.infer<typeof rejection>;

/** An unknown code is kept as it came: the client falls back to the category of its status. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  code: z.string(),
  errors: z.optional(z.array(z.extend(issue, { detail: z.optional(z.string()) }))),
  reason: z.optional(z.string()),
  retryable: z.boolean(),
});
export type Problem = z.infer<typeof problem>;

export const problemMediaType = 'application/problem+json';
