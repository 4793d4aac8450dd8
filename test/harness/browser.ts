/** A real Chromium, and pages that are watched: what they ask for, print, violate, keep and announce. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args });

/** What a host page's trackers could have seen, and what went wrong on it. */
export interface Seen {
  /** Addresses asked for, fragments and all. */
  readonly urls: string[];
  readonly console: string[];
  /** Exceptions that nobody caught. */
  readonly errors: string[];
  /** Content security policy: directive and what was blocked. */
  readonly violations: string[];
  /** Our own events with their details, as JSON. */
  readonly events: string[];
}

export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly seen: Seen;
}

export interface Visitor {
  readonly width: number;
  readonly height?: number;
  readonly locale: string;
  readonly timezoneId?: string;
  readonly reducedMotion?: boolean;
}

const eventNames = [
  'rso-ready',
  'rso-step-change',
  'rso-records-change',
  'rso-submit',
  'rso-submitted',
  'rso-status-change',
  'rso-hygiene',
  'rso-error',
];

/** Opens a page as a visitor would, in a profile of its own. */
export async function openPage(browser: Browser, visitor: Visitor): Promise<Watched> {
  const { width, height = 900, locale, timezoneId = 'Asia/Dubai', reducedMotion = true } = visitor;
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    timezoneId,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const seen: Seen = { urls: [], console: [], errors: [], violations: [], events: [] };
  await context.exposeFunction(
    '__rsoSeen',
    (kind: 'violations' | 'events', text: string) => void seen[kind].push(text),
  );
  await context.addInitScript((names) => {
    const tell = (kind: string, text: string) =>
      (globalThis as unknown as { __rsoSeen: (kind: string, text: string) => void }).__rsoSeen(kind, text);
    document.addEventListener('securitypolicyviolation', (event) =>
      tell('violations', `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
    for (const name of names)
      document.addEventListener(name, (event) => {
        const own = Object.fromEntries(
          Object.entries(event as unknown as Record<string, unknown>).filter(([key]) => key !== 'isTrusted'),
        );
        tell('events', JSON.stringify({ name, ...own, detail: (event as CustomEvent).detail }));
      });
  }, eventNames);
  const page = await context.newPage();
  page.on('request', (request) => seen.urls.push(request.url()));
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.setDefaultTimeout(20_000);
  return { page, context, seen };
}

/** Everything that the page's origin keeps in this browser, as one text. */
export const keptIn = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    const readable = (value: unknown): unknown => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
        return new TextDecoder().decode(value instanceof ArrayBuffer ? value : value.buffer);
      if (Array.isArray(value)) return value.map(readable);
      if (value instanceof Blob)
        return `blob of ${value.size} bytes, ${value.type}${value instanceof File ? ` ${value.name}` : ''}`;
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)]));
      return value;
    };
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('storage'));
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([
          wait(objects.getAllKeys()),
          wait(objects.getAll() as IDBRequest<unknown[]>),
        ]);
        kept.push(name, store, keys, values.map(readable));
      }
      database.close();
    }
    return JSON.stringify(kept);
  });

/** Slows the page's network, or lets it run free again (`null`); bytes a second. */
export async function throttle({ context, page }: Watched, bytesPerSecond: number | null): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond ?? -1,
  });
}
