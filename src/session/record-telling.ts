/** What the person says of a record beside its bytes: kind, date, reason, word. It follows the record by itself. */
import { ProblemError } from '../client/errors.ts';
import { isPartialDate } from '../journey/carried.ts';
import type { RecordItem } from '../journey/state.ts';
import type { RecordPatch, RecordView } from '../protocol/record.ts';
import type { Context } from './context.ts';

/** What the backend has been told of a record. */
type Told = Pick<
  RecordItem,
  'category' | 'documentDate' | 'language' | 'override' | 'attested' | 'identityAnswer' | 'translation'
> & { readonly translationOf?: string };

export interface Telling {
  /** The record was declared as it was then. */
  readonly declared: (record: RecordItem) => void;
  /** The backend's own list: what it knows of records from another visit. */
  readonly listed: (views: readonly RecordView[]) => void;
  /** Sends what was said of a record since the backend last heard; nothing before it was declared. */
  readonly tell: (clientId: string) => void;
  readonly forget: (clientId: string) => void;
  readonly clear: () => void;
}

/** The same, as a view or an item has it. */
type Said = { readonly [Name in keyof Told]?: Told[Name] | undefined } & Pick<Told, 'category'>;

const toldOf = (told: Said): Told => {
  const { category, documentDate, language, override, attested, identityAnswer, translation, translationOf } = told;
  return {
    category,
    ...(documentDate === undefined ? {} : { documentDate }),
    ...(language === undefined ? {} : { language }),
    ...(override ? { override } : {}),
    ...(attested ? { attested } : {}),
    ...(identityAnswer ? { identityAnswer } : {}),
    ...(translation ? { translation } : {}),
    ...(translationOf === undefined ? {} : { translationOf }),
  };
};

/** The pair as the wire says it: once the statement is there, and the original has its id. */
function pairOf({ translation }: RecordItem, original: string | undefined, told: Told): RecordPatch {
  if (translation === undefined || original === undefined) return {};
  const known = told.translationOf === original && JSON.stringify(told.translation) === JSON.stringify(translation);
  return known ? {} : { translationOf: original, translation };
}

/** @param original the backend's id of the record that this one translates. */
function patchOf(record: RecordItem, told: Told, original: string | undefined): RecordPatch {
  const { category, documentDate, language, override, attested, identityAnswer } = record;
  return {
    ...(category === told.category ? {} : { category }),
    // What is half typed is no date yet.
    ...(isPartialDate(documentDate) && documentDate !== told.documentDate ? { documentDate } : {}),
    ...(override === undefined || override.reason === told.override?.reason ? {} : { override }),
    ...(attested && !told.attested ? { attested } : {}),
    ...(language === undefined || language === told.language ? {} : { language }),
    ...(identityAnswer === undefined || identityAnswer === told.identityAnswer ? {} : { identityAnswer }),
    ...pairOf(record, original, told),
  };
}

export function createTelling({ client, keeper, state, dispatch, work }: Context): Telling {
  const told = new Map<string, Told>();

  /** The record and what is new about it. */
  function news(clientId: string): { readonly record: RecordItem; readonly body: RecordPatch } | null {
    const { records } = state();
    const record = records.find((one) => one.clientId === clientId);
    const before = told.get(clientId);
    if (!record?.recordId || !before || record.submitted) return null;
    const original = records.find((one) => one.clientId === record.translates)?.recordId;
    const body = patchOf(record, before, original);
    return Object.keys(body).length > 0 ? { record, body } : null;
  }

  async function send(clientId: string): Promise<void> {
    const held = keeper.held();
    if (!client || !held || !news(clientId)) return;
    const done = await work({
      name: `describe.${clientId}`,
      report: (one) => dispatch({ type: 'acting', action: 'describe-record', work: one }),
      async run(patience) {
        const { record, body } = news(clientId) ?? {};
        if (!record?.recordId || !body) return;
        const params = { id: held.id, rid: record.recordId };
        await client.call('record.patch', { params, body, repeatable: true, ...patience });
        // A statement that waits for its original's id has not been told yet.
        const { translation: _waits, ...said } = toldOf(record);
        const { translation, translationOf } = { ...told.get(clientId), ...body };
        told.set(clientId, {
          ...said,
          ...(translation && translationOf !== undefined ? { translation, translationOf } : {}),
        });
      },
      // Removed meanwhile: there is nothing left to say of it.
      caught: (error) => error instanceof ProblemError && error.status === 404,
    });
    // Said while the last was on its way.
    if (done) await send(clientId);
  }

  return {
    declared(record) {
      // The declaration has no room for the person's word on an unreadable record: that follows.
      if (!told.has(record.clientId)) {
        const { translation: _statement, ...said } = toldOf(record);
        told.set(record.clientId, { ...said, attested: false });
      }
      void send(record.clientId);
      // Its translations had to wait for its id.
      for (const { clientId, translates } of state().records) if (translates === record.clientId) void send(clientId);
    },
    listed(views) {
      for (const view of views) if (!told.has(view.clientId)) told.set(view.clientId, toldOf(view));
    },
    tell: (clientId) => void send(clientId),
    forget: (clientId) => void told.delete(clientId),
    clear: () => told.clear(),
  };
}
