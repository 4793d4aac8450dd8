import { unlessAborted, watchdog } from './watchdog.ts';

/** The capability, asked for each request and renewed once however many requests were refused at the same time. */
export interface Authority {
  readonly token: () => Promise<string>;
  /** A new one, unless somebody renewed it since `stale` was used. @throws what `refreshCapability` threw */
  readonly renew: (stale: string | undefined) => Promise<void>;
}

/** Milliseconds after which a renewal that nobody answers is given up. */
const renewalWindow = 30_000;

export function createAuthority(
  getCapability: () => Promise<string>,
  refreshCapability: () => Promise<string>,
): Authority {
  let renewing: Promise<void> | undefined;
  return {
    async token() {
      await renewing?.catch(() => undefined);
      return getCapability();
    },
    async renew(stale) {
      if (renewing) return renewing;
      if (stale !== undefined && (await getCapability()) !== stale) return;
      const guard = watchdog(renewalWindow, new AbortController().signal);
      renewing ??= unlessAborted(guard.signal, refreshCapability())
        .finally(guard.stop)
        .then(
          () => {
            renewing = undefined;
          },
          (error: unknown) => {
            renewing = undefined;
            throw error;
          },
        );
      return renewing;
    },
  };
}
