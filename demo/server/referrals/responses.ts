/** Answering an information request: the records come with it, read and in English like all others. */
import type { CapabilityRole, InformationRequest, RequestOf } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { recordsOf } from '../records/record-row.ts';
import type { HostedProgram, Service } from '../service.ts';
import type { Transaction } from '../store/database.ts';
import { requestsOf, requestView } from './care.ts';
import type { ReferralRow } from './referral.ts';
import { requireLanguage, standingRecords } from './submission.ts';
import { transition } from './transition.ts';

/**
 * Keeps the answer and tells the team.
 * @throws `not-found`; `state-conflict` for a request that is not open or a record that is still on its way;
 *   `validation` for an answer with nothing in it; `records-not-english`.
 */
export async function answerRequest(
  transaction: Transaction,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
  role: CapabilityRole,
  requestId: string,
  answer: RequestOf<'request.respond'>,
): Promise<InformationRequest> {
  const request = (await requestsOf(transaction, referral.id)).find(({ id }) => id === requestId);
  if (!request) throw new ProblemError('not-found');
  if (request.state !== 'open') throw new ProblemError('state-conflict');
  const text = answer.text?.trim() ?? '';
  const all = await recordsOf(transaction, referral.id);
  const named = new Set(answer.recordIds ?? []);
  const records = all.filter(({ id }) => named.has(id));
  if (records.length !== named.size)
    throw new ProblemError('validation', { errors: [{ pointer: '/recordIds', code: 'record.unknown' }] });
  if (text === '' && records.length === 0 && answer.unavailable !== true)
    throw new ProblemError('validation', { errors: [{ pointer: '', code: 'required' }] });
  if (records.some(({ state }) => state !== 'stored'))
    throw new ProblemError('state-conflict', { headers: { 'Retry-After': '2' } });
  requireLanguage(hosted.program, records, standingRecords(all));
  const now = service.clock.now();
  await transaction.query(
    `update information_request set state = 'answered', answered_at = $2, response_text = $3, response_records = $4::jsonb,
       unavailable = $5 where id = $1`,
    [
      requestId,
      now,
      text === '' ? null : text,
      JSON.stringify(records.map(({ id }) => id)),
      answer.unavailable === true,
    ],
  );
  for (const { id } of records)
    await transaction.query('update record set submitted = true, request_id = $2 where id = $1', [id, requestId]);
  await transition(transaction, service, hosted, referral, {
    type: 'request.answered',
    actor: role === 'sponsor' ? 'submitter' : role,
  });
  return requestView({ ...request, state: 'answered', answeredAt: now });
}
