/** Words that only some referrals need. */
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { takesImages } from './status/takes-images.ts';

/**
 * Where a guardian has to sign, the page of whoever applied speaks of it; where images are given here, it speaks of
 * those.
 */
export const packsOfStanding = ({ place, status }: JourneyState): readonly PackName[] => [
  ...(status && status.gates.guardianConsent !== 'n/a' ? (['aside'] as const) : []),
  ...(place.name === 'status' && takesImages(status) ? (['studies'] as const) : []),
];
