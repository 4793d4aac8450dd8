/** What follows from the status of a STOW-RS request as a whole (PS3.18 table 10.5.3-1): pure rules. */
import type { TransferCode } from '../port.ts';
import { passing } from '../retry.ts';

export type StowStep =
  /** Each instance has an answer of its own in the body. */
  | { readonly do: 'read' }
  /** The connection or the whole server. `retryAfter`: milliseconds. */
  | { readonly do: 'wait-connection'; readonly retryAfter?: number }
  /** Again, a little later. `code` is told to the person meanwhile. */
  | { readonly do: 'wait'; readonly code?: TransferCode }
  /** Where images go, and with which token, is asked anew. */
  | { readonly do: 'ask-place' }
  /** One of them, or all of them together, are too much: in halves; one by itself is named with `code`. */
  | { readonly do: 'split'; readonly code: TransferCode }
  /** An answer that no rule knows. */
  | { readonly do: 'odd' };

export interface StowReply {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: number;
}

/** @param reply null: nobody answered. */
export function nextStowStep(reply: StowReply | null): StowStep {
  if (!reply) return { do: 'wait-connection' };
  const { status, retryAfter } = reply;
  switch (status) {
    // 202, 409: some of them, or none, were stored; the body says which, and why.
    case 200:
    case 202:
    case 409:
      return { do: 'read' };
    // Its own token, which is not the person's to renew: the team's link is what does not work.
    case 401:
    case 403:
    case 404:
    case 410:
      return { do: 'ask-place' };
    case 413:
      return { do: 'split', code: 'too-large' };
    case 415:
      return { do: 'split', code: 'unsupported' };
    case 400:
    case 422:
      return { do: 'split', code: 'corrupt' };
    case 507:
      return { do: 'wait', code: 'storage-full' };
    default:
      if (passing.has(status)) return { do: 'wait-connection', ...(retryAfter !== undefined && { retryAfter }) };
      return status >= 500 ? { do: 'wait' } : { do: 'odd' };
  }
}
