/** What time alone brings about (lifecycle.md 4): expiry of drafts, quotes and links, the overdue notice. */
import { localDateTime } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { hostedOf } from '../desk/acts.ts';
import type { Service } from '../service.ts';
import { notice } from './history.ts';
import { lockReferral } from './referral.ts';
import { transition } from './transition.ts';

interface Due {
  readonly id: string;
  readonly what: 'expire' | 'quote' | 'imaging' | 'overdue';
}

/** Looks for everything whose time has come and lets it happen, each in its own transaction. */
export async function sweep(service: Service): Promise<void> {
  const now = service.clock.now();
  const due = await service.database.query<Due>(
    `select id, 'expire' as what from referral where expires_at <= $1 and state in ('draft', 'registered')
     union all
     select referral_id, 'quote' from quote where state = 'offered' and valid_until <= $1
     union all
     select i.referral_id, 'imaging' from imaging_transfer i join referral r on r.id = i.referral_id
       where i.expires_at <= $1 and r.gates ->> 'imaging' in ('link-issued', 'receiving')
     union all
     select id, 'overdue' from referral where state = 'expert-review' and not overdue and clock ->> 'phase' = 'running'
       and clock -> 'window' ->> 'latest' < $2`,
    [now, now.toISOString().slice(0, 10)],
  );
  await service.inspection.resume();
  for (const { id, what } of due) await happen(service, id, what, now).catch(ignoreConflict);
  await service.database.query('delete from access_link where expires_at < $1', [new Date(now.getTime() - 86_400_000)]);
  await service.database.query('delete from idempotency where created_at < $1', [new Date(now.getTime() - 86_400_000)]);
}

/**
 * Takes away the bytes that nobody will ask for any more, a day after they were begun: those that no record names (a
 * declaration that was rolled back, a process that died), and those of an upload whose time ran out. Its record stays, and
 * what is declared again gets a new place.
 */
export async function sweepOrphans(service: Service): Promise<void> {
  const now = service.clock.now();
  const old = await service.records.begunBefore(new Date(Date.now() - 86_400_000));
  const wanted = await service.database.query<{ uploadId: string }>(
    `select upload_id from record where not (state = 'receiving' and upload_expires_at < $1)
       and upload_id in (select jsonb_array_elements_text($2::jsonb))`,
    [now, JSON.stringify(old)],
  );
  const kept = new Set(wanted.map(({ uploadId }) => uploadId));
  for (const uploadId of old) if (!kept.has(uploadId)) await service.records.remove(uploadId);
}

// Somebody else was quicker, or the program is not held here: there is nothing left to do.
const ignoreConflict = (error: unknown): void => {
  if (!(error instanceof ProblemError)) throw error;
};

function happen(service: Service, id: string, what: Due['what'], now: Date): Promise<void> {
  return service.database.transaction(async (transaction) => {
    const referral = await lockReferral(transaction, id);
    const hosted = hostedOf(service, referral.programId);
    const move = (type: 'expire' | 'imaging.expire' | 'report.overdue'): Promise<unknown> =>
      transition(transaction, service, hosted, referral, { type, actor: 'system' });
    if (what === 'expire') await move('expire');
    if (what === 'imaging') await move('imaging.expire');
    if (what === 'quote') {
      await transaction.query(
        `update quote set state = 'expired' where referral_id = $1 and state = 'offered' and valid_until <= $2`,
        [id, now],
      );
      await notice(transaction, service, id, 'quote.changed', 'system');
    }
    if (what === 'overdue' && referral.clock.phase === 'running') {
      const today = localDateTime(now, hosted.program.clock.timeZone).date;
      if (today > referral.clock.window.latest) await move('report.overdue');
    }
  });
}
