/** The records in the list: what the device says of them, what the backend says, and which of the two stands. */
import type { RecordView } from '../protocol/record.ts';
import type { Handlers } from './handlers.ts';
import { unchanged } from './handlers.ts';
import type { CarriedState, CheckState, JourneyState, RecordItem } from './state.ts';

const changed = (state: JourneyState, clientId: string, change: (record: RecordItem) => RecordItem): JourneyState => ({
  ...state,
  records: state.records.map((record) => (record.clientId === clientId ? change(record) : record)),
});

/** The backend holds all bytes, or has judged them: nothing on this device says more. */
const isPastReceiving = (view: RecordView): boolean => view.transfer.state !== 'receiving';

function serverCarried(view: RecordView): CarriedState {
  const { state, reason, offset } = view.transfer;
  if (state === 'receiving') return { phase: 'repick', sent: offset };
  return { phase: 'server', state, ...(reason === undefined ? {} : { reason }) };
}

/** The backend's verdict stands once it has one; until then the device's own says more than what it declared. */
function mergedCheck(view: RecordView, known: RecordItem | undefined): Pick<RecordItem, 'check' | 'serverDiffers'> {
  const { verdict, verdictBy } = view;
  const check: CheckState = known?.check ?? { phase: 'unchecked', ...(verdict ? { verdict } : {}) };
  if (!verdict || verdictBy !== 'server') {
    return { check: check.phase === 'unchecked' && verdict ? { phase: 'unchecked', verdict } : check };
  }
  const device = check.phase === 'done' ? check.verdict : undefined;
  const differs = known?.serverDiffers === true || (device !== undefined && device.verdict !== verdict.verdict);
  return {
    check: { phase: check.phase === 'unchecked' ? 'unchecked' : 'done', verdict },
    ...(differs ? { serverDiffers: true } : {}),
  };
}

/** One record as the backend lists it, joined with what this device knows of it. */
function mergedRecord(view: RecordView, known: RecordItem | undefined): RecordItem {
  const keepCarried = known !== undefined && !isPastReceiving(view) && known.carried.phase !== 'server';
  const { documentDate, override, attested, replaces, requestId } = view;
  return {
    ...(known?.documentDate === undefined ? {} : { documentDate: known.documentDate }),
    ...(documentDate === undefined ? {} : { documentDate }),
    ...(known?.override === undefined ? {} : { override: known.override }),
    ...(override === undefined ? {} : { override }),
    ...(known?.attested || attested ? { attested: true } : {}),
    ...(replaces === undefined ? {} : { replaces }),
    ...(requestId === undefined ? {} : { requestId }),
    clientId: view.clientId,
    recordId: view.id,
    name: view.name,
    size: view.size,
    type: view.type,
    category: known?.category ?? view.category,
    ...mergedCheck(view, known),
    carried: keepCarried ? known.carried : serverCarried(view),
    submitted: view.submitted,
  };
}

function listed(state: JourneyState, views: readonly RecordView[]): JourneyState {
  const byClient = new Map(views.map((view) => [view.clientId, view]));
  const mine = state.records.flatMap((record) => {
    const view = byClient.get(record.clientId);
    if (view) return [mergedRecord(view, record)];
    // Only the backend knew of it, and it does no longer: another device removed it.
    return record.check.phase === 'unchecked' && record.recordId !== undefined ? [] : [record];
  });
  const known = new Set(state.records.map((record) => record.clientId));
  const others = views.filter((view) => !known.has(view.clientId)).map((view) => mergedRecord(view, undefined));
  return { ...state, records: [...mine, ...others] };
}

/** Events that this file answers. */
type RecordEventType =
  | 'add-records'
  | 'repick-record'
  | 'describe-record'
  | 'override-record'
  | 'attest-record'
  | 'remove-record'
  | 'pause-records'
  | 'resume-records'
  | 'submit-records'
  | 'record.added'
  | 'record.page'
  | 'record.checked'
  | 'record.declared'
  | 'record.carried'
  | 'record.removed'
  | 'records.listed';

export const recordHandlers: Handlers<RecordEventType> = {
  'add-records': unchanged,
  'repick-record': unchanged,
  'describe-record': (state, { clientId, category, documentDate }) =>
    changed(state, clientId, (record) => ({
      ...record,
      ...(category === undefined ? {} : { category }),
      ...(documentDate === undefined ? {} : { documentDate }),
    })),
  'override-record': (state, { clientId, reason }) =>
    changed(state, clientId, (record) => ({ ...record, override: { reason } })),
  'attest-record': (state, { clientId }) => changed(state, clientId, (record) => ({ ...record, attested: true })),
  // It leaves the list when the backend has let it go, or at once where the backend never had it.
  'remove-record': unchanged,
  'pause-records': (state) => ({ ...state, carryingPaused: true }),
  'resume-records': (state) => ({ ...state, carryingPaused: false }),
  'submit-records': unchanged,

  'record.added': (state, { record }) =>
    state.records.some(({ clientId }) => clientId === record.clientId)
      ? state
      : { ...state, records: [...state.records, record] },
  'record.page': (state, { clientId, page, pageCount }) =>
    changed(state, clientId, (record) => {
      if (record.check.phase === 'done') return record;
      const before = record.check.phase === 'reading' ? record.check.pages : [];
      const pages = [...before.filter((other) => other.page !== page.page), page].sort((a, b) => a.page - b.page);
      return { ...record, check: { phase: 'reading', pages, ...(pageCount === undefined ? {} : { pageCount }) } };
    }),
  'record.checked': (state, { clientId, verdict }) =>
    changed(state, clientId, (record) => ({
      ...record,
      // By content; what the reader does not know stays as the device called it.
      type: verdict.mediaType === 'application/octet-stream' ? record.type : verdict.mediaType,
      check: { phase: 'done', verdict },
    })),
  'record.declared': (state, { clientId, recordId }) => changed(state, clientId, (record) => ({ ...record, recordId })),
  'record.carried': (state, { clientId, carried }) => changed(state, clientId, (record) => ({ ...record, carried })),
  'record.removed': (state, { clientId }) => ({
    ...state,
    records: state.records.filter((record) => record.clientId !== clientId),
  }),
  'records.listed': (state, { records }) => listed(state, records),
};
