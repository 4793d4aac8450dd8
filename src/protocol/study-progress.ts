/** What a study's state means to whoever waits for it. No schemas here: a page needs this before it needs those. */
import type { StudyView } from './study.ts';

/** `receiving` is two things: bytes are still to come, which whoever sends them can help, or all are here and looked at. */
export const awaitsBytes = ({ state, records }: Pick<StudyView, 'state' | 'records'>): boolean =>
  state === 'receiving' && (records.length === 0 || records.some((record) => record.state === 'receiving'));
