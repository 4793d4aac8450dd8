/** One story per named state: the element, a session in that state, and controls for attributes and tokens. */
import type { ArgTypes, Meta, StoryObj } from '@storybook/web-components-vite';
import { journeys, type JourneyName } from '../test/fixtures/journeys.ts';
import { fixtureSession } from '../test/fixtures/session.ts';
import { pagePicture } from '../test/fixtures/page-picture.ts';
import type { RsoReferral } from 'rso-intake';
import 'rso-intake/elements/rso-access-form.js';
import 'rso-intake/elements/rso-contact.js';
import 'rso-intake/elements/rso-imaging.js';
import 'rso-intake/elements/rso-records.js';
import 'rso-intake/elements/rso-referral.js';
import 'rso-intake/elements/rso-status.js';

/** Colours and sizes that a page sets most; the theme guide lists all. */
const tokens = {
  '--rso-accent': 'color',
  '--rso-ink': 'color',
  '--rso-surface': 'color',
  '--rso-radius': 'text',
  '--rso-font': 'text',
} as const;

export interface StateArgs extends Partial<Record<keyof typeof tokens, string>> {
  readonly state: JourneyName;
  readonly theme?: 'light' | 'dark' | 'auto';
  /** Width of the container, in CSS pixels; `null`: all there is. */
  readonly width?: number | null;
}
export type StateStory = StoryObj<StateArgs>;

const argTypes = {
  state: {
    control: 'select',
    options: Object.keys(journeys),
    description: 'Named state of `test/fixtures/journeys.ts`',
  },
  theme: { control: 'inline-radio', options: ['light', 'dark', 'auto'], description: 'Colour scheme (attribute)' },
  width: { control: 'number', description: 'Width of the container' },
  ...Object.fromEntries(
    Object.entries(tokens).map(([name, control]) => [name, { control, table: { category: 'tokens' } }]),
  ),
} satisfies Partial<ArgTypes<StateArgs>>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until it is there. */
export async function until<Found>(what: string, look: () => Found | null | undefined): Promise<Found> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = look();
    if (found) return found;
    await pause(50);
  }
  throw new Error(`${what} did not come`);
}

/** Words and parts come lazily: a story is there once nothing waits any more. The check for accessibility runs then. */
export const shown: NonNullable<StateStory['play']> = async ({ canvasElement, args }) => {
  const element = canvasElement.querySelector<RsoReferral>('[data-story]');
  if (!element) throw new Error('the story has no element');
  // Words of the second wave: a label is empty for a moment where a story begins further on than a person does.
  const unnamed = (root: ShadowRoot) =>
    [...root.querySelectorAll('label, legend')].some((label) => label.textContent.trim() === '');
  const waits = () => {
    const root = element.shadowRoot;
    return !root || root.querySelector('[part~="waiting"], [aria-busy="true"]') !== null || unnamed(root);
  };
  if (args.state !== 'loading') await until('the view', () => !waits());
  await element.updateComplete;
};

/** What each file of stories exports by default, for one tag. */
export const metaOf = (tag: string): Meta<StateArgs> => ({
  component: tag,
  args: { theme: 'light', width: null },
  argTypes,
  play: shown,
  render: ({ state, theme, width, ...set }, { globals }) => {
    const frame = document.createElement('div');
    const element = document.createElement(tag) as RsoReferral;
    element.dataset['story'] = state;
    // A session that is handed in keeps its own language: here the toolbar's.
    element.session = fixtureSession({ ...journeys[state], lang: String(globals['lang'] ?? 'en') }, pagePicture);
    if (theme) element.theme = theme;
    for (const [name, value] of Object.entries(set)) if (value) element.style.setProperty(name, value);
    if (width) frame.style.maxWidth = `${String(width)}px`;
    frame.append(element);
    return frame;
  },
});

/** A story of one state. */
export const inState = (state: JourneyName, more: Omit<StateArgs, 'state'> = {}): StateStory => ({
  args: { state, ...more },
});
