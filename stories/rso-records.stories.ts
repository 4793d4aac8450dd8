/** Records: checked, refused, moving, waiting. */
import { inState, metaOf, shown, type StateStory, until } from './state-story.ts';

export default { ...metaOf('rso-records'), title: 'rso-records' };

export const Records: StateStory = inState('records');
export const Empty: StateStory = inState('recordsEmpty');
export const Moving: StateStory = inState('recordsMoving');
export const Paused: StateStory = inState('recordsPaused');
export const WithoutConnection: StateStory = inState('recordsOffline');
export const ChooseAgain: StateStory = inState('recordsRepick');
export const Mixed: StateStory = inState('recordsMixed');
/** A translation was given: who made it, and where each page is. */
export const Translation: StateStory = inState('recordsTranslation');
export const Translated: StateStory = inState('recordsTranslated');
export const PagesLeftOut: StateStory = inState('recordsRelieved');
/** It names somebody else: asked before it is sent. */
export const AnotherChild: StateStory = inState('recordsOtherChild');
/** The hospital's reading and the device's are not the same. */
export const ReadDifferently: StateStory = inState('recordsDiffer');
export const Offered: StateStory = inState('recordsOffered');
/** A program that warns of other languages and blocks nothing. */
export const Warned: StateStory = inState('recordsWarned');
/** A page that was tapped: the lines that decided are marked. */
export const PageViewer: StateStory = {
  ...inState('records'),
  play: async (context) => {
    await shown(context);
    const root = context.canvasElement.querySelector('[data-story]')?.shadowRoot;
    const third = await until('the strip', () => root?.querySelector<HTMLElement>('.pages .page:nth-of-type(3).bad'));
    third.click();
    await until('the page', () => root?.querySelector('dialog canvas[data-drawn]'));
  },
};
export const EveryState: StateStory = inState('recordsEvery');

/** A phone. */
export const Narrow: StateStory = inState('records', { width: 390 });
/** A dark host page. */
export const Dark: StateStory = inState('recordsEvery', { theme: 'dark' });
