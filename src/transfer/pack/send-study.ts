/** A study on its way: packs built while others are sent, never more in the air than the line can use. */
import type { Transfer, TransferCode, UploadState } from '../port.ts';
import { sha256 } from '../../protocol/digest-tree.ts';
import { inWorker, type Reader } from '../reading/reader.ts';
import { fingerprintOf } from '../source.ts';
import type { Pack, Unreadable } from './build.ts';
import { planPacks, type PackSource } from './plan.ts';

/** Packs sent at the same time; one more is being built. */
const inFlight = 2;
/** A pack whose files change under it is built anew this often. */
const rebuilds = 3;

export interface StudyOptions {
  /** Id of the study; part of every manifest. */
  readonly study: string;
  readonly sources: readonly PackSource[];
  /** Called before a pack is queued: `getUpload` will be asked for its client id. */
  readonly onPack: (pack: Pack) => void | Promise<void>;
  /** The same for an instance that is too large for a pack. Its id is made of its content. */
  readonly onSingle: (clientId: string, source: PackSource) => void;
  /** A file that could not be read: named to the person; the others go on. */
  readonly onUnreadable: (file: Unreadable) => void;
  /** Does the backend have this pack already (an earlier visit)? Not a byte of it is sent again. */
  readonly isDone?: (clientId: string) => boolean;
  readonly signal: AbortSignal;
  /** Default: a worker. */
  readonly reader?: Reader;
}

/** What became of the packs, and of what was too large for one, by client id. */
export interface StudyOutcome {
  readonly received: readonly string[];
  readonly failed: readonly { readonly clientId: string; readonly code: TransferCode }[];
  readonly unreadable: readonly Unreadable[];
}

/** The same image of the same study is the same upload, whenever it is picked; `null` where it cannot be read. */
async function singleId(study: string, { path, file }: PackSource): Promise<string | null> {
  const fingerprint = await fingerprintOf(file).catch(() => null);
  if (fingerprint === null) return null;
  const text = new TextEncoder().encode(`${study} ${path} ${fingerprint}`);
  return `image-${(await sha256(Uint8Array.from(text))).slice(0, 40)}`;
}

/** An upload that can do no more by itself. */
type Settled = Extract<UploadState, { readonly phase: 'received' | 'failed' | 'repick' }>;

/** What a study needs of a transfer. */
export type StudyTransfer = Pick<Transfer, 'add' | 'remove' | 'subscribe' | 'list'>;

/** Waits until an upload is settled. */
function settled(transfer: StudyTransfer, clientId: string, signal: AbortSignal): Promise<Settled> {
  return new Promise((resolve, reject) => {
    const look = (state: UploadState | undefined): void => {
      if (state?.phase !== 'received' && state?.phase !== 'failed' && state?.phase !== 'repick') return;
      stop();
      resolve(state);
    };
    const abort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    const unsubscribe = transfer.subscribe((id, state) => {
      if (id === clientId) look(state);
    });
    const stop = (): void => {
      unsubscribe();
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else look(transfer.list().find((item) => item.clientId === clientId)?.state);
  });
}

/** Sends a study's files in packs. Rejects only with the signal's reason. */
export async function sendStudy(transfer: StudyTransfer, options: StudyOptions): Promise<StudyOutcome> {
  const { study, sources, onPack, onSingle, onUnreadable, isDone, signal, reader = inWorker } = options;
  const { packs, singles } = planPacks(sources);
  const received: string[] = [];
  const failed: { clientId: string; code: TransferCode }[] = [];
  const unreadable: Unreadable[] = [];
  const name = (files: readonly Unreadable[]): void => {
    for (const file of files) {
      unreadable.push(file);
      onUnreadable(file);
    }
  };

  const carry = async (members: readonly PackSource[], first: Pack): Promise<void> => {
    let pack = first;
    for (let tries = 0; ; tries += 1) {
      await onPack(pack);
      transfer.add({ clientId: pack.clientId, blob: pack.blob, leaves: pack.leaves });
      const state = await settled(transfer, pack.clientId, signal);
      if (state.phase === 'received') {
        received.push(pack.clientId);
        return;
      }
      if (state.phase === 'failed' || tries >= rebuilds) {
        failed.push({ clientId: pack.clientId, code: state.code ?? 'wrong-file' });
        return;
      }
      // A file of it changed or vanished: it leaves the pack, and the rest is another pack, another record.
      await transfer.remove(pack.clientId);
      const lost = new Set(unreadable.map(({ path }) => path));
      const rest = members.filter(({ path }) => !lost.has(path));
      const again = await reader.pack(study, rest, signal);
      name(again.unreadable);
      if (!again.pack) return;
      pack = again.pack;
    }
  };

  const carrySingle = async (clientId: string, source: PackSource): Promise<void> => {
    onSingle(clientId, source);
    transfer.add({ clientId, blob: source.file });
    const state = await settled(transfer, clientId, signal);
    if (state.phase === 'received') received.push(clientId);
    else if (state.phase === 'repick') {
      await transfer.remove(clientId);
      name([{ path: source.path, code: state.code ?? 'file-changed' }]);
    } else failed.push({ clientId, code: state.code });
  };

  const flying = new Set<Promise<void>>();
  /** The next one is made ready while others are sent; it waits here until one of them is through. */
  const launch = async (work: () => Promise<void>): Promise<void> => {
    if (flying.size >= inFlight) await Promise.race(flying);
    const flight = work().finally(() => flying.delete(flight));
    flight.catch(() => undefined);
    flying.add(flight);
  };
  for (const members of packs) {
    const { pack, unreadable: lost } = await reader.pack(study, members, signal);
    name(lost);
    if (!pack) continue;
    if (isDone?.(pack.clientId)) {
      received.push(pack.clientId);
      continue;
    }
    await launch(() => carry(members, pack));
  }
  for (const source of singles) {
    signal.throwIfAborted();
    const clientId = await singleId(study, source);
    if (clientId === null) name([{ path: source.path, code: 'file-unreadable' }]);
    else if (isDone?.(clientId)) received.push(clientId);
    else await launch(() => carrySingle(clientId, source));
  }
  await Promise.all(flying);
  signal.throwIfAborted();
  return { received, failed, unreadable };
}
