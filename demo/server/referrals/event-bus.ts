/** Tells open event streams of this process that something happened. The database stays the source of truth. */
import { EventEmitter } from 'node:events';

export class EventBus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  /** Something was appended to a referral's history. */
  changed(referralId: string): void {
    this.#emitter.emit(`changed ${referralId}`);
  }

  /** A capability was ended: its streams close. */
  ended(tokenHash: string): void {
    this.#emitter.emit(`ended ${tokenHash}`);
  }

  /** The server goes down: every stream closes. */
  close(): void {
    this.#emitter.emit('close');
    this.#emitter.removeAllListeners();
  }

  /** Calls `wake` on change and `end` when the capability or the server ends. Returns how to stop listening. */
  follow(referralId: string, tokenHash: string, wake: () => void, end: () => void): () => void {
    this.#emitter.on(`changed ${referralId}`, wake);
    this.#emitter.on(`ended ${tokenHash}`, end);
    this.#emitter.on('close', end);
    return () => {
      this.#emitter.off(`changed ${referralId}`, wake);
      this.#emitter.off(`ended ${tokenHash}`, end);
      this.#emitter.off('close', end);
    };
  }
}
