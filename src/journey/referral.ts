/** Whose referral it is and whether this tab may touch it: receipts, codes by e-mail, links, signing out. */
import { type Handlers, unchanged } from './handlers.ts';
import { initialJourney } from './initial.ts';
import { placed } from './place.ts';
import type { JourneyState } from './state.ts';

/** Nothing of the person's is left; the program, its form, language and connection are not theirs. */
function forgotten(state: JourneyState): JourneyState {
  const { program, lang, online, draft } = state;
  return { ...initialJourney({ lang, online }), program, draft, place: { name: 'link', work: { phase: 'idle' } } };
}

/** The person's to mend at the boxes; the backend never saw it. */
const unclear = { code: 'validation', retryable: false } as const;

/** Events that this file answers. */
type ReferralEventType =
  | 'send-email-code'
  | 'enter-email-code'
  | 'send-report-code'
  | 'enter-report-code'
  | 'redeem-link'
  | 'unclear-fact'
  | 'request-link'
  | 'sign-out'
  | 'referral.signed-out'
  | 'submitted'
  | 'email'
  | 'step-up';

export const referralHandlers: Handlers<ReferralEventType> = {
  'send-email-code': unchanged,
  'enter-email-code': unchanged,
  'send-report-code': unchanged,
  'enter-report-code': unchanged,
  'redeem-link': unchanged,
  'unclear-fact': (state) =>
    state.place.name === 'link'
      ? { ...state, place: { ...state.place, work: { phase: 'failed', problem: unclear } } }
      : state,
  'request-link': unchanged,
  'sign-out': unchanged,

  'referral.signed-out'(state, { forget, reference: named }) {
    const reference = named ?? (state.referral.phase === 'none' ? undefined : state.referral.reference);
    const ended: JourneyState = { ...state, reportAddress: null };
    const left = forget ? forgotten(ended) : placed(ended, { name: 'link', work: { phase: 'idle' } });
    return { ...left, referral: { phase: 'signed-out', ...(reference === undefined ? {} : { reference }) } };
  },
  submitted: (state, { receipt, place }) => ({
    ...placed(state, place),
    receipt,
    serverIssues: [],
    submitting: { phase: 'idle' },
  }),
  email: (state, { verification }) => ({ ...state, email: verification }),
  'step-up': (state, { verification }) => ({ ...state, stepUp: verification }),
};
