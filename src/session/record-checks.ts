/** The English check of added files: one after the other, in the background, each page told as it is known. */
import { UnreachableError } from '../client/errors.ts';
import { insist } from '../client/patience.ts';
import { isObject, valueAt } from '../form/pointer.ts';
import type { JourneyState } from '../journey/state.ts';
import type { CheckOptions, ExpectedPatient } from '../records/options.ts';
import type { Context } from './context.ts';
import { loadRecords } from './load.ts';

/** The child as the form has them, for the warning that a record may be somebody else's. Stays on the device. */
export function expectedPatient({ answers }: JourneyState): ExpectedPatient {
  const name = valueAt(answers, '/patient/name');
  const birthDate = valueAt(answers, '/patient/birthDate');
  const part = (key: string) => (isObject(name) && typeof name[key] === 'string' ? name[key] : undefined);
  const [full, latin] = [part('full'), part('latin')];
  return {
    ...(full === undefined ? {} : { name: full }),
    ...(latin === undefined ? {} : { latin }),
    ...(typeof birthDate === 'string' ? { birthDate } : {}),
  };
}

export interface RecordChecks {
  /** Queues a file. `checked` is told in any case but removal, also where the program asks for no check. */
  readonly add: (clientId: string, file: File, checked: () => void) => void;
  /** Stops reading a file that is not wanted any more. */
  readonly cancel: (clientId: string) => void;
}

export function createRecordChecks(context: Context): RecordChecks {
  const { state, dispatch, environment, signal } = context;
  const cancels = new Map<string, AbortController>();
  let last: Promise<void> = Promise.resolve();

  async function check(clientId: string, file: File, cancelled: AbortSignal): Promise<void> {
    const { program } = state();
    const records = program.phase === 'ready' ? program.program.records : null;
    if (records?.policy === 'off') return;
    const options: CheckOptions = {
      name: file.name,
      patient: expectedPatient(state()),
      offer: true,
      ...(records?.thresholds ? { thresholds: records.thresholds } : {}),
      signal: cancelled,
      onPage: (page) => dispatch({ type: 'record.page', clientId, page }),
    };
    // A part of the reader that does not load is a lost connection; the record waits for it and is not blamed.
    const verdict = await insist(environment, { attempts: Infinity, signal: cancelled }, async () => {
      try {
        const checkRecord = context.checkRecord ?? (await loadRecords()).checkRecord;
        return await checkRecord(file, options);
      } catch (cause) {
        cancelled.throwIfAborted();
        throw new UnreachableError('chunk', { cause });
      }
    });
    dispatch({ type: 'record.checked', clientId, verdict });
  }

  return {
    add(clientId, file, checked) {
      const mine = new AbortController();
      cancels.set(clientId, mine);
      const cancelled = AbortSignal.any([signal, mine.signal]);
      last = last.then(async () => {
        if (cancelled.aborted) return;
        try {
          await check(clientId, file, cancelled);
          if (!cancelled.aborted) checked();
        } catch {
          // Only a removal or the end of the session comes here.
        } finally {
          cancels.delete(clientId);
        }
      });
    },
    cancel(clientId) {
      cancels.get(clientId)?.abort();
    },
  };
}
