/** What the door `status` brings to a status page that stands already: everything that is acted upon. */
import type { nothing, TemplateResult } from 'lit';
import type { PackName } from '../../i18n/load.ts';
import type { JourneyState } from '../../journey/state.ts';
import type { StatusView } from '../../protocol/referral.ts';
import { packsOfStanding } from '../standing-packs.ts';
import type { View } from '../view.ts';

type Shown = TemplateResult | typeof nothing;

export interface Cards {
  /** What is asked of the person, and what has come for them. */
  readonly asked: (status: StatusView, view: View) => Shown;
  /** The thread with the team. */
  readonly messages: (view: View) => Shown;
  readonly withdrawal: (view: View) => Shown;
}

let known: Cards | null = null;

/** Called by the door. */
export const learnCards = (cards: Cards): void => {
  known = cards;
};

/** Words of the cards. */
export const packsOfCards = (state: JourneyState): readonly PackName[] => [
  'frame',
  'shared',
  'status',
  'records',
  ...packsOfStanding(state),
];

/** The cards, once both they and their words are here. */
export const cardsHere = ({ parts, words, state }: View): Cards | null =>
  parts?.need('status') === 'here' && words.ready(...packsOfCards(state)) ? known : null;
