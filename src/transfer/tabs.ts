/**
 * Several tabs of one browser: one carries a file, the others show how far it is. Locks end with the tab that holds
 * them, however it ends.
 */

/**
 * Runs `work` while holding `name`; at most one tab does.
 * @param onWait called when another tab holds it.
 * @param work told whether there was a wait: what it knew may be out of date then.
 */
export async function exclusively<Result>(
  locks: LockManager | null,
  name: string,
  signal: AbortSignal,
  onWait: () => void,
  work: (waited: boolean) => Promise<Result>,
): Promise<Result> {
  if (!locks) return work(false);
  let begun: Promise<Result> | undefined;
  const begin = (waited: boolean): Promise<Result> => (begun = work(waited));
  try {
    const first = await locks.request(name, { ifAvailable: true }, async (lock) =>
      lock ? { result: await begin(false) } : null,
    );
    if (first) return first.result;
    onWait();
    return await locks.request(name, { signal }, () => begin(true));
  } catch (error) {
    signal.throwIfAborted();
    // Storage is denied to this frame: no locks, and no journal that two tabs could share either.
    if (!begun) return work(false);
    throw error;
  }
}

/** What a carrying tab tells the others. */
export interface Heard {
  readonly key: string;
  readonly phase: 'sending' | 'confirming' | 'received';
  readonly sent: number;
  readonly recordId?: string;
}

export interface Tabs {
  readonly tell: (news: Heard) => void;
  readonly close: () => void;
}

/** A channel of one referral's tabs; silent where there are none. */
export function openTabs(scope: string, onHeard: (news: Heard) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined' || typeof window === 'undefined') {
    return { tell: () => undefined, close: () => undefined };
  }
  const channel = new BroadcastChannel(`rso-transfer-${scope.slice(0, 32)}`);
  channel.onmessage = (event: MessageEvent<Heard>) => onHeard(event.data);
  return { tell: (news) => channel.postMessage(news), close: () => channel.close() };
}
