/**
 * Words of the elements: `createWords({lang})` says codes in the reader's language. Logic never holds a sentence; it
 * hands over a key and its parameters, and they meet their wording here.
 */
import { createFirstFormats } from './first-formats.ts';
import type { Formats } from './formats.ts';
import { createFirstEngine, type Engine } from './first-engine.ts';
import { type Direction, directionOf, type Language } from './languages.ts';
import { loadEngine, loadFormats, loadPack, type PackName } from './load.ts';
import type { Pack, WordParams } from './pack.ts';

export type { WordParams } from './pack.ts';

export interface WordsOptions {
  readonly lang: Language;
  /** The program's own wording, per language and key (`program.copy`). It wins over ours. */
  readonly copy?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** A key has no words in this language. English is said instead, as soon as it is there. Once per key. */
  readonly onMissing?: ((key: string) => void) | undefined;
  /** Words arrived later than they were asked for: render again. */
  readonly onChange?: (() => void) | undefined;
  /** The reader's languages; the browser's by default. Lends the region for digits, dates and calendar. */
  readonly preferences?: readonly string[] | undefined;
  /** Where packs come from; the shipped ones by default. */
  readonly loadPack?: ((lang: Language, name: PackName) => Promise<Pack>) | undefined;
  /** Calls when the first view stands and nothing is more pressing; as soon as what is going on is done by default. */
  readonly whenIdle?: ((task: () => void) => void) | undefined;
}

export interface Words extends Formats {
  readonly lang: Language;
  readonly dir: Direction;
  /** The words for a key. Numbers among `params` get the reader's digits; `count` chooses the plural form. */
  readonly t: (key: string, params?: WordParams) => string;
  /** Is there wording for this key, in this language or in English? */
  readonly has: (key: string, params?: WordParams) => boolean;
  /** Makes packs ready. Rejects where one cannot be fetched; calling again tries again. */
  readonly load: (...packs: readonly PackName[]) => Promise<void>;
  readonly ready: (...packs: readonly PackName[]) => boolean;
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/u;
const leftToRight = /(?![\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF])[\p{L}\d]/u;

/** A name of the other direction must not drag the sentence's full stop along. */
const isolate = (value: string, dir: Direction): string =>
  (dir === 'rtl' ? leftToRight : rightToLeft).test(value) ? FIRST_STRONG_ISOLATE + value + POP_ISOLATE : value;

/** Words in one language. They hold no state but loaded packs; make new ones for another language. */
export function createWords(options: WordsOptions): Words {
  const { lang, copy, onMissing, onChange } = options;
  const fetchPack = options.loadPack ?? loadPack;
  const whenIdle = options.whenIdle ?? setTimeout;
  const dir = directionOf(lang);
  const preferences = options.preferences ?? globalThis.navigator?.languages ?? [];
  const formats = createFirstFormats(lang, preferences);
  const format = (value: unknown) =>
    typeof value === 'number' ? formats.number(value) : isolate(String(value ?? ''), dir);
  let engine: Engine = createFirstEngine(format);
  /** Everything that was added, for the engine that comes later. */
  const added: (readonly [lang: Language, pack: Pack])[] = [];
  const add = (language: Language, pack: Pack): void => {
    added.push([language, pack]);
    engine.add(language, pack);
  };
  let relieved = false;
  /** i18next takes over once the first words stand. Until then, and where it cannot be fetched, nothing is missed. */
  const relieve = (): void => {
    if (relieved) return;
    relieved = true;
    whenIdle(() => {
      loadEngine(format).then(
        (whole) => {
          for (const [language, pack] of added) whole.add(language, pack);
          engine = whole;
        },
        () => {
          relieved = false;
        },
      );
    });
  };
  const loading = new Map<string, Promise<void>>();
  const done = new Set<string>();
  const missing = new Set<string>();

  const loadOne = (language: Language, name: PackName): Promise<void> => {
    const id = `${language}/${name}`;
    const known = loading.get(id);
    if (known) return known;
    const work = fetchPack(language, name).then(
      (pack) => {
        add(language, pack);
        const own = copy?.[language];
        if (own) add(language, own);
        done.add(id);
        relieve();
      },
      (cause: unknown) => {
        // Forgotten, so that the next call tries again.
        loading.delete(id);
        throw cause;
      },
    );
    loading.set(id, work);
    return work;
  };

  const sayMissing = (key: string): void => {
    // Asked for sooner than expected: the first file of words leaves out what can wait.
    if (done.has(`${lang}/first`) && !done.has(`${lang}/frame`)) {
      loadOne(lang, 'frame').then(onChange, () => undefined);
      return;
    }
    if (missing.has(key)) return;
    missing.add(key);
    onMissing?.(key);
    if (lang === 'en') return;
    const packs = [...done].flatMap((id) => (id.startsWith(`${lang}/`) ? [id.slice(lang.length + 1) as PackName] : []));
    Promise.all(packs.map((name) => loadOne('en', name))).then(onChange, () => undefined);
  };

  /** A first view does without dates and money; every other pack of words brings them. */
  let whole: Promise<void> | null = null;
  const withFormats = (): Promise<void> =>
    (whole ??= loadFormats().then(
      ({ createFormats }) => void Object.assign(words, createFormats(lang, preferences)),
      (cause: unknown) => {
        whole = null;
        throw cause;
      },
    ));

  const words = {
    ...formats,
    lang,
    dir,
    t(key, params) {
      if (engine.has(lang, key, params)) return engine.say(lang, key, params);
      // A rare plural form that a pack leaves out ("many" millions in Spanish) is said in the general one.
      const general = `${key}_other`;
      if (params?.['count'] !== undefined && engine.has(lang, general)) return engine.say(lang, general, params);
      if (done.size === 0) return '';
      sayMissing(key);
      return engine.has('en', key, params) ? engine.say('en', key, params) : '';
    },
    has: (key, params) => engine.has(lang, key, params) || engine.has('en', key, params),
    load: async (...packs) => {
      const later = packs.some((name) => name !== 'first') ? [withFormats()] : [];
      await Promise.all([...packs.map((name) => loadOne(lang, name)), ...later]);
    },
    ready: (...packs) => packs.every((name) => done.has(`${lang}/${name}`) && (name === 'first' || 'money' in words)),
  } as Words;
  return words;
}
