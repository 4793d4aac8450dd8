/** The records in the list: what the device says of them, what the backend says, and which of the two stands. */
import type { RecordView } from '../protocol/record.ts';
import type { RecordVerdict } from '../protocol/verdict.ts';
import { verdictDifference } from '../protocol/verdict-difference.ts';
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

/** The backend's verdict with what only this device knows: the lines that decided, where both say the same of a page. */
function withLines(verdict: RecordVerdict, device: RecordVerdict | undefined): RecordVerdict {
  const known = new Map(device?.pages.map((page) => [page.page, page]));
  return {
    ...verdict,
    ...(device?.offers ? { offers: device.offers } : {}),
    pages: verdict.pages.map((page) => {
      const mine = known.get(page.page);
      return mine?.spans && mine.verdict === page.verdict ? { ...page, spans: mine.spans } : page;
    }),
  };
}

/** The backend's verdict stands once it has one; until then the device's own says more than what it declared. */
function mergedCheck(view: RecordView, known: RecordItem | undefined): Pick<RecordItem, 'check' | 'deviceDiffers'> {
  const { verdict, verdictBy } = view;
  const check: CheckState = known?.check ?? { phase: 'unchecked', ...(verdict ? { verdict } : {}) };
  if (!verdict || verdictBy !== 'server') {
    return { check: check.phase === 'unchecked' && verdict ? { phase: 'unchecked', verdict } : check };
  }
  const device = 'verdict' in check ? check.verdict : undefined;
  // Once the backend's verdict has taken the place of the device's, only the backend remembers what that was.
  const differs = view.deviceDiffers ?? known?.deviceDiffers ?? (device && verdictDifference(device, verdict));
  return {
    check: { phase: check.phase === 'unchecked' ? 'unchecked' : 'done', verdict: withLines(verdict, device) },
    ...(differs ? { deviceDiffers: differs } : {}),
  };
}

/** One record as the backend lists it, joined with what this device knows of it. */
function mergedRecord(
  view: RecordView,
  known: RecordItem | undefined,
  clientIdOf: (recordId: string) => string | undefined,
): RecordItem {
  const keepCarried = known !== undefined && !isPastReceiving(view) && known.carried.phase !== 'server';
  const { documentDate, language, override, attested, identityAnswer, translation, leftOut, replaces, requestId } =
    view;
  const translates = known?.translates ?? clientIdOf(view.translationOf ?? '');
  return {
    ...(known?.documentDate === undefined ? {} : { documentDate: known.documentDate }),
    ...(documentDate === undefined ? {} : { documentDate }),
    ...(known?.here ? { here: true } : {}),
    ...pick('language', known?.language ?? language),
    ...pick('identityAnswer', known?.identityAnswer ?? identityAnswer),
    ...pick('translates', translates),
    ...pick('translation', known?.translation ?? translation),
    ...pick('leftOut', leftOut ?? known?.leftOut),
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

/** A member where it has a value. */
const pick = <Name extends keyof RecordItem>(name: Name, value: RecordItem[Name]): Partial<Pick<RecordItem, Name>> =>
  value === undefined ? {} : ({ [name]: value } as Pick<RecordItem, Name>);

function listed(state: JourneyState, views: readonly RecordView[]): JourneyState {
  const clientIds = new Map(views.map(({ id, clientId }) => [id, clientId]));
  const merged = (view: RecordView, known: RecordItem | undefined) =>
    mergedRecord(view, known, (recordId) => clientIds.get(recordId));
  const byClient = new Map(views.map((view) => [view.clientId, view]));
  const mine = state.records.flatMap((record) => {
    const view = byClient.get(record.clientId);
    if (view) return [merged(view, record)];
    // Only the backend knew of it, and it does no longer: another device removed it.
    return record.check.phase === 'unchecked' && record.recordId !== undefined ? [] : [record];
  });
  const known = new Set(state.records.map((record) => record.clientId));
  const others = views.filter((view) => !known.has(view.clientId)).map((view) => merged(view, undefined));
  return { ...state, records: [...mine, ...others] };
}

/** Events that this file answers. */
type RecordEventType =
  | 'add-records'
  | 'repick-record'
  | 'describe-record'
  | 'override-record'
  | 'attest-record'
  | 'pair-record'
  | 'leave-pages-out'
  | 'restore-pages'
  | 'answer-identity'
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
  'describe-record': (state, { clientId, category, documentDate, language }) =>
    changed(state, clientId, (record) => ({
      ...record,
      ...(category === undefined ? {} : { category }),
      ...(documentDate === undefined ? {} : { documentDate }),
      ...(language === undefined ? {} : { language }),
    })),
  'override-record': (state, { clientId, reason }) =>
    changed(state, clientId, (record) => ({ ...record, override: { reason } })),
  'attest-record': (state, { clientId }) => changed(state, clientId, (record) => ({ ...record, attested: true })),
  'pair-record': (state, { clientId, original, translation }) =>
    changed(state, clientId, (record) => {
      const { translates: _original, translation: _statement, ...plain } = record;
      return original === null ? plain : { ...plain, translates: original, ...(translation ? { translation } : {}) };
    }),
  // The copy comes into the list when it is made; until then nothing has changed.
  'leave-pages-out': unchanged,
  'restore-pages': unchanged,
  'answer-identity': (state, { clientId, answer }) =>
    changed(state, clientId, (record) => ({ ...record, identityAnswer: answer })),
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
    // What was its translation is a record like any other from now on.
    records: state.records
      .filter((record) => record.clientId !== clientId)
      .map((record) => {
        if (record.translates !== clientId) return record;
        const { translates: _original, translation: _statement, ...plain } = record;
        return plain;
      }),
  }),
  'records.listed': (state, { records }) => listed(state, records),
};
