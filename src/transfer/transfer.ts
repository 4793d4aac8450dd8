/** The engine behind the port: every file of one referral, its queue, its journal, its ways to stop and go on. */
import { createAnnouncer, itemOf, stateOf } from './announcer.ts';
import { createAuthority } from './authority.ts';
import type { Carrier } from './carrier.ts';
import { carry, type CarryTools } from './carry.ts';
import { browserConnectivity, Connection, retryPace } from './connection.ts';
import { defaultJournal } from './indexeddb-journal.ts';
import type { JournalEntry } from './journal.ts';
import { JournalWriter } from './journal-writer.ts';
import { loadCarrier } from './load.ts';
import { Permits } from './permits.ts';
import type { Transfer, TransferOptions, UploadState } from './port.ts';
import { inWorker } from './reading/reader.ts';
import { fingerprintOf } from './source.ts';
import { exclusively, type Heard } from './tabs.ts';
import { keyOf, scopeOf, type Upload } from './upload.ts';
import { xhrStack } from './xhr-stack.ts';

/** Leaves (4 MiB) in memory at the same time, over all files. */
const leavesInMemory = 2;

/** Phases in which leaving the page stops work that a person would have to take up again. */
const working: ReadonlySet<UploadState['phase']> = new Set(['queued', 'sending', 'paused', 'connection', 'confirming']);

/** Starts the transfer of one referral's files. Nothing is loaded or sent until there is a file. */
export function createTransfer(options: TransferOptions): Transfer {
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const journal = options.journal ?? defaultJournal();
  const http = options.http ?? xhrStack;
  const locks = options.locks === undefined ? (globalThis.navigator?.locks ?? null) : options.locks;
  const pace = options.limits.retry ?? retryPace;
  const connectivity = options.connectivity ?? browserConnectivity;
  const connection = new Connection({ connectivity, now, random, pace });
  const uploads = new Map<string, Upload>();
  let carrier: Promise<Carrier> | undefined;
  let paused = false;
  let over = false;

  const announcer = createAnnouncer(now, (upload) => uploads.get(upload.clientId) === upload);
  const { publish } = announcer;

  const tools: CarryTools = {
    options,
    scope: '',
    journal,
    http,
    carrier() {
      carrier ??= loadCarrier({ http });
      // A chunk that could not be fetched is fetched again.
      carrier.catch(() => (carrier = undefined));
      return carrier;
    },
    connection,
    authority: createAuthority(options.getCapability, options.refreshCapability),
    slots: new Permits(options.limits.parallel),
    readers: new Permits(leavesInMemory),
    reader: inWorker,
    pace,
    now,
    random,
    publish,
  };
  let scope = '';

  const fresh = (clientId: string, size: number): Upload => ({
    clientId,
    key: '',
    size,
    blob: undefined,
    fingerprint: undefined,
    leaves: undefined,
    recordId: undefined,
    journal: undefined,
    digest: undefined,
    reading: undefined,
    sent: 0,
    state: { phase: 'queued', sent: 0 },
    stop: undefined,
    leave: undefined,
    running: Promise.resolve(),
  });

  const takeUp = (upload: Upload, entry: JournalEntry | undefined): void => {
    upload.journal = entry && new JournalWriter(journal, entry);
    if (entry) {
      upload.recordId = entry.recordId;
      upload.sent = entry.sent;
    }
  };

  const reload = async (upload: Upload): Promise<JournalEntry | undefined> => {
    const entries = await journal.list(scope).catch(() => []);
    const entry = entries.find(({ key }) => key === upload.key);
    takeUp(upload, entry);
    return entry;
  };

  /** Another tab carries it: wait until that ends, showing what it tells. */
  const elsewhere = (upload: Upload): void => publish(upload, { phase: 'queued', sent: upload.sent, elsewhere: true });

  const lockName = (upload: Upload): string => `rso-transfer-${upload.key}`;

  const run = (upload: Upload): void => {
    if (paused) return publish(upload, { phase: 'paused', sent: upload.sent });
    upload.stop?.abort();
    const stop = new AbortController();
    upload.stop = stop;
    publish(upload, { phase: 'queued', sent: upload.sent });
    upload.running = work(upload, stop, upload.running);
  };

  const work = async (upload: Upload, stop: AbortController, before: Promise<void>): Promise<void> => {
    try {
      await before;
      await ready;
      upload.key ||= await keyOf(options.referralId, upload.clientId);
      stop.signal.throwIfAborted();
      const state = await exclusively(
        locks,
        lockName(upload),
        stop.signal,
        () => elsewhere(upload),
        async (waited) => {
          if (waited) await reload(upload);
          // A progress event that comes after a pause must not paint over it.
          const current = (of: Upload, state: UploadState): void => {
            if (!stop.signal.aborted) publish(of, state);
          };
          return carry(upload, { ...tools, scope, publish: current }, stop.signal);
        },
      );
      upload.reading?.abort();
      publish(upload, state);
    } catch (error) {
      // Whoever stopped it says what follows.
      if (!stop.signal.aborted) publish(upload, stateOf(error, upload.sent));
    } finally {
      upload.leave?.();
      if (upload.stop === stop) upload.stop = undefined;
    }
  };

  const letGo = (upload: Upload): void => {
    upload.stop?.abort(new DOMException('stopped', 'AbortError'));
    upload.reading?.abort(new DOMException('stopped', 'AbortError'));
  };

  const take = (upload: Upload, blob: Blob, leaves?: readonly string[]): void => {
    letGo(upload);
    upload.blob = blob;
    upload.leaves = leaves;
    upload.size = blob.size;
    upload.fingerprint = undefined;
    upload.digest = undefined;
    run(upload);
  };

  /** An upload of an earlier visit: the person has to choose the file again, unless another tab still carries it. */
  const restore = (entry: JournalEntry): void => {
    const upload = fresh(entry.clientId, entry.size);
    upload.key = entry.key;
    takeUp(upload, entry);
    uploads.set(entry.clientId, upload);
    const stop = new AbortController();
    upload.stop = stop;
    publish(upload, { phase: 'repick', sent: upload.sent });
    const settle = async (waited: boolean): Promise<void> => {
      if (!waited || upload.blob) return;
      if (await reload(upload)) publish(upload, { phase: 'repick', sent: upload.sent });
      else if (upload.state.phase !== 'received') uploads.delete(upload.clientId);
    };
    exclusively(locks, lockName(upload), stop.signal, () => elsewhere(upload), settle).catch(() => undefined);
  };

  const hear = (news: Heard): void => {
    for (const upload of uploads.values()) {
      if (upload.key !== news.key || upload.state.phase !== 'queued' || !upload.state.elsewhere) continue;
      upload.sent = news.sent;
      if (news.phase !== 'received') elsewhere(upload);
      else if (!upload.blob) publish(upload, { phase: 'received', recordId: news.recordId ?? upload.recordId ?? '' });
    }
  };

  const ready = (async () => {
    scope = await scopeOf(options.referralId);
    if (over) return;
    announcer.open(scope, hear);
    const entries = await journal.list(scope).catch(() => []);
    for (const entry of entries) {
      if (entry.expiresAt <= now()) await journal.delete(entry.key).catch(() => undefined);
      else {
        const added = uploads.get(entry.clientId);
        if (added) takeUp(added, entry);
        else restore(entry);
      }
    }
  })();

  const stopAll = (): void => {
    over = true;
    for (const upload of uploads.values()) letGo(upload);
    connection.dispose();
    announcer.close();
    void carrier?.then(
      (loaded) => loaded.dispose(),
      () => undefined,
    );
  };

  return {
    ready,
    add({ clientId, blob, leaves }) {
      const upload = uploads.get(clientId) ?? fresh(clientId, blob.size);
      uploads.set(clientId, upload);
      take(upload, blob, leaves);
    },
    async repick(clientId, file) {
      await ready;
      const upload = uploads.get(clientId) ?? fresh(clientId, file.size);
      uploads.set(clientId, upload);
      const known = upload.journal?.entry;
      const same =
        !known || (file.size === known.size && (await fingerprintOf(file).catch(() => '')) === known.fingerprint);
      if (!same) {
        publish(upload, { phase: 'repick', sent: upload.sent, wrongFile: true });
        return 'wrong-file';
      }
      take(upload, file);
      return 'accepted';
    },
    pause() {
      paused = true;
      for (const upload of uploads.values()) {
        if (!upload.blob || !working.has(upload.state.phase)) continue;
        upload.stop?.abort(new DOMException('paused', 'AbortError'));
        publish(upload, { phase: 'paused', sent: upload.sent });
      }
    },
    resume() {
      paused = false;
      for (const upload of uploads.values()) if (upload.state.phase === 'paused') run(upload);
    },
    async remove(clientId) {
      const upload = uploads.get(clientId);
      if (!upload) return;
      uploads.delete(clientId);
      letGo(upload);
      await upload.journal?.delete();
    },
    retryNow() {
      connection.wake();
      for (const upload of uploads.values()) {
        if (upload.state.phase === 'failed' && upload.state.retryable && upload.blob) run(upload);
      }
    },
    async clear() {
      stopAll();
      await Promise.all([...uploads.values()].map(async (upload) => upload.journal?.delete()));
      uploads.clear();
      await journal.clear(await scopeOf(options.referralId)).catch(() => undefined);
    },
    dispose() {
      stopAll();
      for (const upload of uploads.values()) void upload.journal?.stop();
    },
    list: () => [...uploads.values()].map(itemOf),
    subscribe: announcer.subscribe,
    busy: () => [...uploads.values()].some(({ blob, state }) => blob !== undefined && working.has(state.phase)),
  };
}
