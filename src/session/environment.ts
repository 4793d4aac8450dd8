/** Everything that a session takes from the world, with the browser's own as default: nothing else reaches for it. */
import type { Pause } from '../client/pause.ts';
import type { Visibility } from '../client/watch.ts';

/** What is kept for this tab only; `sessionStorage` in browsers. */
export interface TabStorage {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
  readonly removeItem: (key: string) => void;
}

/** The address of the page that embeds us. */
export interface PageLocation {
  /** The address without its fragment: where links in mails and a payment lead back to. */
  readonly page: () => string;
  /** Takes `#name=value` out of the address, before anybody else can read it, and returns the value. */
  readonly takeFragment: (name: string) => string | null;
  /** Leaves for another page. */
  readonly assign: (url: string) => void;
}

export interface Connection {
  /** `false` only where the device says that it is offline. */
  readonly online: () => boolean;
  /** Calls when that changes; returns the way to stop. */
  readonly onChange: (listener: () => void) => () => void;
}

/** Shows documents that came as bytes (the report). Nothing of them is stored. */
export interface Documents {
  /** Opens one beside the page. Returns an address for a link where the browser wants a press of its own for that. */
  readonly show: (document: Blob) => string | null;
  /** From now on no address leads to anything that was shown. */
  readonly forget: () => void;
}

export interface Environment {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** An unguessable id. */
  readonly uuid: () => string;
  readonly pause: Pause;
  readonly storage: TabStorage | null;
  readonly location: PageLocation;
  readonly visibility: Visibility;
  readonly connection: Connection;
  readonly documents: Documents;
  /** Calls when there is nothing more pressing to do. */
  readonly whenIdle: (task: () => void) => void;
}

/** Access to `sessionStorage` may throw (a sandboxed frame, a privacy setting): then nothing is kept. */
function tabStorage(): TabStorage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

const pageLocation: PageLocation = {
  page: () => globalThis.location?.href.replace(/#.*$/su, '') ?? '',
  takeFragment(name) {
    const { location, history } = globalThis;
    const parts = location?.hash.slice(1).split('&') ?? [];
    const mine = parts.find((part) => part.startsWith(`${name}=`));
    if (mine === undefined) return null;
    const rest = parts.filter((part) => part !== mine).join('&');
    history.replaceState(history.state, '', location.pathname + location.search + (rest ? `#${rest}` : ''));
    return mine.slice(name.length + 1);
  },
  assign: (url) => globalThis.location?.assign(url),
};

function listening(target: EventTarget | undefined, types: readonly string[], listener: () => void): () => void {
  for (const type of types) target?.addEventListener(type, listener);
  return () => {
    for (const type of types) target?.removeEventListener(type, listener);
  };
}

/** A new tab for each; one that a pop-up blocker keeps shut is left to a link. */
function tabDocuments(): Documents {
  const addresses = new Set<string>();
  return {
    show(document) {
      const address = URL.createObjectURL(document);
      addresses.add(address);
      const tab = globalThis.open?.(address, '_blank') ?? null;
      if (tab) tab.opener = null;
      return tab ? null : address;
    },
    forget() {
      for (const address of addresses) URL.revokeObjectURL(address);
      addresses.clear();
    },
  };
}

const visibility: Visibility = {
  hidden: () => globalThis.document?.hidden ?? false,
  onChange: (listener) => listening(globalThis.document, ['visibilitychange'], listener),
};

const connection: Connection = {
  online: () => globalThis.navigator?.onLine !== false,
  onChange: (listener) => listening(globalThis.window, ['online', 'offline'], listener),
};

/** Calls when there is nothing more pressing to do: the browser's own notion of it. */
export const whenIdle = (task: () => void): void => {
  if (typeof globalThis.requestIdleCallback === 'function') globalThis.requestIdleCallback(task, { timeout: 2000 });
  else setTimeout(task, 200);
};

/** The browser's environment, with what was injected in its place. */
export const environmentOf = (injected: Partial<Environment>, pause: Pause): Environment => ({
  fetch: (input, init) => globalThis.fetch(input, init),
  now: Date.now,
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  storage: injected.storage === undefined ? tabStorage() : injected.storage,
  location: pageLocation,
  visibility,
  connection,
  documents: injected.documents ?? tabDocuments(),
  whenIdle,
  ...injected,
  pause,
});
