/** The headline of the status page: what is asked of the person comes before where the referral stands. */
import type { ReferralState } from '../protocol/lifecycle.ts';
import type { Action, ActionCode } from '../protocol/referral.ts';
import type { JourneyState } from './state.ts';

/** An action of a code that this version knows. */
export type KnownAction = Action & { readonly code: ActionCode };

/** The type makes this complete; the wire may bring codes of a later version. */
const known: Readonly<Record<ActionCode, true>> = {
  'continue-form': true,
  'verify-email': true,
  'upload-records': true,
  'submit-records': true,
  'answer-request': true,
  'accept-quote': true,
  pay: true,
  'send-imaging': true,
  'reissue-imaging-link': true,
  'sign-consent': true,
  'invite-guardian': true,
  'open-report': true,
  'ask-question': true,
  message: true,
  withdraw: true,
  reopen: true,
  discard: true,
};

const isKnown = (action: Action): action is KnownAction => Object.hasOwn(known, action.code);

/** What is asked of the person, in the backend's order. Codes of a later version are left out. */
export const askedActions = (state: JourneyState): readonly KnownAction[] =>
  state.status?.actions.filter(isKnown).filter(({ needed }) => needed) ?? [];

/** What the person may do besides. */
export const offeredActions = (state: JourneyState): readonly KnownAction[] =>
  state.status?.actions.filter(isKnown).filter(({ needed }) => !needed) ?? [];

/** May the person do this now? */
export const may = (state: JourneyState, code: ActionCode): boolean =>
  state.status?.actions.some((action) => action.code === code) ?? false;

export type Headline =
  | { readonly kind: 'asked'; readonly action: KnownAction; readonly more: number }
  | { readonly kind: 'state'; readonly state: ReferralState };

/** What the status page says first; `null` until the status is known. */
export function headline(state: JourneyState): Headline | null {
  if (!state.status) return null;
  const [action, ...more] = askedActions(state);
  return action ? { kind: 'asked', action, more: more.length } : { kind: 'state', state: state.status.state };
}

/**
 * Why the intake team declined the referral, or sent it back for more: the event and its reason, `decline.urgent-care`;
 * `null` where it did neither, or gave no reason. Reasons are the program's: one may have no words here.
 */
export function decision({ status }: JourneyState): string | null {
  const type = status?.state === 'declined' ? 'decline' : status?.state === 'registered' ? 'return' : null;
  const reason = type && status?.timeline.findLast((event) => event.type === type)?.reasonCode;
  return reason ? `${type}.${reason}` : null;
}
