/** Images by themselves: not asked for, a link elsewhere, given here, found, moving, stored. */
import { inState, metaOf, type StateStory } from './state-story.ts';

export default { ...metaOf('rso-imaging'), title: 'rso-imaging' };

export const Open: StateStory = inState('status-imagingOpen');
export const Found: StateStory = inState('studiesFound');
export const Moving: StateStory = inState('studiesMoving');
export const Partly: StateStory = inState('studiesPartly');
export const Sent: StateStory = inState('studiesSent');
/** They are given on another host's page. */
export const Elsewhere: StateStory = inState('status-awaitingRequirements');
/** The family says that they are sent there. */
export const Told: StateStory = inState('status-imagingTold');
/** The link leads to a host that the program does not name: it is not opened. */
export const Stranger: StateStory = inState('status-imagingStranger');
/** They go straight to the program's own archive, which did not take all of them. */
export const Archived: StateStory = inState('studiesArchived');
export const NotAsked: StateStory = inState('status-intakeReview');
export const Link: StateStory = inState('link');

/** A phone. */
export const Narrow: StateStory = inState('studiesFound', { width: 390 });
/** A dark host page. */
export const Dark: StateStory = inState('studiesFound', { theme: 'dark' });
