/** Registers a tag. Never throws: a page may bring us twice. */
import { RsoErrorEvent } from '../events.ts';

declare global {
  interface ImportMeta {
    readonly env: { readonly RSO_VERSION?: string };
  }
}

const built = (): string | undefined => {
  try {
    return import.meta.env.RSO_VERSION;
  } catch {
    // The sources run as they are: nobody has put a version in.
    return undefined;
  }
};

/** The build's version; `0` where the sources run as they are. */
export const version: string = built() ?? '0';

const mark = Symbol.for('rso-intake version');

/**
 * The same version twice is nothing. Another version is kept as it is, and one quiet event on the document says so
 * (`rso-error`, code `other-version`). Where there is no page (a server), nothing happens.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!globalThis.customElements) return;
  const known = customElements.get(tag) as (CustomElementConstructor & { readonly [mark]?: string }) | undefined;
  if (known) {
    if (known[mark] !== version) document.dispatchEvent(new RsoErrorEvent('other-version'));
    return;
  }
  try {
    Object.defineProperty(element, mark, { value: version, configurable: true });
    customElements.define(tag, element);
  } catch {
    document.dispatchEvent(new RsoErrorEvent('other-version'));
  }
}
