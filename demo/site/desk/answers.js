// @ts-check
/**
 * The answers, section by section in the order of the form, as the family gave them. Codes become words; what people
 * wrote stays as they wrote it, in its own direction.
 */
import { el } from '../shared/dom.js';
import { country, language, wholeDay, words } from './format.js';

/** @typedef {import('../../server/desk/api.ts').DeskSection} DeskSection */
/** @typedef {import('../../server/desk/api.ts').DeskAnswer} DeskAnswer */
/** @typedef {import('../shared/dom.js').Child} Child */

/** @type {Readonly<Record<string, string>>} */
const titles = {
  before: 'Before you start',
  start: 'Before you start',
  submitter: 'Who applies',
  contact: 'How to reach the family',
  patient: 'The child',
  guardians: 'Parents and guardians',
  physician: 'Physician at home',
  diagnosis: 'The diagnosis',
  treatment: 'Treatment so far',
  'clinical.questions': 'Questions to the expert',
  opinion: 'The opinion that is asked for',
  imaging: 'Images',
  pathology: 'Pathology',
  payer: 'Who pays',
  report: 'The report',
  signature: 'Signature',
  custom: 'Questions of this program',
};

/** @param {unknown} value @returns {value is { readonly [name: string]: unknown }} */
const isGroup = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {string} type @param {string | number | boolean} value */
function plain(type, value) {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (type === 'country') return country(value);
  if (type === 'language') return language(value);
  if (type === 'partial-date') return wholeDay(value);
  if (type === 'choice' || type === 'choices' || type === 'list-none-unknown')
    return /^[a-z\d-]+$/u.test(value) ? words(value) : value;
  return value;
}

/** @param {Readonly<Record<string, unknown>>} group */
function parts(group) {
  const entries = Object.entries(group).filter(([name, part]) => name !== 'order' && part !== null && part !== '');
  return entries.every(([, part]) => isGroup(part) && 'order' in part) && entries.length > 0
    ? entries
        .map(([, part]) => /** @type {Readonly<Record<string, unknown>>} */ (part))
        .sort((a, b) => Number(a.order) - Number(b.order))
    : entries;
}

/**
 * @param {string} type field type
 * @param {unknown} value
 * @returns {Child}
 */
function written(type, value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return el('span', { dir: 'auto' }, plain(type, value));
  if (Array.isArray(value)) return list(value.map((item) => written(type, item)));
  if (!isGroup(value)) return '–';
  if (typeof value.full === 'string') return nameOf(value.full, value.latin);
  if (typeof value.country === 'string' && ('lines' in value || 'locality' in value)) return addressOf(value);
  if (typeof value.number === 'string') return el('span', { dir: 'ltr' }, value.number);
  const inner = parts(value);
  if (inner.some((part) => !Array.isArray(part))) return list(inner.map((part) => written(type, part)));
  const named = /** @type {[string, unknown][]} */ (inner);
  const [first] = named;
  if (named.length === 1 && first) return written(first[0] === 'country' ? 'country' : type, first[1]);
  return el(
    'span',
    { class: 'parts' },
    ...named.map(([name, part]) =>
      el(
        'span',
        {},
        el('span', { class: 'quiet' }, `${words(name)} `),
        written(name === 'country' ? 'country' : type, part),
      ),
    ),
  );
}

/** @param {string} full @param {unknown} latin */
const nameOf = (full, latin) => [
  el('bdi', {}, full),
  typeof latin === 'string' && latin !== full && el('span', { class: 'quiet' }, ' · ', el('bdi', {}, latin)),
];

/** @param {Readonly<Record<string, unknown>>} address */
function addressOf({ lines, locality, region, postalCode, country: code }) {
  const rest = [locality, region, postalCode, typeof code === 'string' && country(code)];
  const all = [...(Array.isArray(lines) ? lines : []), ...rest].filter(
    (piece) => typeof piece === 'string' && piece !== '',
  );
  return el('bdi', {}, all.join(', '));
}

/** @param {readonly Child[]} items */
const list = (items) => (items.length === 1 ? items[0] : el('ul', {}, ...items.map((item) => el('li', {}, item))));

/** @param {DeskAnswer} answer */
const pair = ({ label, type, value }) => el('div', {}, el('dt', {}, label), el('dd', {}, written(type, value)));

/**
 * @param {readonly DeskSection[]} sections
 * @returns {HTMLElement[]} one block for each section that has answers
 */
export const answerSections = (sections) =>
  sections
    .filter(({ answers }) => answers.length > 0)
    .map(({ section, answers, stage }) =>
      el(
        'details',
        { class: 'answers', open: ['patient', 'diagnosis', 'clinical.questions', 'opinion'].includes(section) },
        el('summary', {}, titles[section] ?? words(section), ' ', el('span', { class: 'quiet' }, `stage ${stage}`)),
        el('dl', {}, ...answers.map(pair)),
      ),
    );
