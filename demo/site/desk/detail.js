// @ts-check
/**
 * One referral: what it waits for and what can be done, then everything the family gave, then what happened. Refreshed
 * part by part, so that nothing a person has opened or is writing is lost.
 */
import { el, fill } from '../shared/dom.js';
import { actions } from './actions.js';
import { answerList, answerSections } from './answers.js';
import { wordsFor } from './api.js';
import { day, language, moment } from './format.js';
import { consentList, gateList, quoteTable, requestList, thread, timeline } from './history.js';
import { recordList } from './records.js';
import { studyList } from './studies.js';
import { ageAndCountry, waitChip } from './table.js';
import { stateWords } from './words.js';

/** @typedef {import('../../server/desk/api.ts').DeskReferral} DeskReferral */
/** @typedef {import('../shared/dom.js').Child} Child */

/**
 * A part of the page that is drawn again only when what it shows has changed.
 * @param {Element} place
 * @param {(referral: DeskReferral) => unknown} pick
 * @param {(referral: DeskReferral) => readonly Child[]} draw
 */
function part(place, pick, draw) {
  let last = '';
  return (/** @type {DeskReferral} */ referral) => {
    const now = JSON.stringify(pick(referral));
    if (now === last) return;
    last = now;
    fill(place, ...draw(referral));
  };
}

/** @param {string} title @param {...Child} content */
const panel = (title, ...content) => el('section', { class: 'panel' }, el('h2', {}, title), ...content);

/**
 * Draws the page of one referral and returns how to show a newer view of it.
 * @param {HTMLElement} place
 * @param {import('./api.js').Api} api
 * @param {string} id
 * @param {import('./actions.js').Fee} fee
 * @param {() => Promise<void>} refresh
 * @returns {(referral: DeskReferral) => void}
 */
export function openDetail(place, api, id, fee, refresh) {
  const parts = {
    head: el('div', { class: 'title' }),
    facts: el('div', { class: 'facts' }),
    actions: el('div', { class: 'actions' }),
    records: el('div', {}),
    studies: el('div', {}),
    answers: el('div', {}),
    asked: el('div', {}),
    consents: el('div', {}),
    thread: el('div', {}),
    gates: el('div', {}),
    quote: el('div', {}),
    timeline: el('div', {}),
  };
  fill(
    place,
    el('p', { class: 'back' }, el('a', { href: '#/' }, 'All referrals')),
    parts.head,
    el(
      'div',
      { class: 'columns' },
      el(
        'aside',
        { 'aria-label': 'What can be done' },
        el('div', { class: 'panel' }, parts.facts, parts.actions),
        panel('Gates', parts.gates, parts.quote),
      ),
      el(
        'div',
        { class: 'main' },
        panel('Records', parts.records),
        parts.studies,
        parts.asked,
        panel('Answers', parts.answers),
        panel('Messages', parts.thread, composer(api, id, refresh)),
        panel('Consents', parts.consents),
        panel('History', parts.timeline),
      ),
    ),
  );

  const draws = [
    part(
      parts.head,
      ({ reference, child, ageYears, country, state }) => [reference, child, ageYears, country, state],
      (referral) => [
        el(
          'div',
          {},
          el('p', { class: 'quiet reference' }, referral.reference),
          el('h1', { id: 'detail-title', tabIndex: -1 }, el('bdi', {}, referral.child || 'No name yet')),
          el('p', { class: 'quiet' }, ageAndCountry(referral)),
        ),
        el('p', {}, el('span', { class: 'chip state' }, stateWords(referral.state))),
      ],
    ),
    part(
      parts.facts,
      ({ waitsFor, waitsForWhat, due, clock, email, emailVerified, language: tag }) => [
        waitsFor,
        waitsForWhat,
        due,
        clock,
        email,
        emailVerified,
        tag,
      ],
      facts,
    ),
    part(
      parts.actions,
      ({ allowed, state, waitsFor, quote, sections, linksLocked }) => [
        allowed,
        state,
        waitsFor,
        quote,
        sections,
        linksLocked,
      ],
      (referral) => buttons({ api, id, fee, refresh, referral }),
    ),
    part(
      parts.records,
      ({ recordList: records }) => records,
      ({ recordList: records }) => [recordList(records, (record) => api.content(id, record))],
    ),
    part(
      parts.studies,
      ({ studies }) => studies,
      ({ studies }) => (studies.length > 0 ? [panel('Studies', studyList(studies))] : []),
    ),
    part(
      parts.answers,
      ({ sections }) => sections,
      ({ sections }) => answerSections(sections),
    ),
    part(
      parts.asked,
      ({ requests }) => requests,
      ({ requests }) => (requests.length > 0 ? [panel('Asked of the family', requestList(requests))] : []),
    ),
    part(
      parts.consents,
      ({ consents }) => consents,
      ({ consents }) => [consentList(consents)],
    ),
    part(
      parts.thread,
      ({ messages }) => messages,
      ({ messages }) => [thread(messages)],
    ),
    part(
      parts.gates,
      ({ gates }) => gates,
      ({ gates }) => [gateList(gates)],
    ),
    part(
      parts.quote,
      ({ quote, receipt }) => [quote, receipt],
      ({ quote, receipt }) => [
        quote && quoteTable(quote),
        receipt.length > 0 &&
          el('div', { class: 'receipt' }, el('h3', {}, 'Receipt made out to'), answerList(receipt, 'billing')),
      ],
    ),
    part(
      parts.timeline,
      ({ timeline: events }) => events,
      ({ timeline: events }) => [timeline(events)],
    ),
  ];
  return (referral) => draws.forEach((draw) => draw(referral));
}

/** @param {DeskReferral} referral */
function facts(referral) {
  const { due, clock, email, emailVerified, language: tag, imaging, imagingReissueAsked } = referral;
  /** @param {string} name @param {...Child} content */
  const fact = (name, ...content) => el('div', {}, el('dt', {}, name), el('dd', {}, ...content));
  return [
    el(
      'dl',
      {},
      fact('Waits for', waitChip(referral)),
      due && fact('Due', day(due)),
      clock.phase === 'running' &&
        fact('Report window', `${day(clock.window.earliest)} to ${day(clock.window.latest)}`),
      clock.phase === 'running' && fact('Counted from', day(clock.window.dayZero)),
      clock.phase === 'stopped' && fact('Clock', `stopped ${moment(clock.stoppedAt)}`),
      email &&
        fact(
          'E-mail',
          el('bdi', {}, email),
          ' ',
          el(
            'span',
            { class: emailVerified ? 'chip good' : 'chip warn' },
            emailVerified ? '✓ confirmed' : '○ not confirmed',
          ),
        ),
      fact('Language', language(tag)),
      imaging?.expiresAt && fact('Imaging link', `until ${moment(imaging.expiresAt)}`),
      imagingReissueAsked && fact('Images', el('span', { class: 'chip bad' }, 'the family asks for a new link')),
    ),
  ];
}

/** @param {import('./actions.js').Deed} deed */
function buttons(deed) {
  const { allowed, state, waitsFor, linksLocked } = deed.referral;
  // Signing begins with the upload: the backend allows the event only after it.
  const usable = [...actions].filter(
    ([type]) => allowed.some((event) => event === type) || (type === 'sign' && state === 'expert-review'),
  );
  /** @param {'first' | 'more' | 'last'} rank @param {string} style */
  const ranked = (rank, style) =>
    usable
      .filter(([, action]) => action.rank === rank)
      .map(([, action]) =>
        el('button', { type: 'button', class: `button ${style}`, onclick: () => action.open(deed) }, action.label),
      );
  // Nothing stands out while it is the family's turn.
  const first = ranked('first', '');
  const main = waitsFor === 'family' ? undefined : first[0];
  const others = main ? first.slice(1) : first;
  const more = [...others, ...ranked('more', 'ghost small'), ...ranked('last', 'danger small')];
  others.forEach((button) => button.classList.add('ghost'));
  if (linksLocked)
    more.unshift(
      el(
        'button',
        {
          type: 'button',
          class: 'button ghost small',
          onclick: () => void deed.api.post(deed.id, 'unlock', {}).then(deed.refresh),
        },
        'Unlock the family’s links',
      ),
    );
  return main || more.length > 0
    ? [main && el('p', {}, main), more.length > 0 && el('p', { class: 'more' }, ...more)]
    : [el('p', { class: 'quiet' }, 'Nothing to do here now.')];
}

/**
 * @param {import('./api.js').Api} api
 * @param {string} id
 * @param {() => Promise<void>} refresh
 */
function composer(api, id, refresh) {
  const text = el('textarea', { id: 'message', name: 'message', rows: 3, required: true, maxLength: 4000 });
  const problem = el('p', { role: 'status', class: 'quiet' });
  const button = el('button', { class: 'button ghost' }, 'Send the message');
  const form = el(
    'form',
    { class: 'composer' },
    el('div', { class: 'field' }, el('label', { for: 'message' }, 'Write to the family'), text),
    el('div', { class: 'buttons' }, button, problem),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      await api.post(id, 'messages', { text: text.value.trim() });
      text.value = '';
      await refresh();
    } catch (cause) {
      problem.textContent = wordsFor(cause);
    }
    button.disabled = false;
  });
  return form;
}
