/** RFC 9457 problems (protocol clause 1.7): thrown as `ProblemError`, answered from the closed table. */
import {
  type Issue,
  type ProblemCode,
  problemMediaType,
  problemTable,
  protocolVersion,
  headers as names,
} from '../../../src/protocol/index.ts';

export interface ProblemExtra {
  readonly errors?: readonly Issue[];
  /** `file-rejected`: why. */
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where tus wants another status than the table has (423 locked). */
  readonly status?: number;
}

/** Thrown by handlers; becomes the response. Carries codes only, never what a person typed. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;

  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.extra = extra;
  }
}

/** English fallback words; the client words a problem by its code. */
const titles: Readonly<Record<ProblemCode, string>> = {
  validation: 'Some answers need attention.',
  'not-found': 'There is nothing here.',
  unauthorized: 'A valid capability is needed.',
  'rate-limited': 'Too many requests. Try again later.',
  maintenance: 'The service is being looked after. Try again later.',
  ineligible: 'The program cannot take this referral.',
  'state-conflict': 'This cannot be done at this point of the referral.',
  'version-conflict': 'Someone changed this in the meantime.',
  'precondition-required': 'If-Match is required.',
  'idempotency-missing': 'Idempotency-Key is required.',
  'idempotency-reused': 'This Idempotency-Key was used for another request.',
  'idempotency-in-flight': 'The first request with this Idempotency-Key is still being worked on.',
  'consent-outdated': 'A consent text has changed. Show and sign the current one.',
  'email-unverified': 'The e-mail address has to be confirmed first.',
  'fact-required': 'A second fact is needed, or it was not right.',
  'link-invalid': 'This link no longer works.',
  'step-up-required': 'A code by e-mail is needed first.',
  'records-not-english': 'A record is not in English, or nobody has said that it is.',
  'file-rejected': 'The file was rejected.',
  'too-large': 'This is too large.',
  'unsupported-type': 'This type is not taken.',
  quota: 'This is more than the program takes.',
  'storage-full': 'There is no room at the moment.',
  'upload-expired': 'This upload has expired.',
  'digest-mismatch': 'The bytes received are not the bytes sent.',
  'quote-changed': 'The quote has changed.',
  'quote-expired': 'The quote has expired.',
  'imaging-not-open': 'Imaging is not open for transfer.',
};

/** The response of a problem. */
export function problemResponse({ code, extra }: Pick<ProblemError, 'code' | 'extra'>): Response {
  const status = extra.status ?? problemTable[code].status;
  const body = {
    type: `https://rso-intake.example/problems/${code}`,
    title: titles[code],
    status,
    detail: titles[code],
    code,
    retryable: problemTable[code].retryable,
    ...(extra.errors && extra.errors.length > 0 ? { errors: extra.errors } : {}),
    ...(extra.reason === undefined ? {} : { reason: extra.reason }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': problemMediaType,
      'Content-Language': 'en',
      'Cache-Control': 'no-store',
      [names.version]: protocolVersion,
      ...(code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer error="invalid_token"' } : {}),
      ...(problemTable[code].retryable && !extra.headers?.['Retry-After'] ? { 'Retry-After': '2' } : {}),
      ...extra.headers,
    },
  });
}

/** What is not ours to explain: no stack, no message. */
export const failureResponse = (): Response =>
  new Response(
    JSON.stringify({ type: 'about:blank', title: 'Internal error', status: 500, code: 'internal', retryable: true }),
    {
      status: 500,
      headers: { 'Content-Type': problemMediaType, 'Cache-Control': 'no-store', [names.version]: protocolVersion },
    },
  );
