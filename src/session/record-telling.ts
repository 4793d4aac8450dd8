/** What the person says of a record beside its bytes: kind, date, reason, word. It follows the record by itself. */
import { ProblemError } from '../client/errors.ts';
import { isPartialDate } from '../journey/carried.ts';
import type { RecordItem } from '../journey/state.ts';
import type { RecordPatch, RecordView } from '../protocol/record.ts';
import type { Context } from './context.ts';

/** What the backend has been told of a record. */
type Told = Pick<RecordItem, 'category' | 'documentDate' | 'override' | 'attested'>;

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

const toldOf = ({ category, documentDate, override, attested }: Told): Told => ({
  category,
  ...(documentDate === undefined ? {} : { documentDate }),
  ...(override ? { override } : {}),
  ...(attested ? { attested } : {}),
});

function patchOf(record: RecordItem, told: Told): RecordPatch {
  const { category, documentDate, override, attested } = record;
  return {
    ...(category === told.category ? {} : { category }),
    // What is half typed is no date yet.
    ...(isPartialDate(documentDate) && documentDate !== told.documentDate ? { documentDate } : {}),
    ...(override === undefined || override.reason === told.override?.reason ? {} : { override }),
    ...(attested && !told.attested ? { attested } : {}),
  };
}

export function createTelling({ client, keeper, state, dispatch, work }: Context): Telling {
  const told = new Map<string, Told>();

  /** The record and what is new about it. */
  function news(clientId: string): { readonly record: RecordItem; readonly body: RecordPatch } | null {
    const record = state().records.find((one) => one.clientId === clientId);
    const before = told.get(clientId);
    if (!record?.recordId || !before || record.submitted) return null;
    const body = patchOf(record, before);
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
        told.set(clientId, toldOf(record));
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
      if (!told.has(record.clientId)) told.set(record.clientId, { ...toldOf(record), attested: false });
      void send(record.clientId);
    },
    listed(views) {
      for (const { clientId, category, documentDate, override, attested } of views)
        if (!told.has(clientId))
          told.set(clientId, {
            category,
            ...(documentDate === undefined ? {} : { documentDate }),
            ...(override ? { override } : {}),
            ...(attested ? { attested } : {}),
          });
    },
    tell: (clientId) => void send(clientId),
    forget: (clientId) => void told.delete(clientId),
    clear: () => told.clear(),
  };
}
