// @ts-check
/** The desk's words for the protocol's codes. A code that is new to it is shown as plain words made of the code. */
import { words } from './format.js';

/** @type {Readonly<Record<string, string>>} */
const states = {
  draft: 'Draft',
  registered: 'Registered',
  'intake-review': 'Intake review',
  'expert-assignment': 'Expert assignment',
  'awaiting-requirements': 'Awaiting requirements',
  'expert-review': 'Expert review',
  'report-ready': 'Report signed',
  'report-delivered': 'Report delivered',
  'follow-up': 'Follow-up',
  closed: 'Closed',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
};

/** @type {Readonly<Record<string, string>>} */
const events = {
  'submit.registration': 'Registered',
  'submit.records': 'Records submitted',
  accept: 'Accepted',
  return: 'Returned to the family',
  decline: 'Declined',
  'appeal.accept': 'Appeal accepted',
  assign: 'Expert assigned',
  'requirements.met': 'Everything is in',
  'request.blocking': 'Information asked, the clock stops',
  'request.opened': 'Information asked',
  'request.answered': 'Information answered',
  sign: 'Report signed',
  deliver: 'Report delivered',
  'followUp.open': 'Open for questions',
  close: 'Closed',
  'reopen.followUp': 'Opened again for questions',
  'identity.verified': 'E-mail address confirmed',
  'documents.complete': 'Documents complete',
  'documents.reopen': 'Documents opened again',
  'imaging.declare': 'Images announced',
  'imaging.issueLink': 'Imaging link issued',
  'imaging.begin': 'Images are arriving',
  'imaging.receive': 'Images received',
  'imaging.verify': 'Images verified',
  'imaging.unreadable': 'Images cannot be read',
  'imaging.waive': 'Images not needed',
  'fee.quote': 'Fee quoted',
  'fee.accept': 'Quote accepted',
  'fee.process': 'Payment under way',
  'fee.pay': 'Fee paid',
  'fee.fail': 'Payment failed',
  'fee.recordPayment': 'Payment recorded by hand',
  'fee.guarantee': 'Fee guaranteed',
  'fee.waive': 'Fee waived',
  'fee.refund': 'Fee paid back',
  'clock.started': 'Report clock started',
  'clock.stopped': 'Report clock stopped',
  'report.opened': 'Report opened',
  'report.overdue': 'Report overdue',
  'report.amended': 'Report amended',
  withdraw: 'Withdrawn',
  expire: 'Expired',
};

/** @type {Readonly<Record<string, string>>} */
const waits = {
  triage: 'first reply',
  assign: 'an expert',
  quote: 'a quote',
  documents: 'documents check',
  imaging: 'images check',
  report: 'the report',
  deliver: 'delivery',
  'continue-form': 'the form',
  'verify-email': 'e-mail check',
  'upload-records': 'records',
  'submit-records': 'records',
  'answer-request': 'an answer',
  'accept-quote': 'the quote',
  pay: 'payment',
  'send-imaging': 'images',
  'sign-consent': 'a signature',
  'open-report': 'opening the report',
};

/** @type {Readonly<Record<string, string>>} */
const gates = {
  identity: 'E-mail address',
  guardianConsent: 'Guardian’s consent',
  documents: 'Documents',
  imaging: 'Imaging',
  pathology: 'Pathology',
  fee: 'Fee',
};

/** @type {Readonly<Record<string, string>>} */
const roles = {
  submitter: 'family',
  guardian: 'guardian',
  sponsor: 'sponsor',
  physician: 'physician',
  intake: 'intake team',
  expert: 'expert',
  system: 'system',
};

/** @param {string} code */
export const stateWords = (code) => states[code] ?? words(code);
/** @param {string} code */
export const eventWords = (code) => events[code] ?? words(code);
/** @param {string} code */
export const waitWords = (code) => waits[code] ?? words(code).toLowerCase();
/** @param {string} code */
export const gateWords = (code) => gates[code] ?? words(code);
/** @param {string} code */
export const roleWords = (code) => roles[code] ?? words(code);

/** A gate that stands open, one that is shut for good, or one that nobody asked for. */
const shut = new Set([
  'verified',
  'signed',
  'complete',
  'paid',
  'guaranteed',
  'waived',
  'received',
  'accessioned',
  'returned',
]);
const unasked = new Set(['none', 'n/a', 'not-quoted']);

/**
 * @param {string} gate
 * @param {string} state
 * @returns {'done' | 'none' | 'open'}
 */
export function gateStanding(gate, state) {
  if (gate === 'imaging' && state === 'received') return 'open';
  if (shut.has(state)) return 'done';
  return unasked.has(state) ? 'none' : 'open';
}

/** Categories of the record inventory that a desk asks for most. */
export const categories = /** @type {const} */ ([
  ['clinical-summary', 'Clinical summary'],
  ['echo-report', 'Echocardiography report'],
  ['imaging-report', 'Imaging report'],
  ['lab-report', 'Laboratory results'],
  ['pathology-report', 'Pathology report'],
  ['operative-note', 'Operation note'],
  ['discharge-summary', 'Discharge summary'],
  ['consult-note', 'Consultation note'],
  ['genetics', 'Genetics report'],
  ['growth-chart', 'Growth chart'],
  ['other', 'Something else'],
]);
