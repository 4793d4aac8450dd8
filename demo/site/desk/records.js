// @ts-check
/** The records of a referral: what each is, how far its bytes are, what language its pages are in, and the way to read it. */
import { el } from '../shared/dom.js';
import { language, pageList, size, wholeDay, words } from './format.js';
import { wordsFor } from './api.js';

/** @type {Readonly<Record<string, string>>} */
const transferWords = {
  receiving: 'still arriving',
  received: 'received, digest checked',
  scanning: 'being scanned',
  stored: 'stored and verified',
  rejected: 'rejected',
};

/** @type {Readonly<Record<string, string>>} */
const recordWords = { accepted: 'English', refused: 'not English', 'needs-review': 'needs a human' };

/** @type {Readonly<Record<string, string>>} */
const pageWords = {
  english: 'English',
  'not-english': 'not English',
  mixed: 'mixed languages',
  unreadable: 'cannot be read',
  image: 'a picture',
  blank: 'blank',
};

/** @type {Readonly<Record<string, string>>} */
const translatorWords = {
  certified: 'a certified translator',
  medical: 'a medical professional',
  other: 'another translator',
  self: 'the family itself',
};

/** @type {Readonly<Record<string, string>>} */
const answerWords = {
  'this-child': 'The family says: it is this child all the same.',
  unsure: 'The family is not sure whether it is this child.',
};

/** @typedef {import('../../server/desk/api.ts').DeskRecord} DeskRecord */
/** @typedef {readonly { readonly page: number }[]} Pages */

const numbers = (/** @type {Pages} */ pages) => pageList(pages.map(({ page }) => page));
const note = (/** @type {readonly (string | Node | false | undefined)[]} */ ...parts) =>
  el('p', { class: 'note' }, ...parts);
const named = (/** @type {DeskRecord | undefined} */ record) =>
  record ? el('bdi', {}, record.name) : 'a record that is no longer here';

/** @param {DeskRecord} record */
function verdictChip({ verdict, override, attested, languageSettled }) {
  if (override) return el('span', { class: 'chip warn' }, '! family says it is right');
  if (!verdict) return el('span', { class: 'chip' }, 'not checked yet');
  if (verdict.verdict === 'accepted') return el('span', { class: 'chip good' }, '✓ English');
  if (attested) return el('span', { class: 'chip warn' }, '! attested by the family');
  if (languageSettled) return el('span', { class: 'chip good' }, '✓ translated');
  if (verdict.verdict === 'needs-review') return el('span', { class: 'chip warn' }, '? needs your eyes');
  return el('span', { class: 'chip bad' }, '✕ not English');
}

/** What the device read otherwise than we did: the record as a whole, then page by page. @param {DeskRecord} record */
function differenceNote({ deviceDiffers }) {
  if (!deviceDiffers) return false;
  /** @type {Map<string, { page: number }[]>} */
  const byKind = new Map();
  for (const { page, verdict } of deviceDiffers.pages) {
    const kind = verdict === null ? 'not read' : (pageWords[verdict] ?? words(verdict));
    byKind.set(kind, [...(byKind.get(kind) ?? []), { page }]);
  }
  const pages = [...byKind].map(([kind, list]) => `${numbers(list)}: ${kind}`).join(' · ');
  const whole = recordWords[deviceDiffers.verdict] ?? deviceDiffers.verdict;
  return note(`The family’s device found otherwise: ${whole}${pages && ` (${pages})`}. Our own check stands.`);
}

/** @param {DeskRecord} record @param {readonly DeskRecord[]} all */
function translationNotes({ id, translationOf, translation }, all) {
  const translations = all.filter((other) => other.translationOf === id && other.translation);
  return [
    ...translations.map((other) =>
      el('p', { class: 'quiet' }, `Translated, ${numbers(other.translation?.pages ?? [])}, in `, named(other), '.'),
    ),
    translation &&
      note(
        'A translation of ',
        named(all.find((other) => other.id === translationOf)),
        ` by ${translatorWords[translation.translatorType] ?? words(translation.translatorType)}`,
        translation.translatorName !== undefined && ', ',
        translation.translatorName !== undefined && el('bdi', {}, translation.translatorName),
        `, stated to be complete and faithful. ${translation.pages.map(({ page, on }) => `Page ${page} of the original: page ${on}`).join('; ')}.`,
      ),
  ];
}

/** @param {DeskRecord} record */
function identityNote({ verdict, identityAnswer }) {
  if (verdict?.identity?.outcome !== 'differs') return false;
  const { names, birthDates } = verdict.identity;
  return note(
    'It seems to be about somebody else: ',
    el('bdi', {}, names.join(', ') || 'no name found'),
    birthDates.length > 0 && `, born ${birthDates.map(wholeDay).join(', ')}`,
    `. ${identityAnswer ? (answerWords[identityAnswer] ?? words(identityAnswer)) : 'The family has not answered.'}`,
  );
}

/**
 * @param {DeskRecord} record
 * @param {readonly DeskRecord[]} all
 * @returns {readonly unknown[]}
 */
function verdictWords(record, all) {
  const { verdict, override, verdictBy, replaces, requestId, leftOut } = record;
  const said = [
    leftOut &&
      note(
        `The family left ${pageList(leftOut.pages)} of ${leftOut.total} out`,
        leftOut.languages.length > 0 && ` (${leftOut.languages.map(language).join(', ')})`,
        '. The original is unchanged with them: ask for it if you need it.',
      ),
    replaces && el('p', { class: 'quiet' }, 'In place of an earlier record.'),
    requestId && el('p', { class: 'quiet' }, 'Sent as an answer to a request.'),
    override && note('The family’s reason: ', el('q', { dir: 'auto' }, override.reason)),
    ...translationNotes(record, all),
  ];
  if (!verdict) return said;
  /** @type {Map<string, number[]>} */
  const byKind = new Map();
  for (const { page, verdict: kind, language: tag } of verdict.pages) {
    const name = kind === 'not-english' ? language(tag) : (pageWords[kind] ?? words(kind));
    byKind.set(name, [...(byKind.get(name) ?? []), page]);
  }
  const summary = [...byKind].map(([name, pages]) => `${name}: ${pageList(pages)}`).join(' · ');
  return [
    // The strip is for eyes; the line under it says the same.
    el(
      'div',
      { class: 'pages', 'aria-hidden': 'true' },
      ...verdict.pages.map(({ verdict: kind, page }) =>
        el('span', { class: kind, title: `Page ${page}: ${pageWords[kind] ?? kind}` }),
      ),
    ),
    el('p', { class: 'quiet' }, summary, verdictBy === 'device' && ' · by the family’s device, our own check follows'),
    differenceNote(record),
    ...said,
    identityNote(record),
  ];
}

/**
 * @param {readonly import('../../server/desk/api.ts').DeskRecord[]} records
 * @param {(record: string) => Promise<Blob>} fetchContent
 */
export function recordList(records, fetchContent) {
  if (records.length === 0) return el('p', { class: 'quiet' }, 'No record yet.');
  return el(
    'ul',
    { class: 'records' },
    ...records.map((record) => {
      const problem = el('span', { class: 'quiet', role: 'status' });
      const open = async () => {
        problem.textContent = 'Fetching…';
        try {
          save(await fetchContent(record.id), record.name);
          problem.textContent = '';
        } catch (cause) {
          problem.textContent = wordsFor(cause);
        }
      };
      const pages = record.verdict?.pages.length;
      return el(
        'li',
        {},
        el(
          'div',
          {},
          el('p', { class: 'name', dir: 'auto' }, record.name),
          el(
            'p',
            { class: 'quiet' },
            [
              words(record.category),
              record.language && language(record.language),
              record.documentDate && wholeDay(record.documentDate),
              pages && `${pages} ${pages === 1 ? 'page' : 'pages'}`,
              size(record.size),
              transferWords[record.transfer.state] ?? words(record.transfer.state),
            ]
              .filter(Boolean)
              .join(' · '),
          ),
          verdictWords(record, records),
        ),
        el(
          'div',
          { class: 'side' },
          verdictChip(record),
          record.transfer.state === 'stored' &&
            el(
              'button',
              { type: 'button', class: 'button ghost small', onclick: open, 'aria-label': `Download ${record.name}` },
              'Download',
            ),
          problem,
        ),
      );
    }),
  );
}

/**
 * Always saved, never shown in this origin: a record is a stranger's file.
 * @param {Blob} bytes
 * @param {string} name
 */
function save(bytes, name) {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  el('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
