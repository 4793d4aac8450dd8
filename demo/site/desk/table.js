// @ts-check
/** The list of referrals: one row each; on a phone each row is a card. */
import { el, fill } from '../shared/dom.js';
import { day } from './format.js';
import { stateWords, waitWords } from './words.js';

/** @typedef {import('../../server/desk/api.ts').DeskRow} DeskRow */

const columns = ['Reference', 'Child', 'State', 'Waits for', 'Due', 'Records'];

/**
 * @param {HTMLElement} place
 * @param {readonly DeskRow[]} referrals
 */
export function showTable(place, referrals) {
  const title = el(
    'div',
    { class: 'title' },
    el('h1', { id: 'list-title' }, 'Referrals'),
    el('p', { class: 'quiet' }, referrals.length === 1 ? '1 referral' : `${referrals.length} referrals`),
  );
  const body =
    referrals.length === 0
      ? el('p', { class: 'panel empty' }, 'No referral yet. As soon as a family registers a child, it stands here.')
      : el(
          'div',
          { class: 'panel' },
          el(
            'table',
            { class: 'referrals' },
            el('thead', {}, el('tr', {}, ...columns.map((name) => el('th', { scope: 'col' }, name)))),
            el('tbody', {}, ...referrals.map(row)),
          ),
        );
  fill(place, title, body);
}

/** @param {Pick<DeskRow, 'ageYears' | 'country'>} row */
export const ageAndCountry = ({ ageYears, country }) =>
  [ageYears === null ? '' : ageYears === 0 ? 'under 1 y' : `${ageYears} y`, country].filter(Boolean).join(', ');

/** @param {Pick<DeskRow, 'waitsFor' | 'waitsForWhat'>} row */
export function waitChip({ waitsFor, waitsForWhat }) {
  if (waitsFor === 'nobody') return '–';
  const who = waitsFor === 'intake' ? 'us' : waitsFor;
  return el(
    'span',
    { class: waitsFor === 'family' ? 'chip warn' : waitsFor === 'intake' ? 'chip bad' : 'chip' },
    waitsForWhat ? `${who}: ${waitWords(waitsForWhat)}` : who,
  );
}

/** @param {DeskRow['records']} records */
export function recordCount({ count, stored, refused, needsReview }) {
  if (count === 0) return 'none yet';
  const english = Math.max(0, stored - refused - needsReview);
  return [
    english > 0 && `${english} English`,
    needsReview > 0 && `${needsReview} to look at`,
    refused > 0 && `${refused} not English`,
    count > stored && `${count - stored} on the way`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @param {DeskRow} referral */
function row(referral) {
  const { id, reference, child, state, due, records, unreadMessages } = referral;
  /** @param {string} name @param {...import('../shared/dom.js').Child} content */
  const cell = (name, ...content) => el('td', { 'data-label': name }, el('span', {}, ...content));
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row', 'data-label': 'Reference' },
      el('a', { href: `#/referrals/${encodeURIComponent(id)}` }, reference),
    ),
    cell(
      'Child',
      el('b', { dir: 'auto' }, child || 'No name yet'),
      ' ',
      el('span', { class: 'quiet' }, ageAndCountry(referral)),
    ),
    cell('State', stateWords(state)),
    cell('Waits for', waitChip(referral)),
    cell('Due', due ? day(due) : '–'),
    cell(
      'Records',
      recordCount(records),
      unreadMessages > 0 && ' ',
      unreadMessages > 0 &&
        el('span', { class: 'chip news' }, unreadMessages === 1 ? '1 new message' : `${unreadMessages} new messages`),
    ),
  );
}
