/** A session whose state is given: person events go through the real reducer, and nothing is ever sent. */
import { initialJourney, type JourneyState, type PersonEvent, reduce } from '../../../src/journey/index.ts';
import type { SessionLike } from '../../../src/elements/shared-session.ts';

export interface FixtureSession extends SessionLike {
  /** What the element said the person did. */
  readonly sent: readonly PersonEvent[];
  /** Puts another state in place, as work would. */
  readonly become: (state: JourneyState) => void;
  readonly listeners: () => number;
}

export function fixtureSession(given: JourneyState = initialJourney()): FixtureSession {
  let state = given;
  const sent: PersonEvent[] = [];
  const listeners = new Set<() => void>();
  const become = (next: JourneyState): void => {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get state() {
      return state;
    },
    sent,
    become,
    listeners: () => listeners.size,
    send: (event) => {
      sent.push(event);
      become(reduce(state, event));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
}
