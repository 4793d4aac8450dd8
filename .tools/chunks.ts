/**
 * Which built file a module goes to. A first view is a few files asked for together, not thirty small ones: browsers
 * open six connections to a server, and one file compresses better than its pieces.
 *
 * - `elements`: what every tag loads; `form`, `standing`: what the first view of the form adds, that of the status page;
 * - `session`: what of those programs without elements use too (`rso-intake/headless`, `rso-intake/protocol`), which must
 *   not load the elements with it; of the same, `start` is the form's alone.
 *
 * Everything behind a `load.ts` is left to the bundler.
 */
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { entries, programs, root, tags } from './entries.ts';

type ModuleOf = (id: string) => { readonly importedIds: readonly string[] } | null;

const idOf = (path: string): string => join(root, path).replaceAll('\\', '/');

/** Modules that come with these, by static import. */
function closure(paths: readonly string[], moduleOf: ModuleOf): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    moduleOf(id)?.importedIds.forEach(add);
  };
  paths.map(idOf).forEach(add);
  return found;
}

const tag = (name: string): string => `src/elements/define/${name}.ts`;
const forms = ['src/elements/forms.ts', ...['rso-access-form', 'rso-referral'].map(tag)];
const headless = 'src/headless.ts';
// The second fact comes later on the status page and is written in any digits.
const others = ['src/elements/standing.ts', 'src/elements/fields/digits.ts', tag('rso-status')];

type Name = 'session' | 'start' | 'elements' | 'form' | 'standing';

/** Those that need nothing of the others first: a group takes what its modules import along. */
const names: readonly Name[] = ['session', 'start', 'elements', 'form', 'standing'];

/** @param workers sources of the workers. */
export function chunkGroups(workers: readonly string[]): Rolldown.CodeSplittingOptions {
  const withElements = new Set([...tags.map(tag), 'src/autoload.ts', 'src/index.ts', 'src/react/index.ts']);
  const withoutElements = [...Object.values(entries), ...Object.values(programs), ...workers].filter(
    (path) => !withElements.has(path) && path !== headless,
  );
  const entryIds = new Set([...Object.values(entries), ...Object.values(programs)].map(idOf));
  let reach: ((id: string) => Name | null) | null = null;
  const reached = (moduleOf: ModuleOf): NonNullable<typeof reach> => {
    const [form, other, session, bare] = [forms, others, [headless], withoutElements].map((paths) =>
      closure(paths, moduleOf),
    );
    return (id) => {
      if (entryIds.has(id) || !(form?.has(id) || other?.has(id))) return null;
      const shared = bare?.has(id) || session?.has(id);
      if (!form?.has(id)) return shared ? null : 'standing';
      if (shared) return other?.has(id) ? 'session' : 'start';
      return other?.has(id) ? 'elements' : 'form';
    };
  };
  return {
    groups: names.map((name, index) => ({
      debugName: name,
      priority: names.length - index,
      name(id, context) {
        reach ??= reached((other) => context.getModuleInfo(other));
        return reach(id) === name ? name : null;
      },
    })),
  };
}

/** The helper that Vite puts around every `import()`: it preloads style sheets and says so on the page. We have neither. */
export function withoutPreloadHelper(): Plugin {
  return {
    name: 'rso-without-preload-helper',
    configResolved({ plugins }) {
      const at = plugins.findIndex(({ name }) => name === 'native:import-analysis-build');
      if (at < 0) throw new Error('Vite does not name its plugins as it did: look at .tools/chunks.ts');
      (plugins as Plugin[]).splice(at, 1);
    },
  };
}

/**
 * Who has a copy of their own of what they share with others, so that they do not wait for one more file: the autoloader
 * of what it shares with the elements (`languages.ts`, 0.3 kB), the elements of what the status page shares with programs
 * (`asked.ts`, 0.4 kB), the second fact of how a date is written (`date-parts.ts`, 0.3 kB). Only what holds no state may be twice.
 */
const copies: readonly (readonly [by: RegExp, of: RegExp, query: string])[] = [
  [/\/src\/autoload\.ts$/u, /^(?!.*\/(?:define\/|standing|forms)).*\.ts$/u, 'rso'],
  [/\/src\/elements\//u, /\/journey\/asked\.ts$/u, 'elements'],
  [/\/views\/link-view\.ts$/u, /\/(?:date-parts|pasted-date)\.ts$/u, 'link'],
];

export function ownCopies(): Plugin {
  return {
    name: 'rso-own-copies',
    enforce: 'pre',
    async resolveId(source, importer = '', options) {
      const copy = copies.find(([by, of]) => by.test(importer) && of.test(source));
      if (!copy) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && `${found.id}?${copy[2]}`;
    },
  };
}

const importing = /import\{([^}]*)\}from["`']\.\/([\w-]+\.js)["`'];?/g;
const exporting = /export\{([^}]*)\};?/g;
const pairs = (list: string): readonly (readonly [string, string])[] =>
  list.split(',').map((one) => {
    const [from = '', to = from] = one.split(' as ');
    return [from, to];
  });

/** What a file asks for itself as soon as it is there. */
const atOnce: Readonly<Record<string, readonly string[]>> = { 'chunks/standing.js': ['chunks/formats.js'] };

/**
 * What the autoloader opens comes in one wave: every file that the door's own file imports is asked for with it. A door
 * that only names what other files hold is not a file of its own.
 */
export function oneWave(): Plugin {
  return {
    name: 'rso-one-wave',
    generateBundle(_, bundle) {
      const filesOf = (file: string): readonly string[] => {
        const files = new Set<string>();
        const add = (name: string): void => {
          const chunk = bundle[name];
          if (files.has(name) || chunk?.type !== 'chunk') return;
          files.add(name);
          chunk.imports.forEach(add);
        };
        add(file);
        return [...files];
      };
      /** Exported name → the file that has it and its name there; null where the file holds code of its own. */
      const passedOn = (code: string): ReadonlyMap<string, readonly [file: string, name: string]> | null => {
        if (code.replaceAll(importing, '').replaceAll(exporting, '').trim()) return null;
        const local = new Map(
          [...code.matchAll(importing)].flatMap(([, list = '', file = '']) =>
            pairs(list).map(([name, here]): [string, readonly [string, string]] => [here, [`chunks/${file}`, name]]),
          ),
        );
        const exported = [...code.matchAll(exporting)].flatMap(([, list = '']) => pairs(list));
        return new Map(
          exported.flatMap(([here, name]) => (local.has(here) ? [[name, local.get(here) ?? ['', '']]] : [])),
        );
      };
      const autoloader = bundle['rso.js'];
      if (autoloader?.type !== 'chunk') return;
      const door = /import\([`"']\.\/((?:elements|chunks)\/[\w-]+\.js)[`"']\)/g;
      autoloader.code = autoloader.code.replace(door, (whole, file: string) => {
        const chunk = bundle[file];
        const names = chunk?.type === 'chunk' && !chunk.isEntry ? passedOn(chunk.code) : null;
        const files = filesOf(file)
          .flatMap((name) => [name, ...(atOnce[name] ?? [])])
          .filter((name) => !names || name !== file);
        if (files.length < 2) return whole;
        const all = `Promise.all([${files.map((name) => `import("./${name}")`).join()}])`;
        if (!names) return `${all}.then(([e])=>e)`;
        Reflect.deleteProperty(bundle, file);
        const made = [...names].map(([name, [from, there]]) => `${name}:e[${files.indexOf(from)}].${there}`);
        return `${all}.then(e=>({${made.join()}}))`;
      });
    },
  };
}
