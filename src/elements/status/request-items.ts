import type { JourneyState } from '../../journey/state.ts';
import type { InformationRequest } from '../../protocol/referral.ts';
import type { View } from '../view.ts';

/** What is asked for, as the desk wrote it, or by category. */
export const requestItems = (request: InformationRequest, { words }: Pick<View, 'words'>): string =>
  words.list(request.items.map(({ text, category }) => text || words.t(`category.${category}`)));

/** Does a request say what is asked for by its category alone? Names of categories are words of the records. */
export const requestsByCategory = ({ status }: JourneyState): boolean =>
  status?.requests.some(({ state, items }) => state === 'open' && items.some(({ text }) => !text)) ?? false;
