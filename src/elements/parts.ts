/** Fetches the parts that a rendering asks for, and says when one could not be. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type DoorName, fetchPart, isHere } from './load.ts';

export class Parts implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onFailure: () => void;
  readonly #failed = new Set<DoorName>();

  constructor(host: ReactiveControllerHost, onFailure: () => void) {
    this.#host = host;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  hostConnected(): void {
    this.#failed.clear();
  }

  /** Is this part here? If not it is fetched, and the element renders again once it is. */
  need(name: DoorName): 'here' | 'coming' | 'failed' {
    if (isHere(name)) return 'here';
    if (this.#failed.has(name)) return 'failed';
    fetchPart(name).then(
      () => this.#host.requestUpdate(),
      () => {
        this.#failed.add(name);
        this.#onFailure();
        this.#host.requestUpdate();
      },
    );
    return 'coming';
  }

  /** After a failure. */
  again(): void {
    this.#failed.clear();
    this.#host.requestUpdate();
  }
}
