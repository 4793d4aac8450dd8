/** The capability of this tab: in memory, and in this tab's storage only where the program says so (`session: "tab"`). */
import type { Capability } from '../protocol/capability.ts';
import type { TabStorage } from './environment.ts';

/** A referral that this tab may touch. */
export interface Held {
  readonly id: string;
  readonly reference: string;
  readonly capability: Capability;
  /** The step of the form that was on screen, so that a reload does not lose the place. */
  readonly step?: string;
}

export interface Keeper {
  readonly held: () => Held | null;
  /** Keeps; what was kept before is replaced. */
  readonly hold: (held: Held) => void;
  readonly forget: () => void;
  /**
   * From now on this tab's storage keeps it too; what it holds from before the reload comes back. With `only`, another
   * referral than that is left where it is.
   */
  readonly useTab: (programId: string, only?: string) => Held | null;
}

const isHeld = (value: unknown): value is Held => {
  const held = value as Partial<Held> | null;
  return (
    typeof held?.id === 'string' && typeof held.reference === 'string' && typeof held.capability?.token === 'string'
  );
};

/** @param storage this tab's; writing may throw (full, forbidden): then memory is all there is. */
export function createKeeper(storage: TabStorage | null): Keeper {
  let current: Held | null = null;
  let key: string | null = null;

  const write = (): void => {
    if (key === null) return;
    try {
      if (current) storage?.setItem(key, JSON.stringify(current));
      else storage?.removeItem(key);
    } catch {}
  };
  const read = (name: string): Held | null => {
    try {
      const value: unknown = JSON.parse(storage?.getItem(name) ?? 'null');
      return isHeld(value) ? value : null;
    } catch {
      return null;
    }
  };

  return {
    held: () => current,
    hold(held) {
      current = held;
      write();
    },
    forget() {
      current = null;
      write();
    },
    useTab(programId, only) {
      key = `rso:${programId}`;
      if (current) write();
      else {
        const kept = read(key);
        current = only === undefined || kept?.id === only ? kept : null;
      }
      return current;
    },
  };
}
