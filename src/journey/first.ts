/**
 * The reducer of a first view: what a person can do before the rest is there, and what is known from the beginning. The
 * session takes `reduce.ts` as soon as it has it; events that only it answers wait for it.
 */
import type { JourneyEvent } from './events.ts';
import { formHandlers } from './form.ts';
import type { Handlers } from './handlers.ts';
import type { JourneyState, VerificationState } from './state.ts';

/** The mailbox was proven, here or on another device; or the address was changed since, and it is to be proven anew. */
function emailBy(identity: 'unverified' | 'verified', known: VerificationState): VerificationState {
  if (identity === 'verified') return { phase: 'done' };
  return known.phase === 'done' ? { phase: 'none' } : known;
}

/** Events that this file answers. */
type KnownEventType = 'referral.held' | 'status';

/** A referral that this tab holds from before, a status view that the page handed in. */
export const knownHandlers: Handlers<KnownEventType> = {
  'referral.held': (state, { id, reference, capability: { role, scopes } }) => ({
    ...state,
    referral: { phase: 'held', id, reference, role, scopes },
  }),
  status: (state, { status }) => ({
    ...state,
    status,
    email: emailBy(status.gates.identity, state.email),
  }),
};

const handlers = { ...formHandlers, ...knownHandlers };

/** The state after an event; null for an event that only the whole reducer answers. */
export function reduceFirst(state: JourneyState, event: JourneyEvent): JourneyState | null {
  const handle = (handlers as Partial<Record<string, (state: JourneyState, event: JourneyEvent) => JourneyState>>)[
    event.type
  ];
  return handle?.(state, event) ?? null;
}
