/** `POST /referrals/{id}/consents` (5.3): keeps signed texts with server time; a guardian's move their gate. */
import type { GuardedHandler } from '../http/exchange.ts';
import { keepConsents } from '../referrals/consents.ts';
import { lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';

export const consentsSign: GuardedHandler<'consents.sign'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, hosted, access, body, now } = exchange;
    const referral = await lockReferral(transaction, access.referral.id);
    await keepConsents(transaction, hosted.program, referral.id, body.consents, { signer: access.role, at: now });
    if (access.role === 'guardian' && referral.gates.guardianConsent === 'pending' && body.consents.length > 0)
      await transition(transaction, service, hosted, referral, {
        type: body.consents.every(({ given }) => given) ? 'consent.signed' : 'consent.refused',
        actor: 'guardian',
      });
    return { status: 201, body: {} };
  });
