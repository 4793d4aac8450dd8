/** The reducer: the one way in which the state of a journey changes. Pure: no clock, no randomness, no network. */
import type { JourneyEvent } from './events.ts';
import { formHandlers } from './form.ts';
import type { EventType, Handlers } from './handlers.ts';
import { knownHandlers } from './known.ts';
import { recordHandlers } from './records.ts';
import { referralHandlers } from './referral.ts';
import type { JourneyState } from './state.ts';
import { statusHandlers } from './status.ts';

// The type of this table is the proof that no event is without an answer.
const handlers: Handlers<EventType> = {
  ...formHandlers,
  ...knownHandlers,
  ...recordHandlers,
  ...referralHandlers,
  ...statusHandlers,
};

/** The state after an event. The same object comes back where nothing changed. */
export function reduce(state: JourneyState, event: JourneyEvent): JourneyState {
  const handle = handlers[event.type] as (state: JourneyState, event: JourneyEvent) => JourneyState;
  return handle(state, event);
}
