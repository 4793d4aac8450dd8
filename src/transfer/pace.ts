/** Bytes a second as a person should see them: smoothed over about five seconds, silent until there is something to say. */
export class Pace {
  readonly #now: () => number;
  #at: number | undefined;
  #bytes = 0;
  #rate: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param sent bytes from the start of the file; fewer than before (a broken connection) starts over. */
  sample(sent: number): number | undefined {
    const now = this.#now();
    if (this.#at === undefined || sent < this.#bytes) {
      this.#at = now;
      this.#bytes = sent;
      return this.#rate;
    }
    const seconds = (now - this.#at) / 1000;
    if (seconds < 0.5) return this.#rate;
    const rate = (sent - this.#bytes) / seconds;
    const weight = Math.min(1, seconds / 5);
    this.#rate = this.#rate === undefined ? rate : this.#rate + (rate - this.#rate) * weight;
    this.#at = now;
    this.#bytes = sent;
    return this.#rate;
  }

  /** After a pause: the time in between says nothing. */
  reset(): void {
    this.#at = undefined;
    this.#rate = undefined;
  }
}
