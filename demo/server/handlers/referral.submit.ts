/** `POST /referrals/{id}/submissions` (5.1–5.5, 8.2): registration, records, information. */
import type { Issue } from '../../../src/protocol/index.ts';
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { type RecordRow, recordsOf } from '../records/record-row.ts';
import { keepConsents } from '../referrals/consents.ts';
import { declareFromForm } from '../referrals/declarations.ts';
import { keepPin } from '../referrals/pin.ts';
import { lockReferral } from '../referrals/referral.ts';
import { answerRequest } from '../referrals/responses.ts';
import { requireGuardian, requireRecords, requireValid, standingRecords } from '../referrals/submission.ts';
import { transition } from '../referrals/transition.ts';
import { iso } from '../store/database.ts';

export const referralSubmit: GuardedHandler<'referral.submit'> = async (exchange) => {
  const { service, hosted, access, body, now } = exchange;
  const { program } = hosted;
  return exchange.transaction(async (transaction) => {
    let referral = await lockReferral(transaction, access.referral.id);
    if (body.consents)
      await keepConsents(transaction, program, referral.id, body.consents, { signer: access.role, at: now });
    if (body.pin !== undefined) {
      await keepPin(transaction, service.secret, referral.id, body.pin);
      referral = await lockReferral(transaction, referral.id);
    }
    let warnings: readonly Issue[] = [];
    if (body.stage === 'registration') {
      if (referral.state !== 'draft') throw new ProblemError('state-conflict');
      warnings = await requireValid(transaction, service, program, referral, 1);
      referral = await transition(transaction, service, hosted, referral, {
        type: 'submit.registration',
        actor: 'submitter',
      });
    } else if (body.stage === 'records') {
      if (referral.state !== 'registered') throw new ProblemError('state-conflict');
      if (referral.gates.identity !== 'verified') throw new ProblemError('email-unverified');
      warnings = await requireValid(transaction, service, program, referral, 2);
      await requireGuardian(transaction, program, referral, now);
      const records = await recordsOf(transaction, referral.id);
      warnings = [...warnings, ...requireRecords(program, referral, records, now)];
      referral = await transition(transaction, service, hosted, referral, {
        type: 'submit.records',
        actor: 'submitter',
      });
      await markSubmitted(standingRecords(records));
      referral = await declareFromForm(transaction, service, hosted, referral);
    } else {
      if (body.requestId === undefined)
        throw new ProblemError('validation', { errors: [{ pointer: '/requestId', code: 'required' }] });
      const given = (await recordsOf(transaction, referral.id)).filter(({ requestId }) => requestId === body.requestId);
      await answerRequest(transaction, service, hosted, referral, access.role, body.requestId, {
        recordIds: given.map(({ id }) => id),
      });
      referral = await lockReferral(transaction, referral.id);
    }
    const held = standingRecords(await recordsOf(transaction, referral.id)).filter(({ state }) => state === 'stored');
    return {
      status: 200,
      body: {
        reference: referral.reference,
        state: referral.state,
        at: iso(now),
        records: { count: held.length, bytes: held.reduce((sum, { size }) => sum + size, 0) },
        ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
      },
    };

    async function markSubmitted(records: readonly RecordRow[]): Promise<void> {
      for (const { id } of records) await transaction.query('update record set submitted = true where id = $1', [id]);
    }
  });
};
