/** The shape of every handler: the state that follows from a state and one kind of event. */
import type { JourneyEvent } from './events.ts';
import type { JourneyState } from './state.ts';

export type EventType = JourneyEvent['type'];
export type EventOf<Type extends EventType> = Extract<JourneyEvent, { readonly type: Type }>;
export type Handler<Type extends EventType> = (state: JourneyState, event: EventOf<Type>) => JourneyState;
/** Handlers of some kinds of event. `reduce.ts` proves that together they are all kinds. */
export type Handlers<Types extends EventType> = { readonly [Type in Types]: Handler<Type> };

/** For what only causes work: the state changes when the work says what it came to. */
export const unchanged = (state: JourneyState): JourneyState => state;
