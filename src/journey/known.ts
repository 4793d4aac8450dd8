/**
 * What is known from the beginning: the program, the language, the connection, a referral that this tab holds from before,
 * a status view that the page handed in. Where no form is filled in, a first view needs no more.
 */
import type { Program } from '../protocol/program.ts';
import type { JourneyEvent } from './events.ts';
import { type Handlers, unchanged } from './handlers.ts';
import { placed, settledPlace } from './place.ts';
import type { JourneyState, VerificationState } from './state.ts';
import { furthest } from './steps.ts';

/** Consents whose text the program no longer has are asked again. */
function currentConsents(state: JourneyState, program: Program): JourneyState['consents'] {
  return Object.fromEntries(
    Object.entries(state.consents).filter(([id, { sha256 }]) => {
      const descriptor = program.consents.find((consent) => consent.id === id);
      return Object.values(descriptor?.texts ?? {}).some((text) => text.sha256 === sha256);
    }),
  );
}

/** The mailbox was proven, here or on another device; or the address was changed since, and it is to be proven anew. */
function emailBy(identity: 'unverified' | 'verified', known: VerificationState): VerificationState {
  if (identity === 'verified') return { phase: 'done' };
  return known.phase === 'done' ? { phase: 'none' } : known;
}

/** Events that this file answers. */
type KnownEventType =
  | 'choose-language'
  | 'retry'
  | 'program.ready'
  | 'program.failed'
  | 'definition.ready'
  | 'online'
  | 'place'
  | 'submitting'
  | 'referral.held'
  | 'status';

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

  'choose-language': (state, { lang }) => ({ ...state, lang }),
  retry: unchanged,
  'program.ready': (state, { program, definition }) =>
    settledPlace({
      ...state,
      program: { phase: 'ready', program, definition },
      consents: currentConsents(state, program),
    }),
  'program.failed': (state, { problem }) =>
    // A program that is there stays: a failed look for a newer one takes nothing away.
    state.program.phase === 'ready' ? state : { ...state, program: { phase: 'failed', problem } },
  'definition.ready': (state, { definition }) =>
    state.program.phase === 'ready' ? settledPlace({ ...state, program: { ...state.program, definition } }) : state,
  online: (state, { online }) => ({ ...state, online }),
  place(state, { place, reached }) {
    const known = reached === undefined ? state : { ...state, reached: furthest(state, reached) };
    return settledPlace(placed(known, place));
  },
  submitting: (state, { work }) => ({ ...state, submitting: work }),
};

type Reduce = (state: JourneyState, event: JourneyEvent) => JourneyState;

/** A reducer of these handlers: null for an event that only the whole reducer answers. */
export const reducerOf =
  (handlers: object) =>
  (state: JourneyState, event: JourneyEvent): JourneyState | null =>
    (handlers as Partial<Record<string, Reduce>>)[event.type]?.(state, event) ?? null;

/** The state after an event; null for an event that only the whole reducer answers. */
export const reduceKnown = reducerOf(knownHandlers);
