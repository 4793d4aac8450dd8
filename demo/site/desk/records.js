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

/** @param {import('../../server/desk/api.ts').DeskRecord} record */
function verdictChip({ verdict, override, attested }) {
  if (override) return el('span', { class: 'chip warn' }, '! family says it is right');
  if (attested) return el('span', { class: 'chip warn' }, '! attested by the family');
  if (!verdict) return el('span', { class: 'chip' }, 'not checked yet');
  if (verdict.verdict === 'accepted') return el('span', { class: 'chip good' }, '✓ English');
  if (verdict.verdict === 'needs-review') return el('span', { class: 'chip warn' }, '? needs your eyes');
  return el('span', { class: 'chip bad' }, '✕ not English');
}

/** @param {import('../../server/desk/api.ts').DeskRecord} record */
function verdictWords({ verdict, override, verdictBy, differs, deviceVerdict, replaces, requestId }) {
  if (!verdict) return [];
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
    differs &&
      el(
        'p',
        { class: 'note' },
        `The family’s device found: ${deviceVerdict ? (recordWords[deviceVerdict.verdict] ?? deviceVerdict.verdict) : 'nothing'}. Our own check stands.`,
      ),
    replaces && el('p', { class: 'quiet' }, 'In place of an earlier record.'),
    requestId && el('p', { class: 'quiet' }, 'Sent as an answer to a request.'),
    override && el('p', { class: 'note' }, 'The family’s reason: ', el('q', { dir: 'auto' }, override.reason)),
    verdict.identity?.outcome === 'differs' &&
      el(
        'p',
        { class: 'note' },
        'Names found in it differ from the child’s: ',
        el('bdi', {}, verdict.identity.names.join(', ')),
      ),
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
              record.documentDate && wholeDay(record.documentDate),
              pages && `${pages} ${pages === 1 ? 'page' : 'pages'}`,
              size(record.size),
              transferWords[record.transfer.state] ?? words(record.transfer.state),
            ]
              .filter(Boolean)
              .join(' · '),
          ),
          ...verdictWords(record),
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
