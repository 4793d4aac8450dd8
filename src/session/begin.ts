/**
 * The one place where things meet: a person's events go in, the state comes out, and what has to be done in between is
 * done by effects. Only the program is fetched here; every other effect comes through `load.ts` once there is something
 * to see.
 */
import { fullBase } from '../client/base-address.ts';
import { onceFound, readProgram } from '../client/first-read.ts';
import { pauseByTimer } from '../client/pause.ts';
import type { JourneyEvent, PersonEvent } from '../journey/events.ts';
import { initialJourney } from '../journey/initial.ts';
import { knownHandlers, reduceKnown } from '../journey/known.ts';
import type { JourneyState } from '../journey/state.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { Program } from '../protocol/program.ts';
import type { StatusView } from '../protocol/referral.ts';
import { linkFragment } from '../protocol/link-fragment.ts';
import type { Beginning } from './beginning.ts';
import type { Context, Core, Reactions } from './context.ts';
import { type Environment, environmentOf } from './environment.ts';
import { createKeeper } from './keeper.ts';
import { loadDiscovery, loadEffects, loadPagePictures } from './load.ts';
import type { PagePictures } from './page-pictures.ts';
import { opened, problemIn } from './problems.ts';
import { createWorker } from './work.ts';

export interface SessionOptions
  extends
    Partial<Environment>,
    Partial<Pick<Context, 'createTransfer' | 'createStow' | 'checkRecord' | 'recordPages' | 'drafts'>> {
  /** Full base URL, or an origin that names one. Absent: nothing is sent; what is shown comes by property. */
  readonly backend?: string | null;
  /** BCP 47. */
  readonly lang?: string;
  /** A descriptor that is known already; it is not fetched then. */
  readonly program?: Program | null;
  /** A status view that is known already. */
  readonly status?: StatusView | null;
  /** Id: only this referral of the tab is taken up again. */
  readonly referral?: string | null;
  /** Code of the specialty that the page is about; asked about in the eligibility question, never chosen for anybody. */
  readonly specialty?: string | null;
  /** Milliseconds without an answer. 30,000. */
  readonly timeout?: number;
  /** An answer to the first request, asked for by whoever knew the address before. Used once, for this address only. */
  readonly firstAnswer?: FirstAnswer | undefined;
}

/** A request that is under way already. */
export interface FirstAnswer {
  readonly url: string;
  readonly answer: Promise<Response>;
}

export interface Session {
  /** A new object after every change; the same one until then. */
  readonly state: JourneyState;
  /** What the person did. Work that follows from it comes back as further changes; nothing is thrown. */
  readonly send: (event: PersonEvent) => void;
  /** Called after every change. @returns stops it. */
  readonly subscribe: (listener: (state: JourneyState) => void) => () => void;
  /**
   * A page of a record as it looks, drawn on the device; `null` where it cannot be: the file is not at hand in this visit,
   * or its kind has no pages to show. Rejects where a part of the drawing could not be fetched: ask again.
   */
  readonly pagePicture: PagePictures;
  /** Ends all work. Uploads can be taken up again; unsaved answers are gone. */
  readonly dispose: () => void;
}

/** Events that need nothing but the reducer while a first field is being filled in: effects look at the state later. */
const CALM: ReadonlySet<JourneyEvent['type']> = new Set(['change', 'leave-field', 'choose-language', 'online']);

const localDate = (milliseconds: number): string => {
  const at = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** Fetches what nobody has asked for yet; the first answer is used where it is to the same address, once. */
function withFirst(known: FirstAnswer | undefined, fetch: Environment['fetch']): Environment['fetch'] {
  let left = known;
  return (input, init) => {
    const found = left?.url === input ? left : undefined;
    left = undefined;
    if (!found) return fetch(input, init);
    return new Promise((resolve, reject) => {
      found.answer.then(resolve, reject);
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  };
}

/** Begins a session. Everything it needs of the world can be injected; the browser's own is the default. */
export function beginSession(options: SessionOptions, beginning: Beginning): Session {
  const { backend, specialty, createTransfer, createStow, checkRecord, recordPages, drafts, timeout, ...injected } =
    options;
  const ended = new AbortController();
  const { signal } = ended;
  const worker = createWorker({ signal, now: injected.now ?? Date.now, pause: injected.pause ?? pauseByTimer });
  const environment = environmentOf(injected, worker.pause);
  const { connection, location, now } = environment;
  const keeper = createKeeper(environment.storage);
  // Before anything is rendered or sent: nobody else reads it from the address.
  const token = location.takeFragment(linkFragment);

  let state = initialJourney({ lang: options.lang ?? 'en', online: connection.online() });
  if (token !== null) state = { ...state, place: { name: 'link', work: { phase: 'idle' }, opened: true } };
  const { status } = options;
  if (status) state = reduceKnown({ ...state, place: { name: 'status' } }, { type: 'status', status }) ?? state;

  const listeners = new Set<(state: JourneyState) => void>();
  const keys = new Map<string, string>();
  let reactions: readonly Reactions[] | null = null;
  let reduce: (state: JourneyState, event: JourneyEvent) => JourneyState | null = beginning.reduce;
  /** Events that the first reducer does not answer: they wait for the whole one, and none is lost. */
  const early: JourneyEvent[] = [];
  let missed: { readonly event: JourneyEvent; readonly before: JourneyState }[] = [];

  const react = (event: JourneyEvent, before: JourneyState): void => {
    for (const one of reactions ?? []) {
      const reaction = one[event.type] as ((event: JourneyEvent, before: JourneyState) => void) | undefined;
      reaction?.(event, before);
    }
  };
  const take = (event: JourneyEvent): void => {
    if (signal.aborted) return;
    const before = state;
    const next = reduce(before, event);
    if (!next) {
      early.push(event);
      void begin();
      return;
    }
    state = next;
    if (state !== before) for (const listener of [...listeners]) listener(state);
    if (event.type === 'retry') worker.retry();
    if (reactions) return react(event, before);
    if (CALM.has(event.type) || event.type === 'submitting') return;
    missed.push({ event, before });
    // What is known from the beginning hurries nobody.
    if (!(event.type in knownHandlers)) void begin();
  };

  const tools = { ...environment, online: connection.online, timeout };
  const first = { ...tools, fetch: withFirst(options.firstAnswer, tools.fetch) };
  const find = async (address: string, page: string | undefined): Promise<string> =>
    fullBase(address, page) ?? (await opened(loadDiscovery)).baseOf(address, page, tools, signal);
  const base = typeof backend === 'string' ? onceFound(() => find(backend, location.page() || undefined)) : null;

  const core: Core = {
    environment,
    base,
    timeout,
    keeper,
    signal,
    state: () => state,
    dispatch: take,
    work: worker.work,
    working: worker.working,
    keyOf(intent) {
      const key = keys.get(intent) ?? environment.uuid();
      keys.set(intent, key);
      return key;
    },
    settle: (intent) => void keys.delete(intent),
    today: () => localDate(now()),
    link: { token },
    specialty: specialty ?? null,
    retry: worker.retry,
    createTransfer: createTransfer ?? null,
    createStow: createStow ?? null,
    checkRecord: checkRecord ?? null,
    drafts,
    recordPages: recordPages ?? null,
    files: new Map(),
    seen: { statusTag: null },
  };

  /** Lets the other effects in. What they missed they hear of now, in order. */
  async function begin(): Promise<void> {
    await worker.work({
      name: 'effects',
      report: (work) => {
        if (work.phase === 'failed' || state.submitting.phase === 'failed') take({ type: 'submitting', work });
      },
      run: async () => {
        if (reactions) return;
        const { effectsFor, reduce: whole } = await opened(loadEffects);
        if (signal.aborted) return;
        reduce = whole;
        reactions = effectsFor(core);
        const heard = missed;
        missed = [];
        for (const { event, before } of heard) react(event, before);
        early.splice(0).forEach(take);
      },
    });
  }

  async function openProgram(): Promise<void> {
    const show = (program: Program, definition: FormDefinition): void => {
      if (program.session === 'tab') keeper.useTab(program.id, options.referral ?? undefined);
      const held = keeper.held();
      if (beginning.unknown && base && !held && token === null && !status)
        take({ type: 'place', place: beginning.unknown });
      take({ type: 'program.ready', program, definition });
      // What was begun before the reload is not shown as a blank form while it is fetched.
      if (held && token === null) {
        take({ type: 'referral.held', ...held });
        take({ type: 'place', place: { name: 'status' } });
      }
      const later = (): void => environment.whenIdle(() => void begin());
      // A kept referral is taken up at once, where the beginning does not look itself; else what is to be seen comes first.
      if (!held || token !== null) later();
      else if (beginning.look) beginning.look(core, first).then(later, () => void begin());
      else void begin();
    };
    const ready = (program: Program): void | Promise<void> => {
      const definition = beginning.startForm(program);
      return definition instanceof Promise
        ? definition.then((later) => show(program, later))
        : show(program, definition);
    };
    if (options.program) return ready(options.program);
    await worker.work({
      name: 'program',
      report: (work) => {
        if (work.phase === 'waiting' || work.phase === 'failed')
          take({ type: 'program.failed', problem: work.problem });
      },
      run: async (patience) => {
        if (!base) {
          take({ type: 'program.failed', problem: { code: 'configuration', retryable: false } });
          return;
        }
        const program = await readProgram(base, state.lang, first, patience);
        try {
          await ready(program);
        } catch {
          // Not a descriptor, whatever it is.
          take({ type: 'program.failed', problem: { code: 'configuration', retryable: false } });
        }
      },
    });
  }

  const stopListening = connection.onChange(() => {
    const online = connection.online();
    take({ type: 'online', online });
    if (online) worker.retry();
  });
  signal.addEventListener('abort', stopListening, { once: true });
  // Whoever makes the session has subscribed by then.
  queueMicrotask(
    () => void openProgram().catch((error: unknown) => take({ type: 'program.failed', problem: problemIn(error) })),
  );

  return {
    get state() {
      return state;
    },
    send: take,
    pagePicture: async (wish) => (await opened(loadPagePictures)).pagePicturesOf(core)(wish),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      ended.abort();
      listeners.clear();
    },
  };
}
