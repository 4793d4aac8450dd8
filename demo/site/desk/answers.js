// @ts-check
/**
 * The answers, section by section in the order of the form, as the family gave them. Codes become words; what people
 * wrote stays as they wrote it, in its own direction. Shapes: `src/form/answer-shapes.ts`.
 */
import { el } from '../shared/dom.js';
import { country, language, wholeDay, words } from './format.js';
import { labelOf, optionLabel, sectionLabel } from './labels.js';

/** @typedef {import('../../server/desk/api.ts').DeskSection} DeskSection */
/** @typedef {import('../../server/desk/api.ts').DeskAnswer} DeskAnswer */
/** @typedef {import('../shared/dom.js').Child} Child */
/** @typedef {{ readonly [name: string]: unknown }} Group */

/** Sections that are read first. */
const open = new Set(['patient', 'diagnosis', 'clinical.questions', 'opinion']);

/** @param {unknown} value @returns {value is Group} */
const isGroup = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} text */
const said = (text) => el('span', { dir: 'auto' }, String(text));

/** Answers that decline a question: they read alike, whatever was asked and in whichever language. */
const declining = new Set(['unknown', 'prefer-not-to-say']);
const coded = new Set(['choice', 'coded', 'country', 'language', 'time-zone']);

/** @param {readonly Child[]} items */
const list = (items) => (items.length === 1 ? items[0] : el('ul', {}, ...items.map((item) => el('li', {}, item))));

/**
 * @param {Group} name
 * @returns {Child}
 */
const nameOf = ({ full, latin }) => [
  el('bdi', {}, String(full ?? '')),
  typeof latin === 'string' && latin !== full && el('span', { class: 'quiet' }, ' · ', el('bdi', {}, latin)),
];

/** @param {Group} address */
function addressOf({ lines, locality, region, postalCode, country: code }) {
  const rest = [locality, region, postalCode, typeof code === 'string' && country(code)];
  const all = [...(Array.isArray(lines) ? lines : []), ...rest];
  return said(all.filter((piece) => typeof piece === 'string' && piece !== '').join(', '));
}

/** @param {Group} answer */
function listOf({ state, items }) {
  if (state !== 'list' || !isGroup(items)) return words(String(state ?? 'unknown'));
  const each = Object.values(items)
    .filter(isGroup)
    .sort((a, b) => Number(a.order) - Number(b.order));
  return list(each.map(({ text, name, dose, since }) => said([text, name, dose, since].filter(Boolean).join(', '))));
}

/** @param {Group} parts three boxes of a date that is none yet */
const boxesOf = ({ day, month, year }) => said([day, month, year].filter(Boolean).join(' '));

/**
 * @param {DeskAnswer} answer
 * @param {string} section
 * @returns {Child}
 */
function written(answer, section) {
  const { type, value } = answer;
  const code = isGroup(value) ? value.code : value;
  if (coded.has(type) && declining.has(String(code))) return said(optionLabel(answer, section, String(code)));
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return list(value.map((code) => said(optionLabel(answer, section, String(code)))));
  if (isGroup(value)) {
    if (type === 'name') return nameOf(value);
    if (type === 'address') return addressOf(value);
    if (type === 'phone') return el('span', { dir: 'ltr' }, String(value.number ?? ''));
    if (type === 'list-none-unknown' || type === 'medication-list') return listOf(value);
    if (type === 'partial-date') return boxesOf(value);
    if (type === 'number-with-unit') return said(`${String(value.value ?? '')} ${String(value.unit ?? '')}`.trim());
    return said([value.text, value.code].filter(Boolean).join(' · '));
  }
  const text = String(value ?? '–');
  if (type === 'country') return said(country(text));
  if (type === 'language') return said(language(text));
  if (type === 'partial-date') return said(wholeDay(text));
  if (type === 'choice') return said(optionLabel(answer, section, text));
  return said(text);
}

/**
 * Answers with their labels.
 * @param {readonly DeskAnswer[]} answers
 * @param {string} section
 */
export const answerList = (answers, section) =>
  el(
    'dl',
    {},
    ...answers.map((answer) =>
      el('div', {}, el('dt', {}, labelOf(answer, section)), el('dd', {}, written(answer, section))),
    ),
  );

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
        { class: 'answers', open: open.has(section) },
        el(
          'summary',
          {},
          sectionLabel(section) ?? words(section),
          ' ',
          el('span', { class: 'quiet' }, `stage ${stage}`),
        ),
        answerList(answers, section),
      ),
    );
