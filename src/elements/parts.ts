/** Fetches the parts that a rendering asks for, and says when one could not be. */
import type { CSSResult, ReactiveController, ReactiveControllerHost } from 'lit';
import { type DoorName, fetchPart, isHere, stylesBehind } from './load.ts';

export class Parts implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onFailure: () => void;
  readonly #failed = new Set<DoorName>();
  readonly #used = new Set<DoorName>();

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
    if (isHere(name)) {
      this.#used.add(name);
      return 'here';
    }
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

  /** Styles of the parts that were used so far. */
  get styles(): readonly CSSResult[] {
    return [...new Set([...this.#used].flatMap(stylesBehind))];
  }

  /** After a failure. */
  again(): void {
    this.#failed.clear();
    this.#host.requestUpdate();
  }
}
