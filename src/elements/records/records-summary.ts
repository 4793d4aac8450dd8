import { carriedOverview } from '../../journey/carried.ts';
import type { JourneyState } from '../../journey/state.ts';

/** How many records there are, how many the server holds, how many ask something of the person. */
export interface RecordsSummary {
  readonly count: number;
  readonly stored: number;
  readonly waiting: number;
}

/** Counts the records of a journey. */
export const recordsSummary = (state: JourneyState): RecordsSummary => {
  const { count, stored, needYou } = carriedOverview(state);
  return { count, stored, waiting: needYou };
};
