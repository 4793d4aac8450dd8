/**
 * The one connection that all uploads share: when it is lost they wait together, and the first sign of life wakes them
 * all. It never gives up: delays grow from half a second to half a minute, spread by chance, and the `online` event,
 * or the person, cuts them short.
 */
import type { Connectivity } from './port.ts';

export interface RetryPace {
  /** Milliseconds before the first retry. */
  readonly first: number;
  /** Milliseconds between retries at the most. */
  readonly longest: number;
}

export const retryPace: RetryPace = { first: 500, longest: 30_000 };

/** Milliseconds before try number `tries` (from 0): doubles, never over `longest`, spread over its upper half. */
export const backOff = (tries: number, pace: RetryPace, random: () => number): number =>
  Math.min(pace.longest, pace.first * 2 ** Math.min(tries, 16)) * (0.5 + random() / 2);

/** `navigator.onLine` and the `online` event; always online where there is neither. */
export const browserConnectivity: Connectivity = {
  online: () => typeof navigator === 'undefined' || navigator.onLine !== false,
  onOnline: (listener) => {
    if (typeof window === 'undefined') return () => undefined;
    window.addEventListener('online', listener);
    return () => window.removeEventListener('online', listener);
  },
};

export interface ConnectionOptions {
  readonly connectivity: Connectivity;
  readonly now: () => number;
  readonly random: () => number;
  readonly pace: RetryPace;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #wakers = new Set<() => void>();
  readonly #stop: () => void;
  #tries = 0;
  /** Instant of the next try, while it is down. */
  #until: number | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#stop = options.connectivity.onOnline(() => this.wake());
  }

  get online(): boolean {
    return this.#options.connectivity.online();
  }

  get down(): boolean {
    return this.#until !== undefined;
  }

  /** Milliseconds since the epoch; `undefined` when it is not down, or while the device is offline. */
  get nextTry(): number | undefined {
    return this.online ? this.#until : undefined;
  }

  /** Nobody answered, or the server said that it cannot now. Failures while all wait count once. */
  lost(retryAfter = 0): void {
    const now = this.#options.now();
    if (this.#until !== undefined && this.#until > now) return;
    const delay = Math.max(retryAfter, backOff(this.#tries, this.#options.pace, this.#options.random));
    this.#tries += 1;
    this.#until = now + delay;
  }

  /** The server answered: who waits may go on. */
  alive(): void {
    this.#tries = 0;
    if (this.#until !== undefined) this.wake();
  }

  /** Resolves at once unless the connection is down; then at the next try, on `wake`, or as soon as it is alive. */
  async ready(signal: AbortSignal): Promise<void> {
    const until = this.#until;
    if (until === undefined) return;
    // `onLine` is sometimes wrong: even offline it is tried now and then.
    const delay = this.online ? until - this.#options.now() : this.#options.pace.longest;
    await this.sleep(delay, signal);
    if (this.#until === until) this.#until = undefined;
  }

  /** Waits for one upload only, with the same ways of being woken. */
  sleep(delay: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wakers.delete(done);
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = (): void => {
        reject(signal.reason as Error);
        done();
      };
      const timer = setTimeout(done, Math.max(0, delay));
      this.#wakers.add(done);
      signal.addEventListener('abort', abort);
    });
  }

  /** Every wait ends now. */
  wake(): void {
    this.#until = undefined;
    for (const waker of [...this.#wakers]) waker();
  }

  dispose(): void {
    this.#stop();
  }
}
