/**
 * RFC 9457 problems: the closed list of codes (contract.md "Problem codes"), each with its HTTP status and whether
 * trying the same again can help. The client words them by `code`; `detail` is the fallback. Values a person typed
 * are never echoed.
 */
import * as z from 'zod/mini';
import { issue } from './form-definition.ts';

/** code → status and whether the same request may succeed later. */
export const problemTable = {
  validation: { status: 422, retryable: false },
  'not-found': { status: 404, retryable: false },
  unauthorized: { status: 401, retryable: false },
  'rate-limited': { status: 429, retryable: true },
  maintenance: { status: 503, retryable: true },
  ineligible: { status: 422, retryable: false },
  'state-conflict': { status: 409, retryable: false },
  'version-conflict': { status: 412, retryable: false },
  'precondition-required': { status: 428, retryable: false },
  'idempotency-missing': { status: 400, retryable: false },
  'idempotency-reused': { status: 422, retryable: false },
  'idempotency-in-flight': { status: 409, retryable: true },
  'consent-outdated': { status: 409, retryable: false },
  'email-unverified': { status: 403, retryable: false },
  'fact-required': { status: 400, retryable: false },
  'link-invalid': { status: 400, retryable: false },
  'step-up-required': { status: 403, retryable: false },
  'records-not-english': { status: 422, retryable: false },
  'file-rejected': { status: 422, retryable: false },
  'too-large': { status: 413, retryable: false },
  'unsupported-type': { status: 415, retryable: false },
  quota: { status: 409, retryable: false },
  'storage-full': { status: 507, retryable: true },
  'upload-expired': { status: 410, retryable: false },
  'digest-mismatch': { status: 409, retryable: false },
  'quote-changed': { status: 409, retryable: false },
  'quote-expired': { status: 410, retryable: false },
  'imaging-not-open': { status: 409, retryable: false },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ProblemCode = keyof typeof problemTable;

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

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemTable, code);
