/** The status page in every state of a referral. */
import { inState, metaOf, type StateStory } from './state-story.ts';

export default { ...metaOf('rso-status'), title: 'rso-status' };

/** By the page's own address, and nothing is kept in this tab: a link is offered. */
export const WithoutLink: StateStory = inState('withoutLink');
export const Draft: StateStory = inState('status-draft');
export const Registered: StateStory = inState('status-registered');
export const EmailUnverified: StateStory = inState('status-emailUnverified');
/** Somebody else applies, and the guardian has yet to sign. */
export const GuardianToAsk: StateStory = inState('status-guardianToAsk');
export const GuardianAsked: StateStory = inState('status-guardianAsked');
export const IntakeReview: StateStory = inState('status-intakeReview');
export const ExpertAssignment: StateStory = inState('status-expertAssignment');
export const AwaitingRequirements: StateStory = inState('status-awaitingRequirements');
/** Images are given on the page itself. */
export const ImagingOpen: StateStory = inState('status-imagingOpen');
export const StudiesFound: StateStory = inState('studiesFound');
export const StudiesMoving: StateStory = inState('studiesMoving');
/** Files that were lost or refused are named; what was begun on another visit can be left out. */
export const StudiesPartly: StateStory = inState('studiesPartly');
export const StudiesSent: StateStory = inState('studiesSent');
/** Whoever pays themselves says whom the receipt is for. */
export const Billing: StateStory = inState('billing');
export const BillingRefused: StateStory = inState('billingRefused');
export const BillingKnown: StateStory = inState('billingKnown');
export const BillingWaiting: StateStory = inState('billingWaiting');
export const BillingGiven: StateStory = inState('billingGiven');
export const ToPay: StateStory = inState('status-toPay');
export const QuoteChanged: StateStory = inState('quoteChanged');
export const ExpertReview: StateStory = inState('status-expertReview');
export const InformationAsked: StateStory = inState('status-requestOpen');
export const InformationAskedBlocking: StateStory = inState('status-requestBlocking');
export const ReportReady: StateStory = inState('status-reportReady');
export const ReportDelivered: StateStory = inState('status-reportDelivered');
export const ReportCode: StateStory = inState('reportCode');
export const ReportOpenable: StateStory = inState('reportOpenable');
export const FollowUp: StateStory = inState('status-followUp');
export const Closed: StateStory = inState('status-closed');
export const Returned: StateStory = inState('status-returned');
export const Declined: StateStory = inState('status-declined');
export const Withdrawn: StateStory = inState('status-withdrawn');
export const Expired: StateStory = inState('status-expired');
export const WithoutConnection: StateStory = inState('statusOffline');

/** A phone. */
export const Narrow: StateStory = inState('status-requestOpen', { width: 390 });
/** A dark host page. */
export const Dark: StateStory = inState('status-expertReview', { theme: 'dark' });
