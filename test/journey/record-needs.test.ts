/** What a record asks of the person: whose it is, what may be done where it was refused, a word where it could not be read. */
import { describe, expect, it } from 'vitest';
import { carriedOverview, isPartialDate, pagesInQuestion, recordNeeds } from '../../src/journey/carried.ts';
import type { CarriedState, JourneyState, RecordItem } from '../../src/journey/state.ts';
import { verdict } from '../fixtures/records-items.ts';
import { begun, recordItem } from './samples.ts';

const withRecords = (...records: readonly RecordItem[]): JourneyState => ({ ...begun(), records });

const judged = (code: string, more: Partial<RecordItem> = {}): RecordItem =>
  recordItem({ check: { phase: 'done', verdict: verdict(code) }, ...more });
/** A translation in English of these pages, with the translator's statement. */
const translation = (pages: readonly number[], of = recordItem().clientId): RecordItem =>
  judged('e1', {
    clientId: 'translation',
    translates: of,
    translation: { translatorType: 'certified', faithful: true, pages: pages.map((page) => ({ page, on: 1 })) },
  });
const needs = (record: RecordItem, ...others: readonly RecordItem[]) =>
  recordNeeds(withRecords(record, ...others), record);

describe('a record that was refused', () => {
  it('asks for a decision, a whole translation settles it', () => {
    expect(needs(judged('e1s1'))).toEqual(['decide']);
    expect(needs(judged('e1s1'), translation([2]))).toEqual([]);
  });

  it('still asks for one while a page in another language is in no translation, whatever else is', () => {
    expect(needs(judged('s2'), translation([1]))).toEqual(['decide']);
    expect(needs(judged('s2m1'), translation([1, 3]))).toEqual(['decide']);
    expect(needs(judged('m1s1'))).toEqual(['decide']);
  });

  it('asks only for a word once what is left is not certain', () => {
    expect(needs(judged('s1m1'), translation([1]))).toEqual(['attest']);
    expect(needs(judged('s1u1', { attested: true }), translation([1]))).toEqual([]);
  });

  it('asks for a decision where its reading broke off, though a translation covers what was read', () => {
    const broken = recordItem({ check: { phase: 'done', verdict: { ...verdict('s1'), reason: 'time-limit' } } });
    expect(needs(broken, translation([1]))).toEqual(['decide']);
  });

  it('is not helped by the translation of another record', () => {
    expect(needs(judged('s1'), translation([1], 'another'))).toEqual(['decide']);
    const state = withRecords(judged('s1'), translation([1], 'another'));
    expect(pagesInQuestion(state, judged('s1')).map(({ page }) => page)).toEqual([1]);
  });
});

describe('a record that could not be read', () => {
  it.each(['u1', 'm1', 'i1', ''])('asks for a word (%s)', (code) => {
    expect(needs(judged(code))).toEqual(['attest']);
    expect(needs(judged(code, { attested: true }))).toEqual([]);
  });
});

describe('a record that names', () => {
  const naming = (outcome: 'matches' | 'differs' | 'not-found', more: Partial<RecordItem> = {}) =>
    recordItem({
      check: { phase: 'done', verdict: { ...verdict('e1'), identity: { outcome, names: [], birthDates: [] } } },
      ...more,
    });

  it('somebody else asks whose it is, until the person has said so', () => {
    expect(needs(naming('differs'))).toEqual(['identify']);
    expect(needs(naming('differs', { identityAnswer: 'this-child' }))).toEqual([]);
  });

  it('this child, or nobody, does not', () => {
    expect(needs(naming('matches'))).toEqual([]);
    expect(needs(naming('not-found'))).toEqual([]);
  });
});

describe('a date', () => {
  it.each(['2026', '2026-01', '2026-09', '2026-10', '2026-12', '2026-03-01', '2026-03-19', '2026-03-30', '2026-03-31'])(
    '%s is one',
    (text) => expect(isPartialDate(text)).toBe(true),
  );
  it.each([
    undefined,
    '',
    '202',
    '20261',
    'x2026',
    '2026-',
    '2026-00',
    '2026-13',
    '2026-1',
    '2026-03-00',
    '2026-03-32',
    '2026-03-3',
    '2026-03-011',
  ])('%s is half typed, or none', (text) => expect(isPartialDate(text)).toBe(false));
});

describe('records on their way', () => {
  const at = (carried: CarriedState) => carriedOverview(withRecords(recordItem({ size: 100, carried })));

  it.each<[string, CarriedState, object]>([
    ['held: nothing is on its way', { phase: 'held' }, { sent: 0, total: 0, stored: 0, moving: 0 }],
    ['queued: all of it is still to go', { phase: 'queued' }, { sent: 0, total: 100, moving: 1 }],
    [
      'at the backend, being looked at',
      { phase: 'server', state: 'scanning' },
      { sent: 100, total: 100, moving: 1, stored: 0 },
    ],
    ['at the backend, being compared', { phase: 'server', state: 'received' }, { sent: 100, moving: 1, stored: 0 }],
    ['safe', { phase: 'server', state: 'stored' }, { sent: 100, total: 100, moving: 0, stored: 1 }],
    [
      'rejected: nothing of it counts',
      { phase: 'server', state: 'rejected' },
      { sent: 0, total: 0, moving: 0, stored: 0 },
    ],
    ['never more than there is', { phase: 'sending', sent: 120, bytesPerSecond: 5 }, { sent: 100, bytesPerSecond: 5 }],
  ])('%s', (_, carried, expected) => {
    expect(at(carried)).toMatchObject(expected);
  });

  it('name no speed unless one is measured', () => {
    expect(at({ phase: 'sending', sent: 1 })).not.toHaveProperty('bytesPerSecond');
  });
});
