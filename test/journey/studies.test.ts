/** What a person sees of the studies: found, answered for, sent, and listed by the backend. */
import { describe, expect, it } from 'vitest';
import {
  isMoving,
  isRemovable,
  isSendable,
  isStudyStored,
  needsAnswer,
  reduceStudies,
  type Studies,
  type StudyEvent,
  studySent,
} from '../../src/journey/studies.ts';
import type { StudyItem } from '../../src/journey/studies-state.ts';
import type { StudyView } from '../../src/protocol/study.ts';

const study = (clientId: string, more: Partial<StudyItem> = {}): StudyItem => ({
  clientId,
  names: ['Layla Haddad'],
  identity: 'matches',
  modalities: ['MR'],
  bodyParts: ['HEART'],
  series: 1,
  images: 12,
  missing: 0,
  bytes: 6_000_000,
  here: true,
  unreadable: [],
  refused: [],
  carried: { phase: 'held' },
  ...more,
});

const view = (clientId: string, more: Partial<StudyView> = {}): StudyView => ({
  id: `study-${clientId}`,
  clientId,
  state: 'incomplete',
  images: 12,
  stored: 5,
  records: [],
  createdAt: '2026-11-20T10:00:00Z',
  refused: 0,
  series: [
    { images: 6, modality: 'MR', bodyPart: 'HEART' },
    { images: 6, modality: 'MR' },
  ],
  ...more,
});

const none: Studies = { studies: [], looking: { phase: 'idle' } };
const after = (state: Studies, ...events: readonly StudyEvent[]): Studies => events.reduce(reduceStudies, state);
const found = (...studies: readonly StudyItem[]): StudyEvent => ({
  type: 'found',
  studies,
  left: { viewer: 2 },
  unreadable: 1,
  duplicates: 3,
});
const only = ({ studies }: Studies): StudyItem => {
  expect(studies).toHaveLength(1);
  return studies[0] as StudyItem;
};

describe('studies that are looked for', () => {
  it('are counted while the folder is read, and said with what was left behind', () => {
    const looking = after(none, { type: 'looking', done: 40, total: 400 });
    expect(looking.looking).toEqual({ phase: 'looking', done: 40, total: 400 });
    const done = after(looking, found(study('a'), study('b')));
    expect(done.studies.map(({ clientId }) => clientId)).toEqual(['a', 'b']);
    expect(done.looking).toEqual({ phase: 'done', found: 2, left: { viewer: 2 }, unreadable: 1, duplicates: 3 });
  });

  it('keep the answer, the cover and what is stored when the folder is picked again', () => {
    const sent = { phase: 'server', state: 'incomplete', stored: 5, refused: 0 } as const;
    const state = after(
      none,
      found(study('a', { identity: 'differs' }), study('b')),
      { type: 'answered', clientId: 'a', answer: 'this-child' },
      { type: 'covered', clientId: 'a', cover: 'blob:cover' },
      { type: 'carried', clientId: 'a', carried: sent },
      found(study('a', { identity: 'differs', images: 14 })),
    );
    expect(state.studies.map(({ clientId }) => clientId)).toEqual(['b', 'a']);
    expect(state.studies[1]).toMatchObject({
      images: 14,
      identityAnswer: 'this-child',
      cover: 'blob:cover',
      carried: sent,
    });
  });
});

describe('a study that names somebody else', () => {
  it('waits for an answer, and may be sent after any', () => {
    const asked = after(none, found(study('a', { identity: 'differs' })));
    expect([needsAnswer(only(asked)), isSendable(only(asked))]).toEqual([true, false]);
    const answered = after(asked, { type: 'answered', clientId: 'a', answer: 'this-child' });
    expect([needsAnswer(only(answered)), isSendable(only(answered))]).toEqual([false, true]);
  });
});

describe('a study on its way', () => {
  const at = (carried: StudyItem['carried'], more: Partial<StudyItem> = {}) =>
    only(after(none, found(study('a', more)), { type: 'carried', clientId: 'a', carried }));

  it('says how much has left the device, never more than it has', () => {
    expect(studySent(at({ phase: 'sending', sent: 2_000_000 }))).toBe(2_000_000);
    expect(studySent(at({ phase: 'sending', sent: 9_000_000 }))).toBe(6_000_000);
    expect(studySent(at({ phase: 'held' }))).toBe(0);
    expect(studySent(at({ phase: 'server', state: 'stored', stored: 12, refused: 0 }))).toBe(6_000_000);
  });

  it('is stored only when the backend has all of it; what is missing may be sent again from here', () => {
    const part = { phase: 'server', state: 'incomplete', stored: 5, refused: 0 } as const;
    expect([isStudyStored(at(part)), isSendable(at(part))]).toEqual([false, true]);
    expect(isSendable(at(part, { here: false }))).toBe(false);
    const all = { ...part, state: 'stored', stored: 12 } as const;
    expect([isStudyStored(at(all)), isSendable(at(all))]).toEqual([true, false]);
  });

  it('may be left out only while nothing of it moves or is whole at the backend, and nobody has to answer first', () => {
    const server = { phase: 'server', stored: 5, refused: 0 } as const;
    const failed = { phase: 'failed', problem: { code: 'quota', retryable: false } } as const;
    expect(isRemovable(at({ phase: 'held' }))).toBe(true);
    expect(isRemovable(at(failed))).toBe(true);
    expect(isRemovable(at({ ...server, state: 'begun' }))).toBe(true);
    expect(isRemovable(at({ ...server, state: 'incomplete' }))).toBe(true);
    expect(isRemovable(at({ ...server, state: 'stored' }))).toBe(false);
    expect(isRemovable(at({ ...server, state: 'receiving' }))).toBe(false);
    expect(isRemovable(at({ phase: 'sending', sent: 1 }))).toBe(false);
    expect(isRemovable(at({ phase: 'queued' }))).toBe(false);
    expect(isRemovable(at({ phase: 'held' }, { identity: 'differs' }))).toBe(false);
  });

  it('names what could not be read, and goes when it is removed', () => {
    const state = after(none, found(study('a'), study('b')), {
      type: 'unreadable',
      clientId: 'a',
      paths: ['IM1', 'IM2'],
    });
    expect(state.studies.map(({ unreadable }) => unreadable)).toEqual([['IM1', 'IM2'], []]);
    expect(only(after(state, { type: 'removed', clientId: 'a' })).clientId).toBe('b');
  });
});

describe("the backend's list", () => {
  it('adds studies of an earlier visit, with what it knows of them', () => {
    const [older] = after(none, {
      type: 'listed',
      studies: [view('z', { date: '2026-09-14', description: 'Cardiac MR', missing: 1, identityAnswer: 'this-child' })],
    }).studies;
    expect(older).toMatchObject({
      clientId: 'z',
      here: false,
      date: '2026-09-14',
      description: 'Cardiac MR',
      identityAnswer: 'this-child',
      modalities: ['MR'],
      bodyParts: ['HEART'],
      series: 2,
      missing: 1,
      carried: { phase: 'server', state: 'incomplete', stored: 5, refused: 0 },
    });
  });

  it('says nothing of what is moving here, corrects what is not, and forgets what another device removed', () => {
    const sending = { phase: 'sending', sent: 1_000_000 } as const;
    const state = after(
      none,
      found(study('a'), study('b'), study('c')),
      { type: 'carried', clientId: 'a', carried: sending },
      { type: 'listed', studies: [view('a'), view('b', { state: 'stored', stored: 12 }), view('z')] },
    );
    expect(state.studies.map(({ clientId, carried }) => [clientId, carried])).toEqual([
      ['a', sending],
      ['b', { phase: 'server', state: 'stored', stored: 12, refused: 0 }],
      ['c', { phase: 'held' }],
      ['z', { phase: 'server', state: 'incomplete', stored: 5, refused: 0 }],
    ]);
    expect(state.studies.map(isMoving)).toEqual([true, false, false, false]);
    const later = after(state, { type: 'listed', studies: [view('a'), view('b')] });
    expect(later.studies.map(({ clientId }) => clientId)).toEqual(['a', 'b', 'c']);
  });
});
