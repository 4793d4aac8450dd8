// @ts-check
/** What happened, which gates stand open, what was asked, and what was written to and fro. */
import { el } from '../shared/dom.js';
import { day, moment, money, wholeDay, words } from './format.js';
import { eventWords, gateStanding, gateWords, roleWords } from './words.js';

/** @typedef {import('../../server/desk/api.ts').DeskReferral} DeskReferral */

/** Every keystroke's saving is in the history; a desk reads what moved the referral. */
const unremarkable = new Set(['gate.changed', 'form.changed', 'record.changed']);

/** @param {DeskReferral['timeline']} events oldest first */
export const timeline = (events) =>
  el(
    'ol',
    { class: 'timeline', reversed: true },
    ...[...events]
      .filter(({ type }) => !unremarkable.has(type))
      .sort((a, b) => b.seq - a.seq)
      .map(({ type, at, actorRole, reasonCode }) =>
        el(
          'li',
          {},
          el('b', {}, eventWords(type)),
          el(
            'span',
            { class: 'quiet' },
            [roleWords(actorRole), reasonCode && words(reasonCode).toLowerCase()].filter(Boolean).join(' · '),
          ),
          el('time', { dateTime: at, class: 'quiet' }, moment(at)),
        ),
      ),
  );

const standings = /** @type {const} */ ({ done: ['chip good', '✓ '], none: ['chip', ''], open: ['chip warn', '○ '] });

const gateOrder = /** @type {const} */ (['identity', 'guardianConsent', 'documents', 'imaging', 'pathology', 'fee']);

/** @param {DeskReferral['gates']} gates */
export const gateList = (gates) =>
  el(
    'dl',
    { class: 'gates' },
    ...gateOrder.map((gate) => {
      const state = gates[gate];
      const [style, mark] = standings[gateStanding(gate, state)];
      return el(
        'div',
        {},
        el('dt', {}, gateWords(gate)),
        el('dd', {}, el('span', { class: style }, `${mark}${words(state)}`)),
      );
    }),
  );

/** @param {DeskReferral['requests']} requests */
export const requestList = (requests) =>
  el(
    'ul',
    { class: 'plain' },
    ...requests.map(({ items, state, blocking, due, reason, response }) =>
      el(
        'li',
        {},
        el('p', {}, el('b', {}, items.map((item) => item.text).join(', '))),
        reason && el('p', { class: 'quiet' }, reason),
        el(
          'p',
          {},
          el(
            'span',
            { class: state === 'open' ? 'chip warn' : 'chip good' },
            state === 'open' ? '○ open' : `✓ ${state}`,
          ),
          ' ',
          el(
            'span',
            { class: 'quiet' },
            [blocking && 'stops the clock', due && `by ${day(due)}`].filter(Boolean).join(' · '),
          ),
        ),
        response &&
          el(
            'p',
            {},
            response.unavailable
              ? 'The family does not have it.'
              : response.recordIds.length === 1
                ? 'One record came with the answer.'
                : `${response.recordIds.length} records came with the answer.`,
            response.text && [' ', el('q', { dir: 'auto' }, response.text)],
          ),
      ),
    ),
  );

/** @param {NonNullable<DeskReferral['quote']>} quote */
export const quoteTable = (quote) =>
  el(
    'table',
    { class: 'quote' },
    el('caption', { class: 'quiet' }, `${words(quote.state)}, valid until ${wholeDay(quote.validUntil.slice(0, 10))}`),
    el(
      'tbody',
      {},
      ...quote.lines.map(({ code, text, qty, totalMinor }) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, text ?? words(code), qty > 1 ? ` × ${qty}` : ''),
          el('td', {}, money(totalMinor, quote.currency)),
        ),
      ),
      el(
        'tr',
        { class: 'sum' },
        el('th', { scope: 'row' }, 'Total'),
        el('td', {}, money(quote.totalMinor, quote.currency)),
      ),
    ),
  );

/** @type {Readonly<Record<string, string>>} */
const consentNames = {
  C1: 'Not for emergencies',
  C2: 'Nature and limits of the opinion',
  C3: 'Authority over the child',
  C4: 'Processing of health data',
  C5: 'Transfer abroad',
  C6: 'Exchange with the physician at home',
  C7: 'Records are in English',
  C8: 'Fee and refunds',
  C9: 'Electronic messages',
  C10: 'Video between physicians',
  C11: 'The young person’s agreement',
  C12: 'What a sponsor may see',
  C13: 'Research and teaching',
  C14: 'Privacy notice',
  C15: 'Electronic signature',
};

/** @param {DeskReferral['consents']} consents */
export const consentList = (consents) =>
  el(
    'ul',
    { class: 'plain' },
    ...consents.map(({ id, version, lang, given, at, method }) =>
      el(
        'li',
        {},
        el(
          'p',
          {},
          consentNames[id] ?? id,
          ' ',
          el('span', { class: given ? 'chip good' : 'chip' }, given ? '✓ given' : 'not given'),
        ),
        el(
          'span',
          { class: 'quiet' },
          `version ${version}, shown in ${lang}, ${words(method).toLowerCase()}, ${moment(at)}`,
        ),
      ),
    ),
  );

/** @param {DeskReferral['messages']} messages oldest first */
export const thread = (messages) =>
  messages.length === 0
    ? el('p', { class: 'quiet' }, 'No message yet.')
    : el(
        'ol',
        { class: 'thread' },
        ...messages.map(({ from, kind, text, at }) =>
          el(
            'li',
            { class: from },
            el(
              'p',
              { class: 'quiet' },
              `${from === 'team' ? 'You' : 'Family'}${kind === 'call-back' ? ', asks for a call' : ''} · ${moment(at)}`,
            ),
            el('p', { dir: 'auto', class: 'said' }, text),
          ),
        ),
      );
