/** The whole journey in one tag: receipts, links, and the ways in and out. */
import { inState, metaOf, type StateStory } from './state-story.ts';

export default { ...metaOf('rso-referral'), title: 'rso-referral' };

export const Start: StateStory = inState('start');
export const Registered: StateStory = inState('registered');
export const RegisteredWrongCode: StateStory = inState('registeredWrongCode');
export const RegisteredConfirmed: StateStory = inState('registeredConfirmed');
export const RecordsStep: StateStory = inState('records');
export const Submitted: StateStory = inState('submitted');
export const Link: StateStory = inState('link');
export const LinkWrongFact: StateStory = inState('linkWrong');
export const LinkExpired: StateStory = inState('linkExpired');
export const SignedOut: StateStory = inState('signedOut');
/** A guardian's own link, where somebody else applies for the child. */
export const GuardianSigns: StateStory = inState('signing');
export const GuardianSigningIsSent: StateStory = inState('signingSending');
export const GuardianSigned: StateStory = inState('signingDone');
export const GuardianRefused: StateStory = inState('signingRefused');
export const Status: StateStory = inState('status-expertReview');
export const Loading: StateStory = inState('loading');
export const Failed: StateStory = inState('failed');

/** A phone. */
export const Narrow: StateStory = inState('registered', { width: 390 });
/** A dark host page. */
export const Dark: StateStory = inState('registered', { theme: 'dark' });
