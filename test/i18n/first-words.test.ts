/** The first view has one file of words: a key that it lacks costs a third wave of requests (see `.tools/words.ts`). */
import { expect, it } from 'vitest';
import { firstWords } from '../../.tools/words.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';
import { footer } from '../../src/elements/form/footer.ts';
import { help, rail } from '../../src/elements/form/rail.ts';
import { stepView } from '../../src/elements/form/step-view.ts';
import type { View } from '../../src/elements/view.ts';
import { startForm } from '../../src/form/start.ts';
import { type Language, languages } from '../../src/i18n/languages.ts';
import { createWords } from '../../src/i18n/words.ts';
import { reduceFirst } from '../../src/journey/first.ts';
import { initialJourney } from '../../src/journey/initial.ts';

/** Calls what a template would call when it is rendered: the functions that directives (`guard`) were given. */
function open(value: unknown): void {
  if (Array.isArray(value)) value.forEach(open);
  else if (typeof value === 'object' && value !== null && 'values' in value) {
    const { values } = value as { readonly values: readonly unknown[] };
    if ('_$litDirective$' in value)
      values.forEach((one) => typeof one === 'function' && open((one as () => unknown)()));
    else values.forEach(open);
  }
}

it.each(Object.keys(languages) as Language[])(
  '%s: the first step says nothing that its first words lack',
  async (lang) => {
    const words = createWords({
      lang,
      loadPack: async (language, name) => (name === 'first' ? firstWords(language) : {}),
      whenIdle: () => undefined,
      preferences: [],
    });
    await words.load('first');
    const { program } = northbridge({ origins: ['http://127.0.0.1'] });
    const definition = await startForm(program);
    const state = reduceFirst(initialJourney({ lang, online: true }), { type: 'program.ready', program, definition });
    if (!state) throw new Error('the first reducer does not know the program');
    const said: string[] = [];
    const lacking: string[] = [];
    const t: typeof words.t = (key, params) => {
      const text = words.t(key, params);
      (text === '' ? lacking : said).push(text === '' ? key : text);
      return text;
    };
    const view: View = {
      state,
      words: { ...words, t },
      program,
      definition,
      send: () => undefined,
      now: Date.UTC(2026, 5, 1),
    };
    for (const part of [rail, stepView, footer, help]) open(part(view));
    expect(lacking).toEqual([]);
    // The other steps are on their way: the first one goes on and sends nothing.
    expect(said).toContain(firstWords(lang)['continue']);
  },
);
