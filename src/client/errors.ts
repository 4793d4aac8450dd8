/** What can go wrong between a device and a backend. No address, body or name is ever in an error. */
import type { Problem } from '../protocol/problem.ts';

/** Codes of our own, for what never became an answer of the backend. */
export type LocalCode = 'offline' | 'timeout' | 'unreachable' | 'configuration' | 'chunk';

/** The backend said no: an RFC 9457 problem, or an answer that is none (then the code is made from its status). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: string;
  readonly status: number;
  /** The same request may succeed later. */
  readonly retryable: boolean;
  /** The server's words, in the language asked for. */
  readonly detail: string | undefined;
  readonly errors: Problem['errors'];
  /** `file-rejected`: why. */
  readonly reason: string | undefined;
  /** Milliseconds that the backend asked to wait. */
  readonly retryAfter: number | undefined;
  /** The current ETag, where the backend sent it along (412). */
  readonly etag: string | undefined;

  constructor(
    problem: Pick<Problem, 'code' | 'status' | 'retryable' | 'detail' | 'errors' | 'reason'>,
    headers?: Headers,
  ) {
    super(`the backend answered ${problem.code}`);
    this.code = problem.code;
    this.status = problem.status;
    this.retryable = problem.retryable;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.reason = problem.reason;
    this.retryAfter = retryAfterOf(headers?.get('Retry-After'));
    this.etag = headers?.get('ETag') ?? undefined;
  }
}

/** No answer came: no connection, no answer in time, or no backend at the address. Nothing is known of the request. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly code: LocalCode;
  readonly retryable: boolean;

  constructor(code: LocalCode, options?: ErrorOptions) {
    super(`no answer: ${code}`, options);
    this.code = code;
    this.retryable = code !== 'configuration';
  }
}

const fallbackCodes: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  404: 'not-found',
  409: 'state-conflict',
  412: 'version-conflict',
  413: 'too-large',
  415: 'unsupported-type',
  422: 'validation',
  428: 'precondition-required',
  429: 'rate-limited',
  507: 'storage-full',
};

/** `Retry-After` in seconds or as a date → milliseconds from now, at most an hour. */
function retryAfterOf(value: string | null | undefined): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d{1,6}$/u.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(3_600_000, Math.max(0, seconds * 1000)) : undefined;
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';

/** Reads an answer that is not a success. A proxy's HTML page becomes a problem by its status alone. */
export function problemOf({ status, headers }: Response, text: string): ProblemError {
  const body = parsedJson(text);
  const busy = status === 429 || status === 502 || status === 503 || status === 504 || status === 507;
  if (!isProblem(body)) {
    const code = fallbackCodes[status] ?? (status >= 500 ? 'maintenance' : 'configuration');
    return new ProblemError({ code, status, retryable: busy || status === 500 }, headers);
  }
  return new ProblemError({ ...body, status, retryable: body.retryable || busy }, headers);
}

/** JSON, or undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
