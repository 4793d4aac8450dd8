// @ts-check
/**
 * What the desk can do, by lifecycle event. Only what the backend lists as allowed is offered; each opens a dialog that
 * asks for what the event needs. Sending what is asked for is the only effect: the page shows the change when the
 * backend has confirmed it.
 */
import { el, fill } from '../shared/dom.js';
import { ask, field, input, longText, rows, select, text } from './dialog.js';
import { money } from './format.js';
import { categories } from './words.js';

/** @typedef {import('../../server/desk/api.ts').DeskReferral} DeskReferral */
/** @typedef {{ readonly currency: string, readonly fromMinor: number, readonly modifiers: readonly { readonly code: string, readonly amountMinor: number | null }[] }} Fee */

/**
 * What an action may use.
 * @typedef {object} Deed
 * @property {import('./api.js').Api} api
 * @property {string} id
 * @property {DeskReferral} referral
 * @property {Fee} fee of the referral's program
 * @property {() => Promise<void>} refresh
 */

/**
 * @typedef {object} Action
 * @property {string} label
 * @property {'first' | 'more' | 'last'} rank `first` moves the referral on; `last` ends it
 * @property {(deed: Deed) => void} open
 */

/**
 * An event that needs nothing but a yes.
 * @param {string} type
 * @param {'first' | 'more' | 'last'} rank
 * @param {string} label
 * @param {string} [explained]
 * @returns {[string, Action]}
 */
const plain = (type, rank, label, explained) => [
  type,
  {
    label,
    rank,
    open: ({ api, id, refresh }) =>
      ask({
        title: `${label}?`,
        ...(explained ? { text: explained } : {}),
        send: label,
        run: () => api.post(id, 'events', { type }).then(refresh),
      }),
  },
];

/**
 * An event that needs a reason from a list.
 * @param {string} type
 * @param {'first' | 'more' | 'last'} rank
 * @param {string} label
 * @param {readonly (readonly [string, string])[]} reasons
 * @param {string} [explained]
 * @returns {[string, Action]}
 */
const reasoned = (type, rank, label, reasons, explained) => [
  type,
  {
    label,
    rank,
    open: ({ api, id, refresh }) =>
      ask({
        title: `${label}?`,
        ...(explained ? { text: explained } : {}),
        send: label,
        danger: rank === 'last',
        fields: [field('Reason', select('reason', reasons), 'The family sees it in their own language.')],
        run: (data) => api.post(id, 'events', { type, reasonCode: text(data.get('reason')) }).then(refresh),
      }),
  },
];

/** @param {Deed} deed @param {boolean} blocking */
function openRequest({ api, id, refresh }, blocking) {
  const item = () =>
    el(
      'div',
      { class: 'pair' },
      field('Document', select('category', categories)),
      field('Which one', input('what', { required: true, maxLength: 200 })),
    );
  ask({
    title: blocking ? 'Ask for information and stop the clock' : 'Ask for information',
    text: blocking
      ? 'The review stops until the family has answered and you have marked the documents complete again.'
      : 'The review goes on meanwhile.',
    send: 'Ask the family',
    fields: [
      rows('Add another document', [item()], item),
      field(
        'Why you ask',
        longText('reason', { maxLength: 500 }),
        'In plain English; the family reads it as you write it.',
      ),
      field('Needed by', input('due', { type: 'date' })),
    ],
    run: (data) => {
      const what = data.getAll('what').map(text);
      const due = text(data.get('due'));
      const reason = text(data.get('reason'));
      return api
        .post(id, 'requests', {
          blocking,
          items: data
            .getAll('category')
            .map((category, index) => ({ category: text(category), text: what[index] ?? '' })),
          ...(reason ? { reason } : {}),
          ...(due ? { due } : {}),
        })
        .then(refresh);
    },
  });
}

/**
 * The codes chosen in a list of the form.
 * @param {DeskReferral} referral
 * @param {string} ending of the answer's pointer
 * @returns {readonly unknown[]}
 */
function chosen({ sections }, ending) {
  const value = sections.flatMap(({ answers }) => answers).find(({ pointer }) => pointer.endsWith(ending))?.value;
  return Array.isArray(value) ? value : [];
}

const feeCodes = /** @type {const} */ ([
  ['base', 'Second opinion'],
  ['additional-specialty', 'Further specialty'],
  ['video', 'Video conference'],
  ['pathology-slides', 'Reading of pathology slides'],
]);

/** @param {Deed} deed */
function openQuote({ api, id, referral, fee, refresh }) {
  const { currency } = fee;
  /** @param {string} code */
  const price = (code) => fee.modifiers.find((modifier) => modifier.code === code)?.amountMinor ?? null;
  const specialties = chosen(referral, '/specialties').filter((code) => code !== 'not-sure').length;
  const lines = referral.quote?.lines ?? [
    { code: 'base', qty: 1, unitMinor: fee.fromMinor },
    ...(specialties > 1
      ? [{ code: 'additional-specialty', qty: specialties - 1, unitMinor: price('additional-specialty') }]
      : []),
  ];
  /** @param {{ readonly code: string, readonly qty: number, readonly unitMinor: number | null }} line */
  const item = ({ code, qty, unitMinor }) =>
    el(
      'div',
      { class: 'triple' },
      field('For', select('code', feeCodes, code)),
      field('Number', input('qty', { type: 'number', min: '1', max: '99', required: true, value: String(qty) })),
      field(
        `Each, ${currency}`,
        input('unit', {
          type: 'number',
          min: '0',
          step: '0.01',
          required: true,
          value: unitMinor === null ? '' : String(unitMinor / 100),
        }),
      ),
    );
  const total = el('output', {}, '');
  const list = rows('Add a line', lines.map(item), () =>
    item({ code: 'additional-specialty', qty: 1, unitMinor: null }),
  );
  /** @param {FormData} data */
  const read = (data) => {
    const quantities = data.getAll('qty').map(Number);
    const units = data.getAll('unit').map((unit) => Math.round(Number(unit) * 100));
    return data.getAll('code').map((code, index) => ({
      code: text(code),
      qty: quantities[index] ?? 1,
      unitMinor: units[index] ?? 0,
    }));
  };
  const count = () => {
    const form = list.closest('form');
    if (!form) return;
    const sum = read(new FormData(form)).reduce((whole, line) => whole + line.qty * line.unitMinor, 0);
    fill(total, money(sum, currency));
  };
  list.addEventListener('input', count);
  ask({
    title: 'Quote the fee',
    text: 'The family sees the lines and the total, and accepts them before they pay.',
    send: 'Send the quote',
    fields: [
      list,
      el('p', { class: 'total' }, 'Total ', total),
      field('Valid for, days', input('days', { type: 'number', min: '1', max: '365', required: true, value: '30' })),
    ],
    run: (data) => api.post(id, 'quote', { lines: read(data), validDays: Number(data.get('days')) }).then(refresh),
  });
  count();
}

/** @param {Deed} deed */
function openImagingLink({ api, id, refresh }) {
  ask({
    title: 'Issue an imaging link',
    text: 'The family sees it on their status page. Images come here, or go to the imaging exchange that the hospital uses.',
    send: 'Issue the link',
    fields: [
      field(
        'Where images go',
        select('mode', [
          ['tus', 'To this backend'],
          ['external-link', 'To an outside service'],
          ['stow-rs', 'To an image archive (DICOMweb)'],
        ]),
      ),
      field(
        'Address of the outside service or archive',
        input('url', { type: 'url', pattern: 'https://.*', placeholder: 'https://' }),
      ),
      field('Token of the archive, if it asks for one', input('token', { maxLength: 4000 })),
      field('What to do there', longText('instructions', { maxLength: 1000 })),
    ],
    run: (data) => {
      const instructions = text(data.get('instructions'));
      return api
        .post(id, 'imaging-link', {
          mode: text(data.get('mode')),
          ...(text(data.get('url')) ? { url: text(data.get('url')) } : {}),
          ...(instructions ? { instructions } : {}),
          ...(text(data.get('token')) ? { token: text(data.get('token')) } : {}),
        })
        .then(refresh);
    },
  });
}

/** @param {Deed} deed */
function openPayment({ api, id, refresh }) {
  ask({
    title: 'Record a payment',
    text: 'For money that came another way than the payment page. It closes the fee gate.',
    send: 'Record the payment',
    fields: [
      field(
        'How it came',
        select('reason', [
          ['bank-transfer', 'Bank transfer'],
          ['card-by-phone', 'Card by phone'],
          ['cash-office', 'Cash office'],
          ['other', 'Another way'],
        ]),
      ),
    ],
    run: (data) => api.post(id, 'payments', { reason: text(data.get('reason')) }).then(refresh),
  });
}

/** @param {Deed} deed */
function openSign({ api, id, refresh }) {
  ask({
    title: 'Sign the report',
    text: 'By signing you say that the report answers every question of the family. It goes out when you deliver it.',
    send: 'Upload and sign',
    fields: [field('Report', input('report', { type: 'file', accept: 'application/pdf', required: true }), 'One PDF.')],
    run: async (data) => {
      const file = data.get('report');
      if (!(file instanceof File)) return;
      await api.send(id, 'report?language=en', new Blob([file], { type: 'application/pdf' }));
      await api.post(id, 'events', { type: 'sign' });
      await refresh();
    },
  });
}

/** @type {ReadonlyMap<string, Action>} */
export const actions = new Map([
  plain('accept', 'first', 'Accept', 'The referral goes on to the search for a specialist.'),
  plain('assign', 'first', 'Assign an expert', 'The specialty has taken the case.'),
  plain('documents.complete', 'first', 'Mark documents complete', 'Everything that the expert needs on paper is here.'),
  ['fee.quote', { label: 'Quote the fee', rank: 'first', open: openQuote }],
  ['sign', { label: 'Sign the report', rank: 'first', open: openSign }],
  plain(
    'deliver',
    'first',
    'Deliver the report',
    'The family gets a mail with a link; the report itself is never in the mail.',
  ),
  plain('imaging.verify', 'first', 'Mark images verified', 'The images are readable and are of this child.'),
  plain('appeal.accept', 'more', 'Accept the appeal'),
  ['request.opened', { label: 'Ask for information', rank: 'more', open: (deed) => openRequest(deed, false) }],
  ['request.blocking', { label: 'Ask and stop the clock', rank: 'more', open: (deed) => openRequest(deed, true) }],
  ['imaging.issueLink', { label: 'Issue an imaging link', rank: 'more', open: openImagingLink }],
  reasoned('imaging.waive', 'more', 'Go on without images', [
    ['report-sufficient', 'The imaging report is enough'],
    ['not-available', 'The images cannot be had'],
    ['other', 'Another reason'],
  ]),
  plain('imaging.unreadable', 'more', 'Images cannot be read'),
  plain('documents.reopen', 'more', 'Open documents again'),
  ['fee.recordPayment', { label: 'Record a payment', rank: 'more', open: openPayment }],
  reasoned('fee.guarantee', 'more', 'Accept a guarantee', [
    ['embassy', 'Letter of an embassy'],
    ['insurer', 'Letter of an insurer'],
    ['other', 'Another guarantee'],
  ]),
  reasoned('fee.waive', 'more', 'Waive the fee', [
    ['hardship', 'Hardship'],
    ['courtesy', 'Courtesy'],
    ['other', 'Another reason'],
  ]),
  reasoned('fee.refund', 'more', 'Pay the fee back', [
    ['declined', 'Declined by us'],
    ['withdrawn', 'Withdrawn by the family'],
    ['other', 'Another reason'],
  ]),
  plain('close', 'more', 'Close'),
  plain('reopen.followUp', 'more', 'Open for questions again'),
  reasoned('return', 'last', 'Return to the family', [
    ['records-missing', 'Records are missing'],
    ['records-unreadable', 'Records cannot be read'],
    ['records-not-english', 'Records are not in English'],
    ['other', 'Another reason'],
  ]),
  reasoned('decline', 'last', 'Decline', [
    ['outside-specialties', 'Not among our specialties'],
    ['needs-examination', 'The child has to be seen in person'],
    ['urgent-care', 'Care nearby is needed first'],
    ['other', 'Another reason'],
  ]),
]);
