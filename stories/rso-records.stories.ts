/** Records: checked, refused, moving, waiting. */
import { inState, metaOf, type StateStory } from './state-story.ts';

export default { ...metaOf('rso-records'), title: 'rso-records' };

export const Records: StateStory = inState('records');
export const Empty: StateStory = inState('recordsEmpty');
export const Moving: StateStory = inState('recordsMoving');
export const Paused: StateStory = inState('recordsPaused');
export const WithoutConnection: StateStory = inState('recordsOffline');
export const ChooseAgain: StateStory = inState('recordsRepick');
export const Mixed: StateStory = inState('recordsMixed');
export const EveryState: StateStory = inState('recordsEvery');

/** A phone. */
export const Narrow: StateStory = inState('records', { width: 390 });
/** A dark host page. */
export const Dark: StateStory = inState('recordsEvery', { theme: 'dark' });
