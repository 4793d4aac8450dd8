/**
 * A study's instances to a DICOMweb server by STOW-RS (PS3.18 10.5), behind the port that uploads have: here an upload is
 * one instance. What the server confirmed is written down and told to our backend; it is never sent again.
 */
import { browserConnectivity, Connection, retryPace } from '../connection.ts';
import { TransferError } from '../errors.ts';
import type { NewUpload, Transfer, TransferOptions, UploadItem, UploadListener, UploadState } from '../port.ts';
import { exclusively } from '../tabs.ts';
import { stallWindow } from '../watchdog.ts';
import { readingXhrStack } from '../xhr-stack.ts';
import { carryLot, type Instance, type StowedInstance } from './carry-lot.ts';
import { lotOf, LotSize } from './lot.ts';
import { defaultStowJournal, forgetStowed, openConfirmed, type StowJournal } from './stow-journal.ts';
import { asked, type StowPlace, type StowTools } from './tools.ts';

export interface StowOptions extends Pick<
  TransferOptions,
  'referralId' | 'http' | 'now' | 'random' | 'connectivity' | 'locks'
> {
  /** The study as our backend calls it. */
  readonly studyId: string;
  /** SOP Instance UID of what is added; absent where its header names none: no server could tell it apart. */
  readonly uidOf: (clientId: string) => string | undefined;
  /** Where images go (`imaging.read`). Asked again when the server refuses. Throws as `getUpload` does. */
  readonly place: (signal: AbortSignal) => Promise<StowPlace>;
  /** Tells our backend (`study.stowed`). Only what it was told counts as received. Throws as `confirm` does. */
  readonly report: (instances: readonly StowedInstance[], signal: AbortSignal) => Promise<void>;
  readonly limits?: Partial<Pick<TransferOptions['limits'], 'stall' | 'retry'>> & { readonly lot?: number };
  readonly journal?: StowJournal;
}

const working: ReadonlySet<UploadState['phase']> = new Set(['queued', 'sending', 'paused', 'connection', 'confirming']);
/** Milliseconds between two tellings of how far a lot is. */
const eventPause = 250;

const itemOf = ({ clientId, blob, uid, state }: Instance): UploadItem => ({
  clientId,
  size: blob.size,
  recordId: uid,
  state,
});

/** Starts the transfer of one study's instances. Nothing is sent until there is one. */
export function createStow(options: StowOptions): Transfer {
  const { referralId, studyId, limits = {} } = options;
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const journal = options.journal ?? defaultStowJournal();
  const locks = options.locks === undefined ? (globalThis.navigator?.locks ?? null) : options.locks;
  const pace = limits.retry ?? retryPace;
  const connection = new Connection({
    connectivity: options.connectivity ?? browserConnectivity,
    now,
    random,
    pace,
  });
  const items = new Map<string, Instance>();
  /** Whose UID it is: two images that share one would be one image to the server. */
  const owners = new Map<string, string>();
  const listeners = new Set<UploadListener>();
  let lot: readonly Instance[] = [];
  let told = 0;
  let paused = false;
  let over = false;
  let running: { readonly stop: AbortController } | undefined;

  const publish = (item: Instance, state: UploadState): void => {
    if (over || items.get(item.clientId) !== item) return;
    item.state = state;
    for (const listener of listeners) listener(item.clientId, state, itemOf(item));
  };

  /** What could not be read is out of the lot already. */
  const underWay = (): readonly Instance[] => lot.filter(({ state }) => working.has(state.phase));

  /** What a request that was stopped still tells paints over nothing. */
  const halted = (): boolean => running?.stop.signal.aborted !== false;

  const tools: StowTools = {
    http: options.http ?? readingXhrStack,
    connection,
    pace,
    random,
    now,
    stall: limits.stall ?? stallWindow,
    size: new LotSize(limits.lot),
    places: { known: undefined, ask: options.place },
    onSent(sent, of) {
      if (halted() || (sent > 0 && sent < of && now() - told < eventPause)) return;
      told = now();
      // Which instance a byte belongs to is nobody's concern: all of the lot are as far as the lot is.
      for (const item of underWay()) {
        publish(item, { phase: 'sending', sent: Math.floor(item.blob.size * (of > 0 ? sent / of : 0)) });
      }
    },
    onWaiting(nextTry, code) {
      if (halted()) return;
      for (const item of underWay())
        publish(item, {
          phase: 'connection',
          sent: 0,
          ...(nextTry !== undefined && { nextTry }),
          ...(code !== undefined && { code }),
        });
    },
  };

  const lockName = `rso-stow-${referralId}-${studyId}`;
  /** Does another tab wait for its turn? It has to find what is there, or it would send all of it again. */
  const isAwaited = async (): Promise<boolean> => {
    const { pending = [] } = (await locks?.query().catch(() => undefined)) ?? {};
    return pending.some(({ name }) => name === lockName);
  };

  const waiting = (): Instance[] => [...items.values()].filter(({ state }) => state.phase === 'queued');

  async function carryAll(signal: AbortSignal): Promise<void> {
    tools.places.known ??= await asked(tools, signal, options.place);
    const { url, expiresAt } = tools.places.known;
    const confirmed = await openConfirmed(journal, {
      referralId,
      studyId,
      server: new URL(url).origin,
      expiresAt: Date.parse(expiresAt) || now() + 86_400_000,
      now: now(),
    });
    for (let next = waiting(); next.length > 0; next = waiting()) {
      lot = lotOf(next, tools.size.bytes);
      await carryLot(lot, { ...tools, confirmed, publish, report: options.report }, signal);
      lot = [];
    }
    const isAllThere = [...items.values()].every(({ state }) => state.phase === 'received');
    if (isAllThere && !(await isAwaited())) await confirmed.done();
  }

  function fail(error: unknown): void {
    const state = error instanceof TransferError ? error : new TransferError('refused', true, error);
    for (const item of items.values()) {
      if (!working.has(item.state.phase)) continue;
      publish(item, { phase: 'failed', code: state.code, retryable: state.retryable, sent: 0 });
    }
  }

  /** What was under way when it was stopped waits again; what was confirmed is known by the journal. */
  const queueAgain = (): void => {
    for (const item of items.values())
      if (working.has(item.state.phase)) publish(item, { phase: paused ? 'paused' : 'queued', sent: 0 });
  };

  function start(): void {
    if (paused || over || running) return;
    const stop = new AbortController();
    running = { stop };
    const elsewhere = (): void => {
      for (const item of waiting()) publish(item, { phase: 'queued', sent: 0, elsewhere: true });
    };
    // Everything that is added in one go is one lot.
    void Promise.resolve()
      .then(() => exclusively(locks, lockName, stop.signal, elsewhere, () => carryAll(stop.signal)))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) fail(error);
      })
      .finally(() => {
        running = undefined;
        lot = [];
        if (stop.signal.aborted) queueAgain();
        if (waiting().length > 0) start();
      });
  }

  const halt = (why: string): void => running?.stop.abort(new DOMException(why, 'AbortError'));

  const stopAll = (): void => {
    halt('stopped');
    over = true;
    connection.dispose();
  };

  function add({ clientId, blob }: NewUpload): void {
    const uid = options.uidOf(clientId);
    const item: Instance = { clientId, blob, uid: uid ?? '', state: { phase: 'queued', sent: 0 } };
    items.set(clientId, item);
    const owner = owners.get(item.uid) ?? clientId;
    owners.set(item.uid, owner);
    if (uid === undefined || owner !== clientId)
      publish(item, { phase: 'failed', code: 'corrupt', retryable: false, sent: 0 });
    else publish(item, { phase: paused ? 'paused' : 'queued', sent: 0 });
    start();
  }

  return {
    ready: Promise.resolve(),
    add,
    async repick(clientId, file) {
      add({ clientId, blob: file });
      return 'accepted';
    },
    pause() {
      paused = true;
      halt('paused');
      queueAgain();
    },
    resume() {
      paused = false;
      queueAgain();
      start();
    },
    async remove(clientId) {
      const item = items.get(clientId);
      items.delete(clientId);
      if (item && owners.get(item.uid) === clientId) owners.delete(item.uid);
      if (item && lot.includes(item)) halt('removed');
    },
    retryNow() {
      connection.wake();
      tools.places.known = undefined;
      for (const item of items.values())
        if (item.state.phase === 'failed' && item.state.retryable) publish(item, { phase: 'queued', sent: 0 });
      start();
    },
    async clear() {
      stopAll();
      items.clear();
      await forgetStowed(referralId, journal);
    },
    dispose: stopAll,
    list: () => [...items.values()].map(itemOf),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    busy: () => [...items.values()].some(({ state }) => working.has(state.phase)),
  };
}
