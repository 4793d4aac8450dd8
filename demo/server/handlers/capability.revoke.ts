/** `DELETE /capabilities/current` (6.3): signs off at once; open event streams close. */
import type { GuardedHandler } from '../http/exchange.ts';
import { endCapability } from '../referrals/capabilities.ts';

export const capabilityRevoke: GuardedHandler<'capability.revoke'> = (exchange) =>
  exchange.transaction(async (transaction) => {
    const { service, access, now } = exchange;
    await endCapability(transaction, access.tokenHash, now);
    transaction.afterCommit(() => service.bus.ended(access.tokenHash));
    return { status: 204 };
  });
