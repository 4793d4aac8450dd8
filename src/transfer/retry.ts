/** What follows from an outcome: pure rules, one for each row of transfer.md that is about a failed request. */
import type { Outcome } from './carrier.ts';
import type { TransferCode } from './port.ts';

export type Step =
  /** The connection or the whole server: all uploads wait. `retryAfter`: milliseconds that the server asked for. */
  | { readonly do: 'wait-connection'; readonly retryAfter?: number }
  /** Only this upload waits. `code` is told to the person meanwhile. */
  | { readonly do: 'wait'; readonly code?: TransferCode }
  /** A new capability, then again. */
  | { readonly do: 'authorize' }
  /** The resource is gone: ask for the upload again. */
  | { readonly do: 'renew' }
  /** A proxy refuses bodies of this size: smaller ones. */
  | { readonly do: 'smaller' }
  | { readonly do: 'fail'; readonly code: TransferCode; readonly retryable: boolean };

/** The whole server is busy, or what stands before it: nothing is wrong with what was sent. */
export const passing: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);

/** Answers that no rule knows are asked again this often without progress before they count as a refusal. */
export const oddAnswers = 5;

/**
 * @param odd answers without a rule so far, without progress in between.
 */
export function nextStep(outcome: Exclude<Outcome, { kind: 'complete' | 'aborted' | 'stopped' }>, odd: number): Step {
  if (outcome.kind === 'lost') return { do: 'wait-connection' };
  const { status, method, retryAfter } = outcome;
  switch (status) {
    case 401:
    case 403:
      return { do: 'authorize' };
    case 404:
    case 410:
      return { do: 'renew' };
    case 413:
      return method === 'PATCH' ? { do: 'smaller' } : { do: 'fail', code: 'too-large', retryable: false };
    case 415:
      return { do: 'fail', code: 'unsupported-type', retryable: false };
    // Offset differs, locked by a request that the server has not seen end, checksum: HEAD and go on.
    case 409:
    case 423:
    case 460:
      return { do: 'wait' };
    case 507:
      return { do: 'wait', code: 'storage-full' };
    default:
      if (passing.has(status)) return { do: 'wait-connection', ...(retryAfter !== undefined && { retryAfter }) };
      if (status >= 500) return { do: 'wait' };
      return odd < oddAnswers ? { do: 'wait' } : { do: 'fail', code: 'refused', retryable: true };
  }
}

const chunks = [8 * 1024 * 1024, 1024 * 1024, 64 * 1024];

/** The next smaller body after a proxy refused one of this size (transfer.md "Packs"; protocol.md 5); `null`: none left. */
export const smallerChunk = (chunk: number | undefined): number | null =>
  chunks.find((smaller) => smaller < (chunk ?? Number.POSITIVE_INFINITY)) ?? null;
