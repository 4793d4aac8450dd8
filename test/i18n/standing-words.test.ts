/** The status page's first view has one file of words too: what it lacks would come a wave later (see `.tools/words.ts`). */
import { describe, expect, it } from 'vitest';
import { standingWords } from '../../.tools/words.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import { requestsByCategory } from '../../src/elements/status/request-items.ts';
import { statusView } from '../../src/elements/status/status-view.ts';
import type { View } from '../../src/elements/view.ts';
import { linkView } from '../../src/elements/views/link-view.ts';
import { type Language, languages } from '../../src/i18n/languages.ts';
import { loadPack } from '../../src/i18n/load.ts';
import { createWords } from '../../src/i18n/words.ts';
import { initialJourney } from '../../src/journey/initial.ts';
import { reduceKnown } from '../../src/journey/known.ts';
import type { JourneyState, Place, Work } from '../../src/journey/state.ts';
import { standingBeginning } from '../../src/session/standing-beginning.ts';
import { statuses } from '../fixtures/status.ts';

const { program } = northbridge({ origins: ['http://127.0.0.1'] });
const definition = await standingBeginning.startForm(program);

/** Everything that a view says in a language, and the keys for which it finds no words. */
async function saidBy(lang: Language, show: (view: View) => unknown, state: JourneyState) {
  const words = createWords({
    lang,
    loadPack: async (language, name) => (name === 'standing' ? standingWords(language) : loadPack(language, name)),
    whenIdle: () => undefined,
    preferences: [],
  });
  await words.load('standing', ...(requestsByCategory(state) ? (['records'] as const) : []));
  const said: string[] = [];
  const lacking: string[] = [];
  const t: typeof words.t = (key, params) => {
    const text = words.t(key, params);
    // Some actions have nothing more to say.
    if (text === '' && !words.has(key, params)) lacking.push(key);
    else said.push(text);
    return text;
  };
  show({ state, words: { ...words, t }, program, definition, send: () => undefined, now: Date.UTC(2026, 10, 27) });
  return { said, lacking };
}

function journeyTo(lang: Language, more: Partial<JourneyState>): JourneyState {
  const state = reduceKnown(initialJourney({ lang }), { type: 'program.ready', program, definition });
  if (!state) throw new Error('the reducer of what is known does not know the program');
  return { ...state, ...more };
}

const failed = (code: string): Work => ({ phase: 'failed', problem: { code, retryable: true } });

describe.each(Object.keys(languages) as Language[])('in %s', (lang) => {
  it.each(Object.entries(statuses))('%s: the status page says nothing that its first words lack', async (_, status) => {
    const place: Place = { name: 'status' };
    for (const refreshing of [{ phase: 'idle' } as const, failed('unreachable')]) {
      const { said, lacking } = await saidBy(lang, statusView, journeyTo(lang, { place, status, refreshing }));
      expect(lacking).toEqual([]);
      expect(said).toContain(standingWords(lang)['timeline']);
    }
  });

  it.each<[string, Place, JourneyState['referral']?]>([
    ['behind a link', { name: 'link', work: { phase: 'idle' }, opened: true }],
    ['after a wrong one', { name: 'link', work: failed('fact-required'), opened: true, attemptsLeft: 2 }],
    ['of a link that has ended', { name: 'link', work: failed('link-invalid'), opened: true }],
    ['of nobody known', { name: 'link', work: { phase: 'idle' } }],
    ['after signing out', { name: 'link', work: { phase: 'idle' } }, { phase: 'signed-out' }],
  ])('the second fact %s says nothing that they lack', async (_, place, referral) => {
    const state = journeyTo(lang, { place, ...(referral ? { referral } : {}) });
    const { said, lacking } = await saidBy(lang, linkView, state);
    expect(lacking).toEqual([]);
    expect(said.length).toBeGreaterThan(5);
  });
});
