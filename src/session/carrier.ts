/** The records' bytes: resumable upload behind its port, lent what it needs, and what it says in the journey's words. */
import { ProblemError, UnreachableError } from '../client/errors.ts';
import type { CarriedState, RecordItem } from '../journey/state.ts';
import type { RecordDeclaration } from '../protocol/record.ts';
import type { DeclaredUpload, Transfer, UploadState } from '../transfer/port.ts';
import { connectivityOf } from './connectivity.ts';
import type { Context } from './context.ts';
import { loadTransfer } from './load.ts';
import { opened } from './problems.ts';
import { declarationOf } from './record-files.ts';
import type { Access } from './effects/access.ts';

export interface Carrier {
  /** The transfer of the referral at hand; made on first use. Rejects while its chunk cannot be had. */
  readonly transfer: () => Promise<Transfer>;
  /** The transfer as far as it was made. */
  readonly current: () => Transfer | null;
  /** What carries images is declared as it is said here; records declare themselves. */
  readonly declareAs: (declaration: RecordDeclaration) => void;
  /** Stops and forgets everything of this referral on the device. */
  readonly clear: () => Promise<void>;
}

/** The port's words → the journey's. */
export function carriedOf(state: UploadState): CarriedState {
  switch (state.phase) {
    case 'queued':
      return { phase: 'queued' };
    case 'sending':
      return state.bytesPerSecond === undefined
        ? { phase: 'sending', sent: state.sent }
        : { phase: 'sending', sent: state.sent, bytesPerSecond: state.bytesPerSecond };
    case 'confirming':
      return { phase: 'sending', sent: state.sent };
    case 'paused':
      return { phase: 'paused', sent: state.sent };
    case 'connection':
      return state.nextTry === undefined
        ? { phase: 'connection', sent: state.sent }
        : { phase: 'connection', sent: state.sent, nextTry: state.nextTry };
    case 'repick':
      return state.wrongFile
        ? { phase: 'repick', sent: state.sent, wrongFile: true }
        : { phase: 'repick', sent: state.sent };
    case 'received':
      return { phase: 'server', state: 'received' };
    case 'failed':
      return { phase: 'failed', problem: { code: state.code, retryable: state.retryable } };
  }
}

/**
 * @param declared told when the backend has given a record its id: the record as it was declared.
 * @param received told when every byte is there and proven.
 */
export function createCarrier(
  context: Context,
  access: Pick<Access, 'refresh'>,
  { declared, received }: { readonly declared: (record: RecordItem) => void; readonly received: () => void },
): Carrier {
  const { client, keeper, state, dispatch, environment } = context;
  let made: { readonly referralId: string; readonly transfer: Promise<Transfer> } | null = null;
  let current: Transfer | null = null;
  const images = new Map<string, RecordDeclaration>();

  const recordOf = (clientId: string) => state().records.find((record) => record.clientId === clientId);

  /** @throws where it was removed meanwhile */
  function recordDeclaration(clientId: string): RecordDeclaration {
    const record = recordOf(clientId);
    if (!record) throw new ProblemError({ code: 'not-found', status: 404, retryable: false });
    return declarationOf(record, recordOf(record.replaces ?? '')?.recordId);
  }

  async function getUpload(clientId: string, signal: AbortSignal): Promise<DeclaredUpload> {
    const held = keeper.held();
    const record = recordOf(clientId);
    const declaration = images.get(clientId);
    if (!client || !held || (!record && !declaration))
      throw new ProblemError({ code: 'unauthorized', status: 401, retryable: false });
    // The client id makes it one record, however often it is declared.
    const { body } = await client.call('records.declare', {
      params: { id: held.id },
      body: { records: [declaration ?? recordDeclaration(clientId)] },
      repeatable: true,
      signal,
    });
    const answer = body.find((one) => one.clientId === clientId);
    if (!answer) throw new UnreachableError('configuration');
    if (record) {
      dispatch({ type: 'record.declared', clientId, recordId: answer.recordId });
      declared(record);
    }
    const url = new URL(answer.upload.url, `${await client.base()}/`).href;
    return { recordId: answer.recordId, url, expiresAt: answer.upload.expiresAt };
  }

  const token = async (): Promise<string> => {
    const held = keeper.held();
    if (!held) throw new ProblemError({ code: 'unauthorized', status: 401, retryable: false });
    return held.capability.token;
  };

  async function create(referralId: string): Promise<Transfer> {
    const createTransfer = context.createTransfer ?? (await opened(loadTransfer)).createTransfer;
    const { program, carryingPaused } = state();
    const uploads = program.phase === 'ready' ? program.program.uploads : null;
    const transfer = createTransfer({
      referralId,
      getUpload,
      getCapability: token,
      refreshCapability: async () => (await access.refresh()).token,
      async confirm(recordId, root, signal) {
        try {
          const params = { id: referralId, rid: recordId };
          const answer = await client?.call('record.patch', {
            params,
            body: { digest: root },
            repeatable: true,
            signal,
          });
          // Many bytes take the backend longer than a request: it is received when the backend has compared.
          if (!answer || answer.body.transfer.state === 'receiving') return 'pending';
          return answer.body.transfer.reason === 'digest-mismatch' ? 'digest-mismatch' : 'received';
        } catch (error) {
          if (error instanceof ProblemError && error.code === 'digest-mismatch') return 'digest-mismatch';
          throw error;
        }
      },
      limits: { parallel: uploads?.parallel ?? 2, ...(uploads?.chunk ? { chunk: uploads.chunk.max } : {}) },
      now: environment.now,
      random: environment.random,
      connectivity: connectivityOf(environment.connection),
    });
    const stop = transfer.subscribe((clientId, upload) => {
      if (!recordOf(clientId)) return;
      dispatch({ type: 'record.carried', clientId, carried: carriedOf(upload) });
      if (upload.phase === 'received') received();
    });
    if (carryingPaused) transfer.pause();
    context.signal.addEventListener(
      'abort',
      () => {
        stop();
        transfer.dispose();
      },
      { once: true },
    );
    current = transfer;
    return transfer;
  }

  return {
    current: () => current,
    declareAs: (declaration) => void images.set(declaration.clientId, declaration),
    transfer() {
      const referralId = keeper.held()?.id ?? '';
      if (made?.referralId !== referralId) {
        const transfer = create(referralId);
        made = { referralId, transfer };
        transfer.catch(() => {
          made = null;
        });
      }
      return made?.transfer ?? Promise.reject(new UnreachableError('chunk'));
    },
    async clear() {
      images.clear();
      await current?.clear().catch(() => {});
      current?.dispose();
      current = null;
      made = null;
    },
  };
}
