/**
 * `POST /referrals/{id}/consents` (5.3, 6.9): keeps signed texts with server time. A guardian's move their gate: signed
 * once every text that has to be agreed to is; refused by one refusal of those.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { givenConsents, keepConsents } from '../referrals/consents.ts';
import { guardianAsked } from '../referrals/form-rules.ts';
import { notice } from '../referrals/history.ts';
import { lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';

export const consentsSign: GuardedHandler<'consents.sign'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const { program } = hosted;
    const referral = await lockReferral(transaction, access.referral.id);
    const keep = (): Promise<void> =>
      keepConsents(transaction, program, referral.id, body.consents, { signer: access.role, at: now });
    if (access.role !== 'guardian') {
      await keep();
      return { status: 201, body: {} };
    }
    const asked = guardianAsked(program, referral.form, now);
    const foreign = body.consents.filter(({ id }) => !asked.some((consent) => consent.id === id));
    if (foreign.length > 0 || body.consents.length === 0)
      throw new ProblemError('validation', {
        errors: foreign.slice(0, 20).map(({ id }) => ({ pointer: `/consents/${id.slice(0, 40)}`, code: 'malformed' })),
      });
    if (referral.state !== 'registered') throw new ProblemError('state-conflict');
    await keep();
    const required = asked.filter((consent) => consent.required).map(({ id }) => id);
    const given = await givenConsents(transaction, program, referral.id, 'guardian');
    const refused = body.consents.some(({ id, given: agreed }) => !agreed && required.includes(id));
    const pending = referral.gates.guardianConsent === 'pending';
    if (pending && refused)
      await transition(transaction, service, hosted, referral, {
        type: 'consent.refused',
        actor: 'guardian',
        reasonCode: 'consent-refused',
      });
    else if (pending && required.every((id) => given.has(id)))
      await transition(transaction, service, hosted, referral, { type: 'consent.signed', actor: 'guardian' });
    else await notice(transaction, service, referral.id, 'consent.changed', 'guardian');
    return { status: 201, body: {} };
  });
