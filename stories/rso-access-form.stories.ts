/** The International Patient Access Form: each step empty, filled and refused. */
import { inState, metaOf, type StateStory } from './state-story.ts';

export default { ...metaOf('rso-access-form'), title: 'rso-access-form' };

export const BeforeYouStart: StateStory = inState('start');
export const BeforeYouStartFilled: StateStory = inState('startFilled');
export const BeforeYouStartRefused: StateStory = inState('startRefused');
export const Child: StateStory = inState('child');
export const ChildEmpty: StateStory = inState('childEmpty');
export const ChildRefused: StateStory = inState('childRefused');
/** Two devices gave different answers: the person chooses. */
export const ChildConflict: StateStory = inState('childConflict');
export const DraftFound: StateStory = inState('draftFound');
export const GoOnLater: StateStory = inState('later');
export const GoOnLaterKept: StateStory = inState('laterKept');
/** This browser keeps nothing, and nothing is answered yet: a code is chosen. */
export const GoOnLaterNoStore: StateStory = inState('laterNoStore');
export const Family: StateStory = inState('family');
export const Registering: StateStory = inState('registering');
export const RegisteringWithoutConnection: StateStory = inState('registeringOffline');
export const ClinicalQuestion: StateStory = inState('clinical');
export const ClinicalQuestionEmpty: StateStory = inState('clinicalEmpty');
export const Services: StateStory = inState('services');
export const CheckAndSend: StateStory = inState('check');
/** Papers that the program asks for, by who pays and by what somebody acts under. */
export const RecordsPapers: StateStory = inState('recordsPapers');
export const CheckPapers: StateStory = inState('checkPapers');
/** Send was pressed, and something is missing that must be there. */
export const CheckBlocked: StateStory = inState('checkBlocked');
export const SentPapers: StateStory = inState('submittedPapers');
export const Emergency: StateStory = inState('emergency');
export const NotEligible: StateStory = inState('ineligible');
export const Hospitalised: StateStory = inState('hospitalised');
export const Loading: StateStory = inState('loading');
export const Failed: StateStory = inState('failed');

/** A phone. */
export const Narrow: StateStory = inState('childRefused', { width: 390 });
/** A dark host page. */
export const Dark: StateStory = inState('childRefused', { theme: 'dark' });
