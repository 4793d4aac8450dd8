/**
 * Studies of images: looked for in what a person picked, shown, and sent when they say so. Only where the intake team has
 * opened their transfer to this backend (12.1).
 */
import { UnreachableError } from '../../client/errors.ts';
import { isSendable, reduceStudies, type StudyEvent } from '../../journey/studies.ts';
import type { StudyItem } from '../../journey/state.ts';
import { sha256 } from '../../protocol/digest-tree.ts';
import { offers } from '../../protocol/features.ts';
import type { StudyView } from '../../protocol/study.ts';
import type { FoundStudy, PickedFile } from '../../records/study/index.ts';
import type { Carrier } from '../carrier.ts';
import type { Context, Patience, Reactions } from '../context.ts';
import { loadStudyReading } from '../load.ts';
import { opened } from '../problems.ts';
import { expectedPatient } from '../record-checks.ts';
import { carryStudy } from '../study-carrying.ts';
import { dropSuperseded, refusedPaths } from '../study-settling.ts';

/** Milliseconds between looks at what the backend is still unpacking. */
const LOOK = 1500;

/** Milliseconds between looks at whether the answers are here. */
const ANSWERS = 200;

/** Events of looking through files at the most one in so many milliseconds: each renders. */
const LOOKING_PAUSE = 150;

export function createStudies(context: Context, carrier: Carrier): Reactions {
  const { client, keeper, state, dispatch, environment, signal } = context;
  /** Files of the studies that were found, by client id. They are in no state: states are compared and kept. */
  const found = new Map<string, FoundStudy>();
  let looking: AbortController | null = null;
  const stops = new Map<string, AbortController>();

  const happen = (event: StudyEvent): void => {
    const { studies, looking: now } = reduceStudies(state(), event);
    dispatch({ type: 'studies', studies, looking: now });
  };
  const studyOf = (clientId: string): StudyItem | undefined =>
    state().studies.find((study) => study.clientId === clientId);

  const isOpen = (): boolean => {
    const { program, status } = state();
    return (
      program.phase === 'ready' &&
      offers(program.program, 'studies') &&
      status?.imaging?.mode === 'tus' &&
      client !== null
    );
  };

  /** The same study of a referral is the same study on every device. */
  const clientIdOf = async (uid: string): Promise<string> =>
    `study-${(await sha256(Uint8Array.from(new TextEncoder().encode(`${keeper.held()?.id ?? ''} ${uid}`)))).slice(0, 40)}`;

  const itemOf = (clientId: string, study: FoundStudy): StudyItem => ({
    clientId,
    names: study.names,
    ...(study.birthDate === undefined ? {} : { birthDate: study.birthDate }),
    identity: study.identity,
    ...(study.date === undefined ? {} : { date: study.date }),
    ...(study.description === undefined ? {} : { description: study.description }),
    modalities: study.modalities,
    bodyParts: study.bodyParts,
    series: study.series.length,
    images: study.images,
    missing: study.missing,
    bytes: study.bytes,
    here: true,
    unreadable: [],
    refused: [],
    carried: { phase: 'held' },
  });

  async function lookThrough(files: readonly PickedFile[]): Promise<void> {
    looking?.abort();
    const mine = new AbortController();
    looking = mine;
    const stop = AbortSignal.any([signal, mine.signal]);
    happen({ type: 'looking', done: 0, total: files.length });
    const { findStudies, drawCover } = await opened(loadStudyReading);
    // Whose images they are is told by the answers: after a reload, or through a link, those are still on their way.
    while (context.working('resume')) await environment.pause(ANSWERS, stop);
    let told = 0;
    const result = await findStudies(files, {
      patient: expectedPatient(state()),
      signal: stop,
      onProgress(done) {
        if (environment.now() - told < LOOKING_PAUSE) return;
        told = environment.now();
        happen({ type: 'looking', done, total: files.length });
      },
    });
    const items: StudyItem[] = [];
    for (const study of result.studies) {
      const clientId = await clientIdOf(study.uid);
      found.set(clientId, study);
      items.push(itemOf(clientId, study));
    }
    stop.throwIfAborted();
    const { left, unreadable, duplicates } = result;
    happen({ type: 'found', studies: items, left, unreadable: unreadable.length, duplicates });
    for (const { clientId } of items) {
      const cover = found.get(clientId)?.cover;
      const picture = cover && !studyOf(clientId)?.cover ? await drawCover(cover) : null;
      if (picture && !stop.aborted) happen({ type: 'covered', clientId, cover: URL.createObjectURL(picture) });
    }
  }

  async function list(more: Partial<Patience> = {}): Promise<readonly StudyView[]> {
    const held = keeper.held();
    if (!client || !held || !isOpen()) return [];
    const { body } = await client.call('studies.list', { params: { id: held.id }, signal, ...more });
    happen({ type: 'listed', studies: body.studies });
    return body.studies;
  }

  /** Declares it, sends what the backend has not, and waits until it has looked at all of it. */
  async function send(study: StudyItem, patience: Patience): Promise<void> {
    const held = keeper.held();
    const files = found.get(study.clientId);
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
          happen({ type: 'refused', clientId, paths: await refusedPaths(client, held.id, view, both) });
        return;
      }
      await environment.pause(LOOK, both.signal);
    }
  }

  async function sendAll(): Promise<void> {
    for (const { clientId } of state().studies.filter(isSendable)) {
      const study = studyOf(clientId);
      if (!study || !isSendable(study)) continue;
      await context.work({
        name: `study.${clientId}`,
        report: (work) => {
          const sent = study.carried.phase === 'server' ? study.bytes : 0;
          if (work.phase === 'waiting') happen({ type: 'carried', clientId, carried: { phase: 'connection', sent } });
          if (work.phase === 'failed' && studyOf(clientId))
            happen({ type: 'carried', clientId, carried: { phase: 'failed', problem: work.problem } });
        },
        run: (patience) => send(study, patience),
        // Taken away while it was sent: nobody has to hear of it.
        caught: () => studyOf(clientId) === undefined,
      });
    }
  }

  async function remove(clientId: string): Promise<void> {
    const study = studyOf(clientId);
    const held = keeper.held();
    if (!study) return;
    stops.get(clientId)?.abort();
    found.delete(clientId);
    if (study.cover) URL.revokeObjectURL(study.cover);
    happen({ type: 'removed', clientId });
    if (!client || !held || study.carried.phase === 'held') return;
    const { body } = await client.call('studies.list', { params: { id: held.id }, signal });
    const known = body.studies.find((view) => view.clientId === clientId);
    if (known) await client.call('study.remove', { params: { id: held.id, sid: known.id }, signal });
  }

  function forget(): void {
    looking?.abort();
    for (const stop of stops.values()) stop.abort();
    for (const { cover } of state().studies) if (cover) URL.revokeObjectURL(cover);
    found.clear();
    dispatch({ type: 'studies', studies: [], looking: { phase: 'idle' } });
  }

  return {
    'add-images'({ files }) {
      void context.work({
        name: 'images',
        report: (work) => dispatch({ type: 'acting', action: 'look', work }),
        run: () => lookThrough(files),
      });
    },
    'answer-study': ({ clientId, answer }) => happen({ type: 'answered', clientId, answer }),
    'remove-study'({ clientId }) {
      void context.work({
        name: `remove.${clientId}`,
        report: (work) => dispatch({ type: 'acting', action: 'remove-study', work }),
        run: () => remove(clientId),
      });
    },
    'send-studies': () => void sendAll(),
    status() {
      if (isOpen()) list().catch(() => {});
    },
    'referral.signed-out'({ forget: all }) {
      if (all) forget();
    },
  };
}
