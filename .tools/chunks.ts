/**
 * Which built file a module goes to. A first view is a few files asked for together, not thirty small ones: browsers
 * open six connections to a server, and one file compresses better than its pieces.
 *
 * - `elements`: what every tag loads; `form`: what the form's first view adds;
 * - `session`: what of those programs without elements use too (`rso-intake/headless`, `rso-intake/protocol`), which must
 *   not load the elements with it.
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
const others = ['rso-status', 'rso-contact'].map(tag);

type Name = 'session' | 'elements' | 'form';

/** Those that need nothing of the others first: a group takes what its modules import along. */
const names: readonly Name[] = ['session', 'elements', 'form'];

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
      if (bare?.has(id) || session?.has(id)) return 'session';
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
 * The autoloader has a copy of its own of what it shares with the elements (`languages.ts`, 0.3 kB): it must not wait
 * for a file of theirs before it asks for any.
 */
export function autoloaderAlone(): Plugin {
  return {
    name: 'rso-autoloader-alone',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer?.endsWith('/src/autoload.ts') || !source.endsWith('.ts') || source.includes('/define/'))
        return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && `${found.id}?rso`;
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
        const files = filesOf(file).filter((name) => !names || name !== file);
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
