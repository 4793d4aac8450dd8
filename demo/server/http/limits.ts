/** Rate limits on what a stranger can do (clause: 429 with `Retry-After`). Fixed windows, in the process's memory. */
import { ProblemError } from './problem.ts';

export interface Limit {
  readonly max: number;
  readonly seconds: number;
}

/** What is limited, and by whom it is counted. */
export interface Limits {
  /** New drafts per network address. */
  readonly create: Limit;
  /** Links per e-mail address asked for, and per network address. */
  readonly accessLink: Limit;
  /** Redemptions per network address. */
  readonly redeem: Limit;
  /** Codes by e-mail per referral. */
  readonly verification: Limit;
  /** Messages per referral. */
  readonly message: Limit;
  /** Payment sessions per referral (threats.md 33). */
  readonly payment: Limit;
}

export const defaultLimits: Limits = {
  create: { max: 60, seconds: 3600 },
  accessLink: { max: 5, seconds: 3600 },
  redeem: { max: 30, seconds: 3600 },
  verification: { max: 10, seconds: 3600 },
  message: { max: 30, seconds: 3600 },
  payment: { max: 20, seconds: 3600 },
};

/** Limits that a test never meets unless it sets its own. */
export const noLimits: Limits = Object.fromEntries(
  Object.keys(defaultLimits).map((name) => [name, { max: Number.MAX_SAFE_INTEGER, seconds: 1 }]),
) as unknown as Limits;

interface Window {
  readonly ends: number;
  count: number;
}

export class RateLimiter {
  readonly #limits: Limits;
  readonly #now: () => Date;
  readonly #windows = new Map<string, Window>();

  constructor(limits: Limits, now: () => Date) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts one use by `who`; throws `rate-limited` with the seconds to wait where it was one too many. */
  use(name: keyof Limits, who: string): void {
    const { max, seconds } = this.#limits[name];
    const now = this.#now().getTime();
    if (this.#windows.size > 10_000) this.#forget(now);
    const key = `${name}\n${who}`;
    const known = this.#windows.get(key);
    const window = known && known.ends > now ? known : { ends: now + seconds * 1000, count: 0 };
    window.count += 1;
    this.#windows.set(key, window);
    if (window.count > max)
      throw new ProblemError('rate-limited', {
        headers: { 'Retry-After': String(Math.max(1, Math.ceil((window.ends - now) / 1000))) },
      });
  }

  /** Forgets everything (`_test/reset`). */
  clear(): void {
    this.#windows.clear();
  }

  #forget(now: number): void {
    for (const [key, window] of this.#windows) if (window.ends <= now) this.#windows.delete(key);
  }
}
