/** Focus that would be lost because what had it is gone (a removed item): it goes to what is left around it. */

/** Remembers where focus is. @returns call it after the update: it moves focus if it was lost. */
export function keepFocus(root: ShadowRoot): () => void {
  const held = root.activeElement;
  const around: Element[] = [];
  for (let at = held?.parentElement; at; at = at.parentElement) around.push(at);
  return () => {
    if (!held || held.isConnected || root.activeElement) return;
    const left = around.find((at) => at.isConnected);
    const target = [...(left?.querySelectorAll<HTMLElement>('button, input, select, textarea') ?? [])].at(-1);
    target?.focus();
  };
}
