/** The intake team. */
import { inState, metaOf, type StateStory } from './state-story.ts';

export default { ...metaOf('rso-contact'), title: 'rso-contact' };

export const Contact: StateStory = inState('start');

/** A dark host page. */
export const Dark: StateStory = inState('start', { theme: 'dark' });
