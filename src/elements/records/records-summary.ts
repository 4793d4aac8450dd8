import { carriedOverview } from '../../journey/carried.ts';
import type { JourneyState } from '../../journey/state.ts';

/** How many records there are, how many the server holds, how many ask something of the person. */
export const recordsSummary = (
  state: JourneyState,
): { readonly count: number; readonly stored: number; readonly waiting: number } => {
  const { count, stored, needYou } = carriedOverview(state);
  return { count, stored, waiting: needYou };
};
