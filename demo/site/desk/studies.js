// @ts-check
/** The studies of a referral: whose images they say they are, of what and when, how many are here, and what is missing. */
import { el } from '../shared/dom.js';
import { wholeDay, words } from './format.js';
import { modalityLabel } from './labels.js';

/** @typedef {import('../../server/desk/api.ts').DeskStudy} DeskStudy */

/** @type {Readonly<Record<string, string>>} */
const answerWords = {
  'this-child': 'The images name somebody else. The family says: it is this child all the same.',
  unsure: 'The images name somebody else. The family is not sure whether it is this child.',
};

/** @type {Readonly<Record<string, string>>} */
const reasonWords = {
  'digest-mismatch': 'not the bytes that were sent',
  malware: 'harmful',
  type: 'no DICOM image',
  unsupported: 'a kind of image that the archive does not take',
  corrupt: 'the archive cannot read it',
  'too-large': 'larger than the archive takes',
  refused: 'the archive did not take it',
};

const note = (/** @type {readonly (string | Node)[]} */ ...parts) => el('p', { class: 'note' }, ...parts);
const counted = (/** @type {number} */ count, /** @type {string} */ what) =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** @param {DeskStudy} study */
function stateChip({ state, stored, images, arriving }) {
  if (state === 'stored') return el('span', { class: 'chip good' }, '✓ complete');
  if (state === 'incomplete') return el('span', { class: 'chip warn' }, `! ${images - stored} not here`);
  return el('span', { class: 'chip' }, arriving ? 'arriving' : 'being checked');
}

/** @param {DeskStudy} study */
function studyItem(study) {
  const {
    names,
    birthDates,
    series,
    images,
    stored,
    date,
    description,
    missing,
    identityAnswer,
    refusedImages,
    studyUid,
  } = study;
  const modalities = [...new Set(series.flatMap(({ modality }) => modality ?? []))].map(modalityLabel);
  const parts = [...new Set(series.flatMap(({ bodyPart }) => bodyPart ?? []))].map((part) => words(part));
  const facts = [
    ...modalities,
    ...parts,
    date && wholeDay(date),
    `${series.length} series`,
    stored === images ? counted(images, 'image') : `${stored} of ${counted(images, 'image')}`,
  ];
  return el(
    'li',
    {},
    el(
      'div',
      {},
      el(
        'p',
        { class: 'name' },
        names.length > 0
          ? names.flatMap((name, index) => [index > 0 && ' · ', el('bdi', {}, name)])
          : studyUid
            ? 'In the image archive'
            : stored > 0
              ? 'No name in the images'
              : 'Not known before the first image is here',
        birthDates.length > 0 && el('span', { class: 'quiet' }, ` born ${birthDates.map(wholeDay).join(', ')}`),
      ),
      description && el('p', {}, el('bdi', {}, description)),
      el('p', { class: 'quiet' }, facts.filter(Boolean).join(' · ')),
      studyUid && el('p', { class: 'quiet' }, `Study UID in the image archive: ${studyUid}`),
      identityAnswer && note(answerWords[identityAnswer] ?? words(identityAnswer)),
      missing !== undefined &&
        missing > 0 &&
        note(`Numbers are missing between the first and the last image of a series: ${missing}.`),
      refusedImages.length > 0 &&
        el(
          'ul',
          { class: 'note', 'aria-label': 'Refused images' },
          ...refusedImages.map(({ path, reason }) =>
            el('li', {}, el('bdi', {}, path), `: ${reasonWords[reason] ?? words(reason)}`),
          ),
        ),
    ),
    el('div', { class: 'side' }, stateChip(study)),
  );
}

/** @param {readonly DeskStudy[]} studies */
export const studyList = (studies) => el('ul', { class: 'records studies' }, ...studies.map(studyItem));
