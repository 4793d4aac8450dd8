/** The closed list of problem codes (contract.md "Problem codes"). Apart from the schemas: a first view reads it too. */

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

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemTable, code);
