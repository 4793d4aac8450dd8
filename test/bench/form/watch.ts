/** What runs inside every page before anything of its own: finds the first field, asks for a key, and takes down what happens. */

/** Which field is the first: any, or the first that letters can be typed into. */
export type First = 'any' | 'letters';

/** Times are milliseconds since the navigation began. */
export interface Seen {
  /** The first field was in the page. */
  readonly appeared: number | null;
  /** It was given a key. */
  readonly pressed: boolean;
  /** A key that it was given arrived and did what it does, and that is still so. */
  readonly works: number | null;
  /** The very first key is still there. */
  readonly firstKept: boolean;
  readonly tasks: readonly { readonly start: number; readonly duration: number }[];
  readonly shift: number;
  /** Controls that hold an answer that nobody gave. */
  readonly chosen: readonly string[];
}

declare global {
  var benchSeen: () => Seen;
  /** Presses a key, from outside: the page cannot tell it from a person's. */
  var benchPress: (key: string) => Promise<void>;
}

/** @param press false: the page is left alone */
export function watch({ first, press }: { readonly first: First; readonly press: boolean }): void {
  const notWritten = ':is([type=radio], [type=checkbox], [type=hidden], [type=button], [type=submit])';
  const writable = `input:not(${notWritten}), textarea`;
  const wanted = first === 'letters' ? writable : 'input:not([type=hidden]), select, textarea';
  const tasks: { start: number; duration: number }[] = [];
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });

  /** All controls that match, in the order of the page, shadow roots looked into. */
  function* controls(root: Document | ShadowRoot, selector: string): Generator<HTMLElement> {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node as HTMLElement;
      if (element.matches(selector) && element.checkVisibility({ visibilityProperty: true })) yield element;
      if (element.shadowRoot) yield* controls(element.shadowRoot, selector);
    }
  }

  type Control = HTMLInputElement;
  /** The switch of the page's language asks nothing. */
  const asks = (control: HTMLElement): boolean => control.getAttribute('name') !== 'language';
  const given = ({ type, checked, value }: Control): boolean =>
    type === 'radio' || type === 'checkbox' ? checked : value !== '';
  let appeared: number | null = null;
  let pressed = false;
  const keys: { readonly at: number; readonly control: Control }[] = [];
  const holds = (control: Control): boolean => control.isConnected && given(control);
  let lost = false;

  const firstOne = (): Control | null => {
    for (const control of controls(document, wanted)) if (asks(control)) return control as Control;
    return null;
  };

  /** Looks before every picture: what is not painted, nobody can use. */
  const look = (): void => {
    const control = firstOne();
    if (!control) return void requestAnimationFrame(look);
    appeared ??= performance.now();
    if (!press) return;
    pressed = true;
    control.addEventListener('input', () => keys.push({ at: performance.now(), control }), { once: true });
    control.focus();
    const key = control.type === 'radio' || control.type === 'checkbox' ? ' ' : 'a';
    // A field that is taken away again with what was typed has to be typed into again.
    const check = (): void => {
      if (holds(control)) return void setTimeout(check, 100);
      lost = true;
      look();
    };
    void globalThis.benchPress(key).then(() => setTimeout(check, 1000));
  };
  requestAnimationFrame(look);

  globalThis.benchSeen = () => ({
    appeared,
    pressed,
    works: keys.findLast(({ control }) => holds(control))?.at ?? null,
    firstKept: !lost && keys[0] !== undefined && holds(keys[0].control),
    tasks,
    shift,
    chosen: [...controls(document, 'input, select, textarea')]
      .filter((control) => !['hidden', 'button', 'submit'].includes((control as Control).type))
      .filter((control) => asks(control) && given(control as Control))
      .map((control) => control.getAttribute('name') ?? control.id),
  });
}
