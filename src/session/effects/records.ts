/**
 * Records: added, read, carried, described, explained, paired, removed. A record's bytes go when its verdict lets them; what the
 * person says of it afterwards follows by itself.
 */
import { ProblemError } from '../../client/errors.ts';
import { type Carrier, createCarrier } from '../carrier.ts';
import type { LeftOut } from '../../protocol/record.ts';
import type { Context, Reactions } from '../context.ts';
import { loadRecords, loadTransfer } from '../load.ts';
import { createRecordChecks } from '../record-checks.ts';
import { fileRefusal, maySend, shownName } from '../record-files.ts';
import { createTelling } from '../record-telling.ts';
import type { Access } from './access.ts';

/** What a file comes with. */
export interface Given {
  /** Client id or record id of the record whose place it takes. */
  readonly replaces?: string | undefined;
  /** Client id of the record that it translates. */
  readonly translates?: string | undefined;
  readonly requestId?: string | undefined;
  readonly leftOut?: LeftOut;
}

export interface Records {
  readonly reactions: Reactions;
  /** What carries the bytes; images of studies go the same way. */
  readonly carrier: Carrier;
  /** Adds a file; its client id, or `null` where the program takes none now. */
  readonly add: (file: File, given: Given) => string | null;
  /** Signing out: stops everything and deletes every trace on this device. */
  readonly clear: () => Promise<void>;
}

/** A member where it has a value. */
const optional = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [N in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: Value });

export function createRecords(context: Context, access: Pick<Access, 'refresh'>, follow: () => void): Records {
  const { client, keeper, state, dispatch, environment, files } = context;
  const checks = createRecordChecks(context);
  const recordOf = (clientId: string) => state().records.find((record) => record.clientId === clientId);

  const telling = createTelling(context);
  const { tell } = telling;
  const carrier = createCarrier(context, access, { declared: telling.declared, received: follow });

  /** Hands the bytes over, if the verdict lets them go. */
  async function carry(clientId: string): Promise<void> {
    const record = recordOf(clientId);
    const blob = files.get(clientId);
    if (!client || !record || !blob || record.carried.phase !== 'held' || !maySend(state(), record)) return;
    dispatch({ type: 'record.carried', clientId, carried: { phase: 'queued' } });
    await context.work({
      name: `carry.${clientId}`,
      report: (work) => {
        if (work.phase === 'failed') dispatch({ type: 'record.carried', clientId, carried: work });
      },
      run: async () => (await carrier.transfer()).add({ clientId, blob }),
    });
  }

  /** What one record became may let others go: an original goes with its translation. */
  const carryAll = (): void => {
    for (const { clientId, carried } of state().records) if (carried.phase === 'held') void carry(clientId);
  };

  function add(file: File, { replaces, translates, requestId, leftOut }: Given): string | null {
    const { program, records } = state();
    if (program.phase !== 'ready') return null;
    const clientId = environment.uuid();
    const old = records.find(
      ({ clientId: known, recordId }) => replaces !== undefined && (known === replaces || recordId === replaces),
    );
    const others = records.filter((record) => record !== old);
    const problem = fileRefusal(file, program.program, others);
    const unread = program.program.records.policy === 'off' || problem !== null;
    dispatch({
      type: 'record.added',
      record: {
        clientId,
        name: shownName(file.name),
        size: file.size,
        type: file.type || 'application/octet-stream',
        category: old?.category ?? '',
        ...(old?.documentDate === undefined ? {} : { documentDate: old.documentDate }),
        check: unread ? { phase: 'unchecked' } : { phase: 'waiting' },
        carried: problem ? { phase: 'failed', problem } : { phase: 'held' },
        ...(old?.submitted ? { replaces: old.clientId } : {}),
        ...optional('translates', translates ?? old?.translates),
        ...optional('requestId', requestId ?? old?.requestId),
        ...optional('leftOut', leftOut),
        ...(problem ? {} : { here: true }),
        submitted: false,
      },
    });
    if (problem) return null;
    files.set(clientId, file);
    checks.add(clientId, file, carryAll);
    // A record that nobody has seen yet makes room; one that was submitted stays, and is named as replaced.
    if (old && !old.submitted) remove(old.clientId);
    return clientId;
  }

  function remove(clientId: string): void {
    const record = recordOf(clientId);
    const held = keeper.held();
    if (!record || record.submitted) return;
    checks.cancel(clientId);
    void carrier.current()?.remove(clientId);
    const gone = () => {
      files.delete(clientId);
      telling.forget(clientId);
      dispatch({ type: 'record.removed', clientId });
    };
    const { recordId } = record;
    if (!client || !held || recordId === undefined) return gone();
    void context.work({
      name: `remove.${clientId}`,
      report: (work) => dispatch({ type: 'acting', action: 'remove-record', work }),
      async run(patience) {
        await client
          .call('record.remove', { params: { id: held.id, rid: recordId }, ...patience })
          .catch((error: unknown) => {
            if (!(error instanceof ProblemError) || error.status !== 404) throw error;
          });
        gone();
      },
    });
  }

  async function repick(clientId: string, file: File): Promise<void> {
    const record = recordOf(clientId);
    if (!client || !record) return;
    const sent = 'sent' in record.carried ? record.carried.sent : 0;
    const wrong = () =>
      dispatch({ type: 'record.carried', clientId, carried: { phase: 'repick', sent, wrongFile: true } });
    if (file.size !== record.size) return wrong();
    files.set(clientId, file);
    await context.work({
      name: `carry.${clientId}`,
      report: (work) => {
        if (work.phase === 'failed') dispatch({ type: 'record.carried', clientId, carried: work });
      },
      async run() {
        const transfer = await carrier.transfer();
        await transfer.ready;
        const known = transfer.list().some((item) => item.clientId === clientId);
        // Begun on another device: what the backend holds of it is proven before anything is added.
        if (!known) transfer.add({ clientId, blob: file });
        else if ((await transfer.repick(clientId, file)) === 'wrong-file') wrong();
      },
    });
  }

  /** Uploads of an earlier visit: the journal knows how far they came. */
  function resumeCarrying(): void {
    const waiting = state().records.some(({ carried }) => carried.phase === 'repick');
    if (waiting && client && !carrier.current()) carrier.transfer().catch(() => {});
  }

  /** The address is checked now, here or on another device: what was held back for it goes on. */
  function goOnWhereChecked(): void {
    if (state().email.phase !== 'done') return;
    for (const { clientId, carried } of state().records) {
      const blob = files.get(clientId);
      if (carried.phase === 'failed' && carried.problem.code === 'email-unverified' && blob)
        carrier.current()?.add({ clientId, blob });
    }
  }

  return {
    reactions: {
      'add-records'({ files: given, replaces, translates, requestId }) {
        for (const file of given) add(file, { replaces, translates, requestId });
      },
      'repick-record': ({ clientId, file }) => void repick(clientId, file),
      'describe-record': ({ clientId }) => tell(clientId),
      'override-record'({ clientId }) {
        carryAll();
        tell(clientId);
      },
      'pair-record'({ clientId }) {
        carryAll();
        tell(clientId);
      },
      'answer-identity'({ clientId }) {
        carryAll();
        tell(clientId);
      },
      'attest-record': ({ clientId }) => tell(clientId),
      'remove-record': ({ clientId }) => remove(clientId),
      'pause-records': () => carrier.current()?.pause(),
      'resume-records': () => carrier.current()?.resume(),
      retry: () => carrier.current()?.retryNow(),
      'records.listed'({ records }) {
        telling.listed(records);
        resumeCarrying();
      },
      email: goOnWhereChecked,
      status: goOnWhereChecked,
      // Signed in again: what stopped for want of a capability goes on.
      'referral.held': () => carrier.current()?.retryNow(),
      'referral.signed-out'({ forget }) {
        for (const clientId of files.keys()) checks.cancel(clientId);
        if (forget) void clear();
      },
      place({ place }) {
        // One step ahead of where they are needed (budgets.md, Bytes).
        const { program } = state();
        const steps = program.phase === 'ready' ? program.definition.steps : [];
        const index = place.name === 'form' ? steps.findIndex((step) => step.id === place.step) : -1;
        if (index >= 0 && steps[index + 1]?.id === 'records') environment.whenIdle(warm);
      },
    },
    carrier,
    add,
    clear,
  };

  async function clear(): Promise<void> {
    files.clear();
    telling.clear();
    await carrier.clear();
  }

  function warm(): void {
    if (!context.checkRecord) loadRecords().catch(() => {});
    if (!context.createTransfer) loadTransfer().catch(() => {});
  }
}
