/** The language of the page at an element's place, and changes of it. */

/** `lang` of the nearest ancestor that has one, through shadow roots; null where none does. */
export function languageAround(element: Element): string | null {
  for (
    let node: Node | null = element;
    node;
    node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)
  ) {
    const lang = node instanceof Element && node !== element ? node.getAttribute('lang') : null;
    if (lang) return lang;
  }
  return null;
}

const listeners = new Set<() => void>();
let observer: MutationObserver | null = null;

/** Calls back when any `lang` of the page changes; one observer for all elements. @returns stops it. */
export function watchLanguage(listener: () => void): () => void {
  listeners.add(listener);
  if (!observer) {
    observer = new MutationObserver(() => {
      for (const each of listeners) each();
    });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'], subtree: true });
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = null;
  };
}
