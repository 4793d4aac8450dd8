/** What a person is asked before they leave the page. */
import type { JourneyState } from './state.ts';

/** Would leaving the page now lose something that neither the backend nor the journal has? */
export const wouldLose = (state: JourneyState): boolean =>
  state.records.some(
    ({ carried, recordId }) => ['held', 'queued', 'sending'].includes(carried.phase) && recordId === undefined,
  ) ||
  state.saving.phase === 'running' ||
  state.saving.phase === 'waiting' ||
  (state.referral.phase === 'none' && Object.keys(state.answers).length > 0);
