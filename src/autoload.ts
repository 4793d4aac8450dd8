/**
 * `rso-intake/rso.js`: the one line of a hospital's page. Defines the tags that are on the page and watches for more.
 * Height is kept free from the start, so that nothing jumps; a tag whose code does not come says in the reader's
 * language what to do, with the program's phone number, and its neighbours are none the worse for it.
 *
 * Until it is defined a tag shows its own children: a page may put a phone number there for readers without scripts.
 */
import type * as forms from './elements/forms.ts';
import { firstAnswer, type TagWithAnswer } from './elements/first-answer.ts';
import { chooseLanguage, directionOf, type Language } from './i18n/languages.ts';
import { loadPack, type PackName } from './i18n/load.ts';
import en from './i18n/locales/en/fallback.json' with { type: 'json' };

/**
 * What is said where something does not come must not have to come then: English is here, the reader's language is
 * fetched at once, beside the tag. All twelve would double this file, which every page waits for.
 */
const words = new Map<Language, Readonly<Record<string, string>>>([['en', en]]);

/** Words that are fetched with a tag: those of its first view, which hold the fallback's, or the fallback's alone. */
const packs: Readonly<Record<string, PackName>> = {
  'rso-referral': 'first',
  'rso-access-form': 'first',
  'rso-status': 'standing',
};

const languageOf = (tag: Element): Language =>
  chooseLanguage([tag.closest('[lang]')?.getAttribute('lang'), ...navigator.languages]);

/** Makes the words of a tag ready; where they do not come, English is said. */
async function prepare(tag: Element): Promise<void> {
  const lang = languageOf(tag);
  const name = packs[tag.localName] ?? 'fallback';
  if (words.has(lang) && name === 'fallback') return;
  const pack = await loadPack(lang, name);
  if (!words.has(lang)) words.set(lang, pack);
}

const form = async (define: (found: typeof forms) => void): Promise<void> =>
  define(await import('./elements/forms.ts'));

const doors: Readonly<Record<string, () => Promise<unknown>>> = {
  'rso-referral': () => form((found) => found.define('rso-referral', found.RsoReferral)),
  'rso-access-form': () => form((found) => found.define('rso-access-form', found.RsoAccessForm)),
  'rso-records': () => import('./elements/define/rso-records.ts'),
  'rso-imaging': () => import('./elements/define/rso-imaging.ts'),
  'rso-status': () => import('./elements/standing.ts').then((found) => found.define('rso-status', found.RsoStatus)),
  'rso-contact': () => import('./elements/define/rso-contact.ts'),
};

const tags = Object.keys(doors).join();

/** Milliseconds after which a tag that is still loading says what to do meanwhile. */
const patience = 10_000;

const rules = `
  :where(${tags}):not(:defined) {
    display: block;
    min-block-size: 24rem;
  }
  :where(rso-referral, rso-access-form):not(:defined) {
    min-block-size: 44rem;
  }
  :where(rso-contact):not(:defined) {
    min-block-size: 12rem;
  }
  :where(.rso-fallback) {
    max-inline-size: 40rem;
    padding: 1.25rem;
    border: 1px solid;
    border-radius: 0.625rem;
    line-height: 1.6;
  }
  :where(.rso-fallback) :where(a, button) {
    display: inline-block;
    min-block-size: 2.75rem;
    font: inherit;
  }
`;

/**
 * Asks for the program while the tag's code is still coming. The tag takes the answer over
 * (`elements/first-answer.ts`) and asks again itself where there is none.
 */
function ask(tag: Element): void {
  const backend = tag.getAttribute('backend') ?? '';
  const url = URL.canParse(backend, document.baseURI) ? new URL(backend, document.baseURI) : null;
  // An origin alone has to be looked up first.
  if (!backend || !url?.protocol.startsWith('http') || url.pathname === '/') return;
  const address = `${url.origin}${url.pathname.replace(/\/+$/u, '')}/program`;
  const answer = fetch(address, { ...unseen, headers: { 'Accept-Language': languageOf(tag) } });
  answer.catch(() => undefined);
  (tag as TagWithAnswer)[firstAnswer] = { url: address, answer };
}

interface Contact {
  readonly team?: string;
  readonly phones?: readonly string[];
  readonly email?: string;
}

const unseen = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' } as const;

async function json(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    ...unseen,
    signal: AbortSignal.timeout(8000),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** How the intake team is reached, from the descriptor of the backend that the tag names; null where that fails too. */
async function contactOf(tag: Element): Promise<Contact | null> {
  const backend = tag.closest('[backend]')?.getAttribute('backend');
  if (!backend) return null;
  try {
    let base = new URL(backend, document.baseURI).href.replace(/\/$/u, '');
    if (new URL(base).pathname === '/') base = String((await json(`${base}/.well-known/rso`))['base']);
    return (await json(`${base}/program`))['contact'] as Contact;
  } catch {
    return null;
  }
}

function put<K extends keyof HTMLElementTagNameMap>(parent: Element, name: K, text: string): HTMLElementTagNameMap[K] {
  const child = document.createElement(name);
  child.textContent = text;
  parent.append(child);
  return child;
}

/** Puts the way out inside a tag. @returns takes it away again. */
function explain(tag: Element, again: () => void): () => void {
  const wished = languageOf(tag);
  const lang = words.has(wished) ? wished : 'en';
  const say = words.get(lang) ?? en;
  const box = document.createElement('div');
  box.className = 'rso-fallback';
  box.lang = lang;
  box.dir = directionOf(lang);
  box.setAttribute('role', 'alert');
  put(box, 'strong', say['fallback.title'] ?? '');
  put(box, 'p', say['fallback.text'] ?? '');
  put(box, 'button', say['fallback.again'] ?? '').addEventListener('click', again);
  tag.append(box);
  void contactOf(tag).then((contact) => {
    if (contact?.team) put(box, 'p', contact.team).dir = 'auto';
    for (const phone of contact?.phones ?? []) {
      const link = put(put(box, 'p', ''), 'a', phone);
      link.href = `tel:${phone}`;
      link.dir = 'ltr';
    }
    if (contact?.email) put(put(box, 'p', ''), 'a', contact.email).href = `mailto:${contact.email}`;
  });
  return () => box.remove();
}

const known = new WeakSet<Element>();

/** Loads what one tag needs; says so on the tag where that fails, or takes long. */
async function load(tag: Element): Promise<void> {
  const name = tag.localName;
  const door = doors[name];
  if (!door || known.has(tag) || customElements.get(name)) return;
  known.add(tag);
  const prepared = prepare(tag).catch(() => undefined);
  let clear: (() => void) | undefined;
  const again = (): void => {
    clear?.();
    clear = undefined;
    known.delete(tag);
    void load(tag);
  };
  void customElements.whenDefined(name).then(() => clear?.());
  const slow = setTimeout(() => (clear ??= explain(tag, again)), patience);
  try {
    ask(tag);
    await door();
  } catch {
    // The words are on their way, unless nothing is.
    await Promise.race([prepared, new Promise((over) => setTimeout(over, 1000))]);
    clear ??= explain(tag, again);
  } finally {
    clearTimeout(slow);
  }
}

function look(place: Element): void {
  void load(place);
  for (const tag of place.querySelectorAll(tags)) void load(tag);
}

// Imported where there is no page (a build, a server): nothing to do.
if (globalThis.document) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) look(node);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  look(document.documentElement);
}
