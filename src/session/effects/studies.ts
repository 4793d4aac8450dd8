/**
 * Studies of images: looked for in what a person picked, shown, and sent when they say so. Only where the intake team has
 * opened their transfer to this backend, or to its image archive (12.1).
 */
import { isGivenHere } from '../../journey/given-here.ts';
import { isSendable, reduceStudies, type StudyEvent } from '../../journey/studies.ts';
import type { StudyItem } from '../../journey/state.ts';
import { sha256 } from '../../protocol/digest-tree.ts';
import { offers } from '../../protocol/features.ts';
import type { StudyView } from '../../protocol/study.ts';
import type { FoundStudy, PickedFile } from '../../records/study/index.ts';
import type { Carrier } from '../carrier.ts';
import type { Context, Patience, Reactions } from '../context.ts';
import { loadStowing, loadStudyReading } from '../load.ts';
import { opened } from '../problems.ts';
import { expectedPatient } from '../record-checks.ts';
import { createStudySending } from '../study-sending.ts';

/** Milliseconds between looks at whether the answers are here. */
const ANSWERS = 200;

/** Events of looking through files at the most one in so many milliseconds: each renders. */
const LOOKING_PAUSE = 150;

export function createStudies(context: Context, carrier: Carrier): Reactions {
  const { client, keeper, state, dispatch, environment, signal } = context;
  /** Files of the studies that were found, by client id. They are in no state: states are compared and kept. */
  const found = new Map<string, FoundStudy>();
  let looking: AbortController | null = null;

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
      isGivenHere(status?.imaging?.mode) &&
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

  const sending = createStudySending({ context, carrier, happen, list });

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
        run: (patience) => sending.send(study, found.get(clientId), patience),
        // Taken away while it was sent: nobody has to hear of it.
        caught: () => studyOf(clientId) === undefined,
      });
    }
  }

  async function remove(clientId: string): Promise<void> {
    const study = studyOf(clientId);
    const held = keeper.held();
    if (!study) return;
    sending.discard(clientId);
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
    sending.discardAll();
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
    'pause-records': () => sending.stowing().forEach((transfer) => transfer.pause()),
    'resume-records': () => sending.stowing().forEach((transfer) => transfer.resume()),
    retry: () => sending.stowing().forEach((transfer) => transfer.retryNow()),
    'referral.signed-out'({ forget: all }, { referral, status }) {
      if (!all) return;
      forget();
      // What the archive confirmed is written down on the device; nothing of it stays.
      if (referral.phase !== 'held' || status?.imaging?.mode !== 'stow-rs') return;
      loadStowing().then(
        ({ forgetStowed }) => forgetStowed(referral.id),
        () => {},
      );
    },
  };
}
