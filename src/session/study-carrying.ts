/** One study on its way: its packs, and what is too large for one, by the carrier that all records go by. */
import type { JourneyProblem, StudyCarried } from '../journey/state.ts';
import { manifestBytes, PACK_TYPE } from '../protocol/pack.ts';
import { sha256 } from '../protocol/digest-tree.ts';
import type { StudyView } from '../protocol/study.ts';
import type { UploadState } from '../transfer/port.ts';
import type { Pack, PackSource } from '../transfer/studies.ts';
import type { Carrier } from './carrier.ts';
import { loadStudyTransfer } from './load.ts';
import { opened } from './problems.ts';

export interface StudyCarrying {
  /** As it was declared; what it lists as stored is not sent again. */
  readonly study: StudyView;
  readonly sources: readonly PackSource[];
  readonly carrier: Carrier;
  readonly signal: AbortSignal;
  /** Aborted where the study was taken away: nothing of it stays on this device. */
  readonly discard: AbortSignal;
  readonly onCarried: (carried: StudyCarried) => void;
  /** Paths of the files that could not be read so far. */
  readonly onUnreadable: (paths: readonly string[]) => void;
}

const category = 'other';

export interface StudyCarriage {
  /** What stood in the way, or null. */
  readonly problem: JourneyProblem | null;
  /** Client ids of what is at the backend now. */
  readonly received: readonly string[];
}

/** The backend has it, or will say itself what is wrong with it. Bytes that came otherwise than they left go again. */
const isThere = ({ state, reason }: StudyView['records'][number]): boolean =>
  state !== 'receiving' && reason !== 'digest-mismatch';

/** @throws the signal's reason */
export async function carryStudy(carrying: StudyCarrying): Promise<StudyCarriage> {
  const { study, sources, carrier, signal, discard, onCarried, onUnreadable } = carrying;
  const { sendStudy } = await opened(loadStudyTransfer);
  const transfer = await carrier.transfer();
  await transfer.ready;
  const done = new Set(study.records.filter(isThere).map(({ clientId }) => clientId));
  const sent = new Map<string, number>();
  const unreadable: string[] = [];

  const tell = (state: UploadState): void => {
    const total = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    if (state.phase === 'paused' || state.phase === 'connection') onCarried({ phase: state.phase, sent: total });
    else onCarried({ phase: 'sending', sent: total });
  };
  const stop = transfer.subscribe((clientId, state, item) => {
    if (!sent.has(clientId)) return;
    if ('sent' in state) sent.set(clientId, state.sent);
    if (state.phase === 'received') sent.set(clientId, item.size);
    tell(state);
  });
  const declarePack = async ({ clientId, blob, manifest }: Pack): Promise<void> => {
    sent.set(clientId, 0);
    carrier.declareAs({
      clientId,
      name: `${clientId}.tar`,
      size: blob.size,
      type: PACK_TYPE,
      category,
      study: study.id,
      pack: { format: 'tar', instances: manifest.instances.length, manifest: await sha256(manifestBytes(manifest)) },
    });
  };
  const declareSingle = (clientId: string, { path, file }: PackSource): void => {
    sent.set(clientId, 0);
    carrier.declareAs({
      clientId,
      name: path.slice(-255),
      size: file.size,
      type: 'application/dicom',
      category,
      study: study.id,
    });
  };
  try {
    const outcome = await sendStudy(transfer, {
      study: study.id,
      sources,
      onPack: declarePack,
      onSingle: declareSingle,
      onUnreadable({ path }) {
        unreadable.push(path);
        onUnreadable([...unreadable]);
      },
      isDone: (clientId) => done.has(clientId),
      signal,
    });
    const [failed] = outcome.failed;
    return { problem: failed ? { code: failed.code, retryable: true } : null, received: outcome.received };
  } finally {
    stop();
    if (discard.aborted) for (const clientId of sent.keys()) void transfer.remove(clientId);
  }
}
