/**
 * `PATCH /referrals/{id}/form` (4.2–4.5): a merge patch against a known version. Answers are kept as they are, right or
 * wrong. After the records were submitted they are the intake team's basis and no longer change here.
 */
import { applyMergePatch, isAnswers, type JsonObject } from '../../../src/protocol/index.ts';
import { requireMatch } from '../http/conditional.ts';
import type { GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { guardianGate, requireEligible } from '../referrals/form-rules.ts';
import { notice } from '../referrals/history.ts';
import { keepPin, takePin } from '../referrals/pin.ts';
import { emailOf, lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';
import { formTag } from './form.read.ts';

/** Characters of JSON that a form may hold. */
const LARGEST = 512 * 1024;

export const formPatch: GuardedHandler<'form.patch'> = async (exchange) => {
  const { service, hosted, access, request, body, now } = exchange;
  return exchange.transaction(async (transaction) => {
    const referral = await lockReferral(transaction, access.referral.id);
    requireMatch(request, formTag(referral.formVersion));
    if (referral.state !== 'draft' && referral.state !== 'registered') throw new ProblemError('state-conflict');
    const { form, pin } = takePin(applyMergePatch(referral.form, body) as JsonObject);
    if (pin !== undefined) await keepPin(transaction, service.secret, referral.id, pin);
    const text = JSON.stringify(form);
    if (!isAnswers(form) || text.length > LARGEST) throw new ProblemError('too-large');
    requireEligible(hosted.program, form);
    const email = emailOf(form);
    // What a guardian has said stands; whether one is asked at all follows the answers.
    const gates = ['n/a', 'pending'].includes(referral.gates.guardianConsent)
      ? { ...referral.gates, guardianConsent: guardianGate(hosted.program, form, now) }
      : referral.gates;
    const formVersion = referral.formVersion + 1;
    await transaction.query(
      `update referral set form = $2::json, form_version = $3, email = $4, gates = $5::jsonb, updated_at = $6 where id = $1`,
      [referral.id, text, formVersion, email, JSON.stringify(gates), now],
    );
    await notice(transaction, service, referral.id, 'form.changed', access.role);
    // Another address was not checked: nothing that was promised to the old one holds for it.
    if (email !== referral.email && referral.gates.identity === 'verified')
      await transition(transaction, service, hosted, await lockReferral(transaction, referral.id), {
        type: 'identity.changed',
        actor: 'system',
      });
    return { status: 200, body: { form }, headers: { ETag: formTag(formVersion) } };
  });
};
