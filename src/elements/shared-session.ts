/**
 * One session for all elements inside a `rso-referral`: a child asks upwards by an event and the nearest provider
 * answers at once. The event does not leave the document's tree and carries a callback, nothing else.
 */
import type { PersonEvent } from '../journey/events.ts';
import type { JourneyState } from '../journey/state.ts';
import type { PagePictures } from '../session/page-pictures.ts';

/** What an element needs of a session (`src/session` makes them; tests and stories may hand in their own). */
export interface SessionLike {
  readonly state: JourneyState;
  readonly send: (event: PersonEvent) => void;
  /** @returns stops it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Draws a page of a record, where the session can. */
  readonly pagePicture?: PagePictures;
  readonly dispose: () => void;
}

const TYPE = 'rso-session-request';

class SessionRequestEvent extends Event {
  readonly answer: (session: SessionLike) => void;
  constructor(answer: (session: SessionLike) => void) {
    super(TYPE, { bubbles: true, composed: true, cancelable: true });
    this.answer = answer;
  }
}

/** Asks the elements around `asker` for their session; null where there is none. */
export function sessionAround(asker: Element): SessionLike | null {
  let found: SessionLike | null = null;
  asker.dispatchEvent(new SessionRequestEvent((session) => (found = session)));
  return found;
}

/** Answers the requests of elements inside `provider`. @returns stops it. */
export function provideSession(provider: Element, current: () => SessionLike | null): () => void {
  const answer = (event: Event): void => {
    const session = event.composedPath()[0] !== provider && event instanceof SessionRequestEvent ? current() : null;
    if (!session) return;
    event.stopPropagation();
    (event as SessionRequestEvent).answer(session);
  };
  provider.addEventListener(TYPE, answer);
  return () => provider.removeEventListener(TYPE, answer);
}
