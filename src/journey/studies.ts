/**
 * Studies of images: found, answered for, sent, and what the backend holds of them. Pure, and behind the door of whoever
 * needs it: the reducer itself only keeps what comes out of here, so that no first view carries it.
 */
import type { StudyView } from '../protocol/study.ts';
import { awaitsBytes } from '../protocol/study-progress.ts';
import type { IdentityAnswer } from '../protocol/record.ts';
import type { JourneyState } from './state.ts';
import type { RefusedImage, StudyCarried, StudyItem } from './studies-state.ts';

/** The part of a journey that this file changes. */
export type Studies = Pick<JourneyState, 'studies' | 'looking'>;

/** What happens to studies. */
export type StudyEvent =
  | { readonly type: 'looking'; readonly done: number; readonly total: number }
  | {
      readonly type: 'found';
      readonly studies: readonly StudyItem[];
      readonly left: Readonly<Record<string, number>>;
      readonly unreadable: number;
      readonly duplicates: number;
    }
  | { readonly type: 'answered'; readonly clientId: string; readonly answer: IdentityAnswer }
  | { readonly type: 'covered'; readonly clientId: string; readonly cover: string }
  | { readonly type: 'carried'; readonly clientId: string; readonly carried: StudyCarried }
  | { readonly type: 'unreadable'; readonly clientId: string; readonly paths: readonly string[] }
  | { readonly type: 'refused'; readonly clientId: string; readonly images: readonly RefusedImage[] }
  | { readonly type: 'removed'; readonly clientId: string }
  | { readonly type: 'listed'; readonly studies: readonly StudyView[] };

const changed = (state: Studies, clientId: string, change: (study: StudyItem) => StudyItem): Studies => ({
  ...state,
  studies: state.studies.map((study) => (study.clientId === clientId ? change(study) : study)),
});

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

const carriedOf = (view: StudyView): StudyCarried => ({
  phase: 'server',
  state: awaitsBytes(view) ? 'begun' : view.state,
  stored: view.stored,
  refused: view.refused,
});

/** A study that only the backend knows of: sent on an earlier visit, or from another device. */
const fromServer = (view: StudyView): StudyItem => ({
  clientId: view.clientId,
  names: [],
  identity: 'not-found',
  ...(view.identityAnswer === undefined ? {} : { identityAnswer: view.identityAnswer }),
  ...(view.date === undefined ? {} : { date: view.date }),
  ...(view.description === undefined ? {} : { description: view.description }),
  modalities: distinct(view.series.map(({ modality }) => modality)),
  bodyParts: distinct(view.series.map(({ bodyPart }) => bodyPart)),
  series: view.series.length,
  images: view.images,
  missing: view.missing ?? 0,
  bytes: 0,
  here: false,
  unreadable: [],
  refused: [],
  carried: carriedOf(view),
});

/** On its way from this device: the backend's list says less than this device knows. */
export const isMoving = ({ carried }: StudyItem): boolean =>
  ['queued', 'sending', 'paused', 'connection'].includes(carried.phase);

/** Waits for the person to say whose images it holds. */
export const needsAnswer = ({ identity, identityAnswer, carried }: StudyItem): boolean =>
  identity === 'differs' && identityAnswer === undefined && carried.phase === 'held';

/** May be sent now: its files are here, not all of it is at the backend, and nobody has to answer for it. */
export const isSendable = (study: StudyItem): boolean => {
  const { carried, here } = study;
  const unsent = carried.phase === 'held' || carried.phase === 'failed';
  const partly = carried.phase === 'server' && (carried.state === 'incomplete' || carried.state === 'begun');
  return here && !needsAnswer(study) && (unsent || partly);
};

/** May be left out: nothing of it is on its way or whole at the backend. */
export const isRemovable = (study: StudyItem): boolean => {
  const { carried } = study;
  if (carried.phase === 'server') return carried.state === 'begun' || carried.state === 'incomplete';
  return (carried.phase === 'held' || carried.phase === 'failed') && !needsAnswer(study);
};

/** Everything of it is at the backend. */
export const isStudyStored = ({ carried }: StudyItem): boolean =>
  carried.phase === 'server' && carried.state === 'stored';

/** Bytes of it that left the device, or are at the backend. */
export const studySent = ({ carried, bytes }: StudyItem): number => {
  if (carried.phase === 'server') return bytes;
  return 'sent' in carried ? Math.min(carried.sent, bytes) : 0;
};

function found(state: Studies, event: Extract<StudyEvent, { readonly type: 'found' }>): Studies {
  const { studies, left, unreadable, duplicates } = event;
  const merged = studies.map((study) => {
    const known = state.studies.find(({ clientId }) => clientId === study.clientId);
    if (!known) return study;
    // Picked again: what the backend holds of it, and what was answered, still hold.
    const answer = known.identityAnswer ?? study.identityAnswer;
    return {
      ...study,
      ...(answer === undefined ? {} : { identityAnswer: answer }),
      ...(known.cover === undefined ? {} : { cover: known.cover }),
      carried: known.carried,
    };
  });
  const others = state.studies.filter(({ clientId }) => !studies.some((study) => study.clientId === clientId));
  return {
    studies: [...others, ...merged],
    looking: { phase: 'done', found: studies.length, left, unreadable, duplicates },
  };
}

function listed(state: Studies, views: readonly StudyView[]): Studies {
  const mine = state.studies.flatMap((study) => {
    const view = views.find(({ clientId }) => clientId === study.clientId);
    if (view) {
      const carried = carriedOf(view);
      // What stood in its way is known here alone.
      const failed = study.carried.phase === 'failed' && carried.phase === 'server' && carried.state === 'begun';
      return [isMoving(study) || failed ? study : { ...study, carried }];
    }
    // Only the backend knew of it, and it does no longer: another device removed it.
    return study.here ? [study] : [];
  });
  const others = views.filter(({ clientId }) => !state.studies.some((study) => study.clientId === clientId));
  return { ...state, studies: [...mine, ...others.map(fromServer)] };
}

/** The studies after an event. */
export function reduceStudies(state: Studies, event: StudyEvent): Studies {
  switch (event.type) {
    case 'looking':
      return { ...state, looking: { phase: 'looking', done: event.done, total: event.total } };
    case 'found':
      return found(state, event);
    case 'answered':
      return changed(state, event.clientId, (study) => ({ ...study, identityAnswer: event.answer }));
    case 'covered':
      return changed(state, event.clientId, (study) => ({ ...study, cover: event.cover }));
    case 'carried':
      return changed(state, event.clientId, (study) => ({ ...study, carried: event.carried }));
    case 'unreadable':
      return changed(state, event.clientId, (study) => ({ ...study, unreadable: event.paths }));
    case 'refused':
      return changed(state, event.clientId, (study) => ({ ...study, refused: event.images }));
    case 'removed':
      return { ...state, studies: state.studies.filter((study) => study.clientId !== event.clientId) };
    case 'listed':
      return listed(state, event.studies);
  }
}
