/**
 * `POST /capabilities/refresh` (6.3): a new token for the old one, within the 24 hours of the first. The old one opens
 * things for a minute more, so that what was under way does not fail.
 */
import type { GuardedHandler } from '../http/exchange.ts';
import { endCapability, GRACE_MS, issueCapability } from '../referrals/capabilities.ts';

export const capabilityRefresh: GuardedHandler<'capability.refresh'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, now } = exchange;
    const capability = await issueCapability(transaction, {
      random: service.random,
      referralId: access.referral.id,
      role: access.role,
      origin: access.origin,
      now,
      startedAt: access.startedAt,
      steppedUpAt: access.steppedUpAt,
      shareId: access.shareId,
    });
    await endCapability(transaction, access.tokenHash, new Date(now.getTime() + GRACE_MS));
    return { status: 200, body: capability };
  });
