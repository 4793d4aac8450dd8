/** One lot, from the disc to "received": read, sent unless it is there, written down, told to our backend. */
import { stateOf } from '../announcer.ts';
import type { UploadState } from '../port.ts';
import { stillReads } from '../source.ts';
import { deliver, type Verdict, type Verdicts } from './deliver.ts';
import { readInstance, type ReadInstance } from './lot.ts';
import type { Confirmed } from './stow-journal.ts';
import { asked, type StowTools } from './tools.ts';

export interface Instance {
  readonly clientId: string;
  readonly blob: Blob;
  readonly uid: string;
  state: UploadState;
}

/** What became of an instance, as the backend is told it. */
export interface StowedInstance {
  readonly uid: string;
  readonly state: 'stored' | 'rejected';
  readonly reason?: string;
}

interface Ready extends ReadInstance {
  readonly item: Instance;
}

export interface LotTools extends StowTools {
  readonly confirmed: Confirmed;
  readonly publish: (item: Instance, state: UploadState) => void;
  readonly report: (instances: readonly StowedInstance[], signal: AbortSignal) => Promise<void>;
}

const told = (uid: string, verdict: Verdict): StowedInstance =>
  verdict === 'stored' ? { uid, state: 'stored' } : { uid, state: 'rejected', reason: verdict.refused };

/** @throws as `deliver` and `report` do */
export async function carryLot(lot: readonly Instance[], tools: LotTools, signal: AbortSignal): Promise<void> {
  const { confirmed, publish, report } = tools;
  const read = async (item: Instance): Promise<Ready | null> => {
    try {
      return { item, ...(await readInstance(confirmed.scope, item.uid, item.blob)) };
    } catch (error) {
      publish(item, stateOf(error, 0));
      return null;
    }
  };
  const ready = (await Promise.all(lot.map(read))).filter((one) => one !== null);
  signal.throwIfAborted();
  const fresh = ready.filter(({ mark }) => !confirmed.has(mark));
  const parcels = fresh.map(({ item, content }) => ({ uid: item.uid, content }));
  const verdicts: Verdicts = parcels.length === 0 ? new Map() : await deliver(parcels, tools, signal);
  const changed = new Set<Instance>();
  for (const { item, content, fingerprint } of fresh) {
    // Sent from the disc, not from memory: what the server holds may be of before and after a change.
    if (content !== item.blob) continue;
    await stillReads(item.blob, fingerprint).catch((error: unknown) => {
      changed.add(item);
      publish(item, stateOf(error, 0));
    });
  }
  const answered = ready
    .filter(({ item }) => !changed.has(item))
    .map(({ item, mark }) => {
      const verdict: Verdict = confirmed.has(mark) ? 'stored' : (verdicts.get(item.uid) ?? { refused: 'refused' });
      return { item, mark, verdict };
    });
  await confirmed.add(answered.filter(({ verdict }) => verdict === 'stored').map(({ mark }) => mark));
  if (answered.length === 0) return;
  for (const { item } of answered) publish(item, { phase: 'confirming', sent: item.blob.size });
  const instances = answered.map(({ item, verdict }) => told(item.uid, verdict));
  await asked(tools, signal, (asking) => report(instances, asking));
  for (const { item, verdict } of answered) {
    if (verdict === 'stored') publish(item, { phase: 'received', recordId: item.uid });
    else publish(item, { phase: 'failed', code: verdict.refused, retryable: false, sent: 0 });
  }
}
