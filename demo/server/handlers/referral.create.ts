/**
 * `POST /referrals` (3.1–3.6): makes the draft. Answers may be incomplete; a patient whom the program cannot take is told
 * before anything is stored (access-form.md 1).
 */
import { initialProgress, makeReference } from '../../../src/protocol/index.ts';
import type { OpenHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { isAllowedPage } from '../referrals/access-links.ts';
import { issueCapability } from '../referrals/capabilities.ts';
import { keepConsents } from '../referrals/consents.ts';
import { guardianGate, requireEligible } from '../referrals/form-rules.ts';
import { hashPin, takePin } from '../referrals/pin.ts';
import { emailOf } from '../referrals/referral.ts';
import { timersOf } from '../referrals/transition.ts';
import { newId } from '../secrets.ts';
import type { Transaction } from '../store/database.ts';
import type { Random } from '../secrets.ts';

export const referralCreate: OpenHandler<'referral.create'> = async (exchange) => {
  const { service, hosted, body, now, origin, address, absolute } = exchange;
  const { program } = hosted;
  service.limiter.use('create', address);
  if (!isAllowedPage(body.page, program.embedding?.allowedOrigins ?? []))
    throw new ProblemError('validation', { errors: [{ pointer: '/page', code: 'page.origin' }] });
  requireEligible(program, body.form);
  return exchange.transaction(async (transaction) => {
    const id = newId(service.random);
    const reference = await freeReference(transaction, service.random);
    const { form, pin = body.pin } = takePin(body.form);
    const timers = timersOf('draft', program, now);
    await transaction.query(
      `insert into referral (id, program_id, reference, language, page, email, state, gates, clock, form, pin_hash, due,
         expires_at, state_since, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 'draft', $7::jsonb, $8::jsonb, $9::json, $10, $11, $12, $13, $13, $13)`,
      [
        id,
        program.id,
        reference,
        body.language,
        body.page,
        emailOf(body.form),
        JSON.stringify({ ...initialProgress.gates, guardianConsent: guardianGate(program, body.form, now) }),
        JSON.stringify(initialProgress.clock),
        JSON.stringify(form),
        pin === undefined ? null : hashPin(service.secret, id, pin),
        timers.due,
        timers.expiresAt,
        now,
      ],
    );
    await keepConsents(transaction, program, id, body.consents, { signer: 'submitter', at: now });
    const capability = await issueCapability(transaction, {
      random: service.random,
      referralId: id,
      role: 'submitter',
      origin,
      now,
    });
    return {
      status: 201,
      body: { id, reference, state: 'draft' as const, capability },
      headers: { Location: absolute(`/referrals/${id}`) },
    };
  });
};

async function freeReference(transaction: Transaction, random: Random): Promise<string> {
  for (;;) {
    const reference = makeReference(random(7));
    const taken = await transaction.query('select 1 as one from referral where reference = $1', [reference]);
    if (taken.length === 0) return reference;
  }
}
