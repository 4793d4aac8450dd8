import type { StudyItem } from '../../journey/state.ts';

/** Nothing is under way any more, and something is there: the team can be told that this is all. */
export const isAllSent = (studies: readonly StudyItem[]): boolean =>
  studies.some(({ carried }) => carried.phase === 'server') &&
  studies.every(({ carried }) => carried.phase === 'server' && !['receiving', 'begun'].includes(carried.state));
