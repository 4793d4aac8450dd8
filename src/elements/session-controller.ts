/** Ties an element to a session: subscribes while the element is in the page, and asks for a new rendering. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { JourneyState } from '../journey/state.ts';
import type { SessionLike } from './shared-session.ts';

export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onState: (state: JourneyState, before: JourneyState | null) => void;
  #session: SessionLike | null = null;
  #owned = false;
  #stop: (() => void) | null = null;
  #seen: JourneyState | null = null;

  /** @param onState called after every change, before the rendering that shows it. */
  constructor(host: ReactiveControllerHost, onState: (state: JourneyState, before: JourneyState | null) => void) {
    this.#host = host;
    this.#onState = onState;
    host.addController(this);
  }

  get session(): SessionLike | null {
    return this.#session;
  }

  /** @param owned this element made it and ends it; a session that was handed in outlives the element. */
  use(session: SessionLike | null, owned: boolean): void {
    if (session === this.#session) return;
    this.#leave();
    this.#session = session;
    this.#owned = owned;
    this.#seen = null;
    this.#join();
  }

  hostConnected(): void {
    this.#join();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Ends the session if this element made it. */
  end(): void {
    this.#leave();
    this.#session = null;
  }

  #join(): void {
    if (!this.#session || this.#stop) return;
    this.#stop = this.#session.subscribe(() => this.#changed());
    this.#changed();
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = null;
    if (this.#owned) this.#session?.dispose();
  }

  #changed(): void {
    const state = this.#session?.state ?? null;
    if (!state || state === this.#seen) return;
    const before = this.#seen;
    this.#seen = state;
    this.#onState(state, before);
    this.#host.requestUpdate();
  }
}
