/**
 * `rso-intake/rso.js`: the one line of a hospital's page. Defines the tags that are on the page and watches for more.
 * Height is kept free from the start, so that nothing jumps; a tag whose code does not come says in the reader's
 * language what to do, with the program's phone number, and its neighbours are none the worse for it.
 *
 * Until it is defined a tag shows its own children: a page may put a phone number there for readers without scripts.
 */
import { chooseLanguage, directionOf, type Language } from './i18n/languages.ts';
import en from './i18n/locales/en/fallback.json' with { type: 'json' };

type Words = typeof en;

/**
 * What is said where something does not come must not have to come then: English is here, the reader's language (300
 * bytes) is fetched at once, beside the tag. All twelve would double this file, which every page waits for.
 */
const ownWords: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Words }>>> = {
  es: () => import('./i18n/locales/es/fallback.json'),
  ar: () => import('./i18n/locales/ar/fallback.json'),
  fr: () => import('./i18n/locales/fr/fallback.json'),
  pt: () => import('./i18n/locales/pt/fallback.json'),
  'zh-Hans': () => import('./i18n/locales/zh-Hans/fallback.json'),
  ru: () => import('./i18n/locales/ru/fallback.json'),
  tr: () => import('./i18n/locales/tr/fallback.json'),
  vi: () => import('./i18n/locales/vi/fallback.json'),
  hi: () => import('./i18n/locales/hi/fallback.json'),
  ur: () => import('./i18n/locales/ur/fallback.json'),
  fa: () => import('./i18n/locales/fa/fallback.json'),
};
const words = new Map<Language, Words>([['en', en]]);

const languageOf = (tag: Element): Language =>
  chooseLanguage([tag.closest('[lang]')?.getAttribute('lang'), ...navigator.languages]);

/** Makes the words of a language ready; where they do not come, English is said. */
async function prepare(lang: Language): Promise<void> {
  if (lang !== 'en' && !words.has(lang)) words.set(lang, (await ownWords[lang]()).default);
}

const doors: Readonly<Record<string, () => Promise<unknown>>> = {
  'rso-referral': () => import('./elements/define/rso-referral.ts'),
  'rso-access-form': () => import('./elements/define/rso-access-form.ts'),
  'rso-records': () => import('./elements/define/rso-records.ts'),
  'rso-status': () => import('./elements/define/rso-status.ts'),
  'rso-contact': () => import('./elements/define/rso-contact.ts'),
};

/** Milliseconds after which a tag that is still loading says what to do meanwhile. */
const patience = 10_000;

const rules = `
  :where(rso-referral, rso-access-form, rso-records, rso-status, rso-contact):not(:defined) {
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

interface Contact {
  readonly team?: string;
  readonly phones?: readonly string[];
  readonly email?: string;
}

async function json(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
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
  put(box, 'strong', say['fallback.title']);
  put(box, 'p', say['fallback.text']);
  put(box, 'button', say['fallback.again']).addEventListener('click', again);
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
  const prepared = prepare(languageOf(tag)).catch(() => undefined);
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
  for (const tag of place.querySelectorAll(Object.keys(doors).join())) void load(tag);
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
