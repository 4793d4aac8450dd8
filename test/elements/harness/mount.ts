/** Puts an element on the page with a state, and speaks for the person in front of it. */
import '../../../src/elements/define/rso-access-form.ts';
import '../../../src/elements/define/rso-contact.ts';
import '../../../src/elements/define/rso-imaging.ts';
import '../../../src/elements/define/rso-records.ts';
import '../../../src/elements/define/rso-referral.ts';
import '../../../src/elements/define/rso-status.ts';
import type { RsoElement } from '../../../src/elements/rso-element.ts';
import type { JourneyState } from '../../../src/journey/state.ts';
import type { SessionLike } from '../../../src/elements/shared-session.ts';
import { fixtureSession, type FixtureSession } from './fixture-session.ts';

export type Tag = 'rso-referral' | 'rso-access-form' | 'rso-records' | 'rso-imaging' | 'rso-status' | 'rso-contact';

/** Waits until something holds; fails after four seconds with what was waited for. */
export async function until<T>(what: string, look: () => T | null | undefined | false): Promise<T> {
  const end = Date.now() + 4000;
  for (;;) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found as T;
    if (Date.now() > end) throw new Error(`waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

const textOf = (node: Element): string =>
  (node.textContent ?? '')
    .replace(/[\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** What somebody in front of an element can see and do. */
export class Person {
  readonly element: RsoElement;
  readonly session: FixtureSession;

  constructor(element: RsoElement, session: FixtureSession) {
    this.element = element;
    this.session = session;
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (!shadowRoot) throw new Error('nothing is rendered');
    return shadowRoot;
  }

  /** All words on screen; what is folded away is not. */
  get text(): string {
    return textOf(this.root.querySelector('.root') ?? this.element);
  }

  get heading(): string {
    return textOf(this.root.querySelector('h1, h2') ?? this.element);
  }

  async sees(words: string): Promise<void> {
    await until(`"${words}" on screen`, () => this.text.includes(words));
  }

  /** The control that a label names. */
  control(label: string): HTMLElement {
    const named = [...this.root.querySelectorAll('label, legend')].find((each) => textOf(each).startsWith(label));
    if (!named) throw new Error(`no field is called "${label}"`);
    if (named instanceof HTMLLabelElement && named.control) return named.control;
    const inside = named.parentElement?.querySelector<HTMLElement>('input, select, textarea');
    if (!inside) throw new Error(`nothing to fill in at "${label}"`);
    return inside;
  }

  /** Types into a field as keys do, and stays in it. */
  async types(label: string, text: string): Promise<void> {
    const control = this.control(label) as HTMLInputElement;
    control.focus();
    control.value = text;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }

  async chooses(label: string): Promise<void> {
    (this.control(label) as HTMLInputElement).click();
    await this.element.updateComplete;
  }

  async leaves(label: string): Promise<void> {
    this.control(label).blur();
    await this.element.updateComplete;
  }

  button(name: string): HTMLElement {
    const found = [...this.root.querySelectorAll<HTMLElement>('button, a, summary')].find(
      (each) => textOf(each).startsWith(name) || each.getAttribute('aria-label') === name,
    );
    if (!found) throw new Error(`no button is called "${name}"`);
    return found;
  }

  async presses(name: string): Promise<void> {
    this.button(name).click();
    await this.element.updateComplete;
  }

  async pressesEnterIn(label: string): Promise<void> {
    (this.control(label) as HTMLInputElement).form?.requestSubmit();
    await this.element.updateComplete;
  }

  get focused(): Element | null {
    return this.root.activeElement;
  }

  /** What was said last of a kind of event. */
  said<T extends string>(type: T) {
    return this.session.sent.findLast((event) => event.type === type);
  }

  async becomes(state: JourneyState): Promise<void> {
    this.session.become(state);
    await this.element.updateComplete;
  }
}

/** Waits until the first view is there. */
export async function settled(element: RsoElement): Promise<void> {
  await until('the first view', () => {
    const root = element.shadowRoot;
    return root?.querySelector('.root') && !root.querySelector('[aria-busy="true"]');
  });
  await element.updateComplete;
}

const page = document.createElement('div');
page.id = 'stage';

/** Mounts a tag with a journey's state. @param width CSS pixels of the container. */
export async function mount(
  tag: Tag,
  state: JourneyState,
  options: {
    readonly width?: number;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly pagePicture?: SessionLike['pagePicture'];
    /** The state shows that it waits: so it is awaited only until it is drawn. */
    readonly unsettled?: true;
  } = {},
): Promise<Person> {
  if (!page.isConnected) document.body.append(page);
  const box = document.createElement('div');
  box.style.inlineSize = `${options.width ?? 1000}px`;
  page.append(box);
  const session = fixtureSession(state, options.pagePicture);
  const element = document.createElement(tag) as unknown as RsoElement;
  for (const [name, value] of Object.entries(options.attributes ?? {})) element.setAttribute(name, value);
  element.session = session;
  box.append(element);
  if (options.unsettled) await until('the root', () => element.shadowRoot?.querySelector('.root'));
  else await settled(element);
  return new Person(element, session);
}

/** Takes everything off the page. */
export const clear = (): void => page.replaceChildren();
