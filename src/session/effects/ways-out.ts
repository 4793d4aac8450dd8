/** Ways out of a record that is not in English which need work on the device: a copy without its pages, and back again. */
import { verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import type { LeftOut } from '../../protocol/record.ts';
import type { Context, Reactions } from '../context.ts';
import { loadRecordPages } from '../load.ts';
import { opened, type TellingError } from '../problems.ts';
import type { Records } from './records.ts';

/** A copy without some pages could not be made of this file on this device: another way has to be chosen. */
class CopyError extends Error implements TellingError {
  override readonly name = 'CopyError';
  readonly problem = { code: 'copy-failed', retryable: false };

  constructor(cause: unknown) {
    super('copy-failed', { cause });
  }
}

/** What the hospital is told of pages that were left out; of a copy of a copy it is told of the first file's pages. */
export function leftOutOf(record: RecordItem, pages: readonly number[]): LeftOut {
  const read = verdictOf(record)?.pages ?? [];
  const languages = read
    .filter(({ page, language, verdict }) => pages.includes(page) && verdict !== 'english' && language !== 'und')
    .map(({ language }) => language);
  const before = record.leftOut;
  const total = before?.total ?? read.length;
  const kept = Array.from({ length: total }, (_, index) => index + 1).filter((page) => !before?.pages.includes(page));
  const gone = pages.flatMap((page) => kept[page - 1] ?? []);
  return {
    total,
    pages: [...(before?.pages ?? []), ...gone].sort((a, b) => a - b),
    languages: [...new Set([...(before?.languages ?? []), ...languages])],
  };
}

export function waysOutEffect(context: Context, { add }: Pick<Records, 'add'>): Reactions {
  const { files, state, dispatch } = context;
  /** The whole files that copies were made from, by the copy's client id. */
  const originals = new Map<string, File>();
  const recordOf = (clientId: string) => state().records.find((record) => record.clientId === clientId);

  async function leaveOut(clientId: string, pages: readonly number[]): Promise<void> {
    const record = recordOf(clientId);
    const file = files.get(clientId);
    if (!record || !file || pages.length === 0) return;
    await context.work({
      name: `leave-out.${clientId}`,
      report: (work) => dispatch({ type: 'acting', action: `leave-out.${clientId}`, work }),
      async run({ signal }) {
        const { withoutPages } = context.recordPages ?? (await opened(loadRecordPages)).recordPages;
        const bytes = await withoutPages(file, pages, signal).catch((cause: unknown) => {
          throw new CopyError(cause);
        });
        // Removed or replaced while the copy was made.
        const now = recordOf(clientId);
        if (!now) return;
        const copy = add(new File([bytes], now.name, { type: 'application/pdf' }), {
          replaces: clientId,
          leftOut: leftOutOf(now, pages),
        });
        if (copy !== null) originals.set(copy, originals.get(clientId) ?? file);
        originals.delete(clientId);
      },
    });
  }

  return {
    'leave-pages-out': ({ clientId, pages }) => void leaveOut(clientId, pages),
    'restore-pages'({ clientId }) {
      const file = originals.get(clientId);
      if (!file) return;
      add(file, { replaces: clientId });
      originals.delete(clientId);
    },
    'record.removed': ({ clientId }) => void originals.delete(clientId),
    'referral.signed-out'({ forget }) {
      if (forget) originals.clear();
    },
  };
}
