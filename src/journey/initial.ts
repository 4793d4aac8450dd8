/** The state before anything happened. */
import type { JourneyState } from './state.ts';

/** What is known before the program is: the language of the page, and whether there is a connection. */
export interface InitialJourney {
  readonly lang?: string;
  readonly online?: boolean;
}

/** A journey that has not begun. Its place becomes the first step as soon as the form's definition is there. */
export const initialJourney = ({ lang = 'en', online = true }: InitialJourney = {}): JourneyState => ({
  program: { phase: 'loading' },
  place: { name: 'form', step: '' },
  lang,
  online,
  answers: {},
  reached: null,
  conflicts: [],
  touched: {},
  issues: [],
  summary: 0,
  serverIssues: [],
  consents: {},
  consentTexts: {},
  referral: { phase: 'none' },
  draft: { phase: 'none' },
  saving: { phase: 'idle' },
  submitting: { phase: 'idle' },
  email: { phase: 'none' },
  stepUp: { phase: 'none' },
  records: [],
  carryingPaused: false,
  studies: [],
  looking: { phase: 'idle' },
  status: null,
  refreshing: { phase: 'idle' },
  messages: [],
  reportAddress: null,
  acting: {},
});
