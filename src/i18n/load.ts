/** The doors of the words. */
import type { Engine } from './first-engine.ts';
import type { Language } from './languages.ts';
import type { Pack } from './pack.ts';

/** Packs as they are written, by the view that needs them: a file a language. */
export const packNames = [
  'frame',
  'start',
  'form',
  'shared',
  'journey',
  'records',
  'ways',
  'aside',
  'status',
  'studies',
] as const;
/**
 * `first`: everything that the first step of the form says until the rest is there, in one request. `fallback`: what the
 * autoloader says where a tag does not come; it is in `first` too. `standing`: what the status page says first, and the second
 * fact before it.
 */
export type PackName = (typeof packNames)[number] | 'first' | 'standing' | 'fallback';

// The build puts the addresses of its own files here (`.tools/words.ts`), and writes what `first` is.
const file = async (lang: Language, name: PackName): Promise<Pack> =>
  ((await import(`./locales/${lang}/${name}.json`)) as { readonly default: Pack }).default;
const together = async (lang: Language, ...names: readonly PackName[]): Promise<Pack> =>
  Object.assign({}, ...(await Promise.all(names.map((name) => file(lang, name))))) as Pack;
const first = (lang: Language): Promise<Pack> => together(lang, 'frame', 'start', 'fallback');
const standing = (lang: Language): Promise<Pack> =>
  together(lang, 'frame', 'shared', 'journey', 'aside', 'status', 'fallback');

/** Loads one pack. Rejects where the file cannot be fetched; calling again tries again. */
export const loadPack = (lang: Language, name: PackName): Promise<Pack> =>
  name === 'first' ? first(lang) : name === 'standing' ? standing(lang) : file(lang, name);

/** Dates, money, sizes. Rejects where the chunk cannot be fetched; calling again tries again. */
export const loadFormats = () => import('./formats.ts');

/** i18next, once the first view stands. Rejects where the chunk cannot be fetched; calling again tries again. */
export const loadEngine = async (format: (value: unknown) => string): Promise<Engine> =>
  (await import('./engine.ts')).createEngine(format);
