/** A study from "send" to what the backend says of it: to the backend itself, or to the program's image archive. */
import { UnreachableError } from '../client/errors.ts';
import type { StudyItem } from '../journey/state.ts';
import type { StudyEvent } from '../journey/studies.ts';
import type { StudyView } from '../protocol/study.ts';
import type { FoundStudy } from '../records/study/index.ts';
import type { Transfer } from '../transfer/port.ts';
import type { Carrier } from './carrier.ts';
import type { Context, Patience } from './context.ts';
import { loadStowing } from './load.ts';
import { opened } from './problems.ts';
import { carryStudy } from './study-carrying.ts';
import { dropSuperseded, refusedImages } from './study-settling.ts';

/** Milliseconds between looks at what the backend is still unpacking. */
const LOOK = 1500;

export interface StudySendingTools {
  readonly context: Context;
  readonly carrier: Carrier;
  readonly happen: (event: StudyEvent) => void;
  /** The backend's studies, told to the journey. */
  readonly list: (more: Partial<Patience>) => Promise<readonly StudyView[]>;
}

export interface StudySending {
  /** @param files absent: they are not here any more. */
  readonly send: (study: StudyItem, files: FoundStudy | undefined, patience: Patience) => Promise<void>;
  /** It was taken away: whatever is under way of it ends. */
  readonly discard: (clientId: string) => void;
  readonly discardAll: () => void;
  /** What is on its way to an archive. */
  readonly stowing: () => ReadonlySet<Transfer>;
}

export function createStudySending({ context, carrier, happen, list }: StudySendingTools): StudySending {
  const { client, keeper, state, environment } = context;
  const stops = new Map<string, AbortController>();
  const stowing = new Set<Transfer>();

  /** Declares it, sends what the backend has not, and waits until it has looked at all of it. */
  async function send(study: StudyItem, files: FoundStudy | undefined, patience: Patience): Promise<void> {
    const held = keeper.held();
    if (!client || !held || !files) throw new UnreachableError('configuration');
    const { clientId } = study;
    const stop = new AbortController();
    stops.set(clientId, stop);
    const both = { ...patience, signal: AbortSignal.any([patience.signal, stop.signal]) };
    happen({ type: 'carried', clientId, carried: { phase: 'queued' } });
    const { body: declared } = await client.call('study.declare', {
      params: { id: held.id },
      body: {
        clientId,
        ...(study.date === undefined ? {} : { date: study.date }),
        ...(study.description === undefined ? {} : { description: study.description.slice(0, 200) }),
        series: files.series.map(({ modality, bodyPart, description, images }) => ({
          ...(modality === undefined ? {} : { modality: modality.slice(0, 16) }),
          ...(bodyPart === undefined ? {} : { bodyPart: bodyPart.slice(0, 64) }),
          ...(description === undefined ? {} : { description: description.slice(0, 200) }),
          images,
        })),
        images: study.images,
        missing: study.missing,
        ...(study.identityAnswer === undefined ? {} : { identityAnswer: study.identityAnswer }),
      },
      repeatable: true,
      ...both,
    });
    if (state().status?.imaging?.mode === 'stow-rs') {
      await stow(held.id, declared, files, both);
      return;
    }
    const { problem, received } = await carryStudy({
      study: declared,
      sources: files.sources,
      carrier,
      signal: both.signal,
      discard: stop.signal,
      onCarried: (carried) => happen({ type: 'carried', clientId, carried }),
      onUnreadable: (paths) => happen({ type: 'unreadable', clientId, paths }),
    });
    if (problem) {
      happen({ type: 'carried', clientId, carried: { phase: 'failed', problem } });
      return;
    }
    // Every byte is there; what the backend says of it now stands.
    happen({ type: 'carried', clientId, carried: { phase: 'server', state: 'receiving', stored: 0, refused: 0 } });
    await dropSuperseded(client, held.id, declared, received, both);
    for (;;) {
      const view = (await list(both)).find((one) => one.clientId === clientId);
      if (!view) return;
      if (view.state !== 'receiving') {
        if (view.refused > 0)
          happen({ type: 'refused', clientId, images: await refusedImages(client, held.id, view, both) });
        return;
      }
      await environment.pause(LOOK, both.signal);
    }
  }

  /** To the program's own archive: what it confirmed is what the backend knows of the study. */
  async function stow(referralId: string, study: StudyView, files: FoundStudy, patience: Patience): Promise<void> {
    const { clientId } = study;
    const { stowStudy } = await opened(loadStowing);
    let transfer: Transfer | undefined;
    try {
      const problem = await stowStudy({
        context,
        referralId,
        study,
        found: files,
        signal: patience.signal,
        onTransfer: (made) => stowing.add((transfer = made)),
        onCarried: (carried) => happen({ type: 'carried', clientId, carried }),
        onUnreadable: (paths) => happen({ type: 'unreadable', clientId, paths }),
        onRefused: (images) => happen({ type: 'refused', clientId, images }),
      });
      if (problem) {
        happen({ type: 'carried', clientId, carried: { phase: 'failed', problem } });
        return;
      }
    } finally {
      if (transfer) stowing.delete(transfer);
    }
    happen({ type: 'carried', clientId, carried: { phase: 'server', state: 'receiving', stored: 0, refused: 0 } });
    await list(patience);
  }

  return {
    send,
    discard: (clientId) => stops.get(clientId)?.abort(),
    discardAll: () => stops.forEach((stop) => stop.abort()),
    stowing: () => stowing,
  };
}
