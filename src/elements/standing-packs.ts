/** Words that only some referrals need. */
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';

/** Where a guardian has to sign, the page of whoever applied speaks of it. */
export const packsOfStanding = ({ status }: JourneyState): readonly PackName[] =>
  status && status.gates.guardianConsent !== 'n/a' ? ['aside'] : [];
