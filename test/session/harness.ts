/** A person's browser as a session sees it, in Node: an address bar, a tab, a connection that can be cut, a backend. */
import type { Environment, PageLocation, TabStorage } from '../../src/session/environment.ts';
import { beginSession } from '../../src/session/begin.ts';
import type { Beginning } from '../../src/session/beginning.ts';
import type { DeviceDraft, DraftStore } from '../../src/session/drafts.ts';
import { createSession, type Session, type SessionOptions } from '../../src/session/session.ts';
import type { PersonEvent } from '../../src/journey/events.ts';
import type { JourneyState } from '../../src/journey/state.ts';
import { withValue } from '../../src/form/pointer.ts';
import type { Json, JsonObject } from '../../src/protocol/merge-patch.ts';
import { placedFields } from '../../src/form/placed-fields.ts';

export type Handle = (request: Request) => Promise<Response>;

/** One browser tab. Sessions made in it share its storage and its address. */
export interface Tab {
  readonly storage: Map<string, string>;
  address: string;
  /** Where the tab was sent. */
  readonly left: string[];
  readonly opened: Blob[];
  online: boolean;
  /** Called before each request; may answer in the backend's place, or throw as a lost connection does. */
  intercept: ((request: Request) => Promise<Response | null> | Response | null) | null;
  readonly requests: string[];
  setOnline(online: boolean): void;
  setHidden(hidden: boolean): void;
  /** A visit that begins with the form, or with something else. */
  open(options?: Partial<SessionOptions>, beginning?: Beginning): Opened;
  /** Ends every session that was opened in it. */
  close(): void;
}

export interface Opened {
  readonly session: Session;
  state(): JourneyState;
  send(event: PersonEvent): void;
  /** Waits until the state is so; fails with what it is instead. */
  until(test: (state: JourneyState) => boolean, what: string): Promise<JourneyState>;
  /** Answers every field of the step on screen from a set of answers, and ticks every consent that is asked. */
  fill(answers: JsonObject): Promise<void>;
  /** Fills the step, presses Continue and waits for another place. */
  pass(answers: JsonObject): Promise<void>;
}

export const page = 'http://localhost:4173/second-opinion';

/** What outlives a browser. Written only once a write is done. */
export const draftsOn = (disk: Map<string, string>): DraftStore => ({
  read: async (program) => JSON.parse(disk.get(program) ?? 'null') as DeviceDraft | null,
  write: async (program, draft) => {
    const text = JSON.stringify(draft);
    await Promise.resolve();
    disk.set(program, text);
  },
  remove: async (program) => void disk.delete(program),
});

export function createTab(handle: Handle, backend: string): Tab {
  const listeners = new Set<() => void>();
  const watchers = new Set<() => void>();
  let hidden = false;
  const sessions: Session[] = [];
  const follow = (set: Set<() => void>) => (listener: () => void) => {
    set.add(listener);
    return () => void set.delete(listener);
  };

  const tab: Tab = {
    storage: new Map(),
    address: page,
    left: [],
    opened: [],
    online: true,
    intercept: null,
    requests: [],
    setOnline(online) {
      tab.online = online;
      for (const listener of [...listeners]) listener();
    },
    setHidden(now) {
      hidden = now;
      for (const listener of [...watchers]) listener();
    },
    open(options = {}, beginning) {
      const all = { ...environment, backend, ...options };
      const session = beginning ? beginSession(all, beginning) : createSession(all);
      sessions.push(session);
      return opened(session);
    },
    close() {
      for (const session of sessions) session.dispose();
    },
  };

  const storage: TabStorage = {
    getItem: (key) => tab.storage.get(key) ?? null,
    setItem: (key, value) => void tab.storage.set(key, value),
    removeItem: (key) => void tab.storage.delete(key),
  };
  const location: PageLocation = {
    page: () => tab.address.replace(/#.*$/u, ''),
    takeFragment(name) {
      const found = new RegExp(`#${name}=([^&]+)`, 'u').exec(tab.address)?.[1] ?? null;
      if (found !== null) tab.address = tab.address.replace(/#.*$/u, '');
      return found;
    },
    assign: (url) => void tab.left.push(url),
  };
  const environment: Partial<Environment> = {
    async fetch(input, init) {
      const request = new Request(input, init);
      tab.requests.push(`${request.method} ${new URL(request.url).pathname}`);
      request.signal.throwIfAborted();
      const instead = await tab.intercept?.(request.clone());
      if (instead) return instead;
      if (!tab.online) throw new TypeError('no connection');
      return handle(request);
    },
    storage,
    location,
    documents: {
      show(document) {
        tab.opened.push(document);
        return null;
      },
      forget: () => {},
    },
    connection: { online: () => tab.online, onChange: follow(listeners) },
    visibility: { hidden: () => hidden, onChange: follow(watchers) },
    whenIdle: (task) => void setTimeout(task, 0),
    // Waits are what they are, only shorter.
    pause: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const timer = setTimeout(resolve, Math.min(30, milliseconds / 100));
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason as Error);
        });
      }),
  };
  return tab;
}

const valueOf = (answers: JsonObject, pointer: string): Json | undefined =>
  pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((value, name) => (value as JsonObject | undefined)?.[name], answers);

function opened(session: Session): Opened {
  const state = () => session.state;
  const until: Opened['until'] = (test, what) =>
    new Promise((resolve, reject) => {
      if (test(session.state)) return resolve(session.state);
      const stop = session.subscribe((now) => {
        if (!test(now)) return;
        clearTimeout(timer);
        stop();
        resolve(now);
      });
      const timer = setTimeout(() => {
        stop();
        const { place, submitting, saving, email, issues, records, acting, refreshing, serverIssues } = session.state;
        reject(
          new Error(
            `never: ${what}; ${JSON.stringify({ place, submitting, saving, email, issues, serverIssues, records, acting, refreshing })}`,
          ),
        );
      }, 20_000);
    });

  const fill: Opened['fill'] = async (answers) => {
    const { place, program } = session.state;
    if (place.name !== 'form' || program.phase !== 'ready') throw new Error('no step to fill');
    let given: JsonObject = {};
    for (const { field, step, template, group } of placedFields(program.definition)) {
      if (step.id !== place.step || field.type === 'consent') continue;
      const pointer = group ?? template;
      const value = valueOf(answers, pointer);
      if (value === undefined || valueOf(given, pointer) !== undefined) continue;
      given = withValue(given, pointer, value);
      session.send({ type: 'change', change: { pointer, value } });
      session.send({ type: 'leave-field', pointer });
    }
    const asked = placedFields(program.definition).flatMap(({ field, step }) =>
      step.id === place.step && field.consent ? [field] : [],
    );
    await until(
      (now) =>
        asked.every(
          ({ consent }) =>
            now.program.phase !== 'ready' ||
            consent === undefined ||
            now.consentTexts[consent] ||
            !needsText(now, consent),
        ),
      'consent texts',
    );
    for (const { consent, type } of asked)
      if (consent && type === 'consent') session.send({ type: 'consent', id: consent, given: true });
  };

  return {
    session,
    state,
    send: (event) => session.send(event),
    until,
    fill,
    async pass(answers) {
      await fill(answers);
      const { place } = session.state;
      session.send({ type: 'continue' });
      await until((now) => JSON.stringify(now.place) !== JSON.stringify(place), 'the next place');
    },
  };
}

/** Hidden consents need no text: they are not asked. */
const needsText = (state: JourneyState, consent: string): boolean =>
  state.acting['consents']?.phase === 'running' ||
  state.issues.some(({ pointer }) => pointer === `/consents/${consent}`);
