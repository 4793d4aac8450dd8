/**
 * What is built and published: the one list of entries. `vite.config.ts` builds it, Vitest and Storybook resolve
 * `rso-intake/…` to its sources by it, `test/package` checks package.json's exports against it.
 */
import { dirname, join } from 'node:path';

/** The root of the repository. */
export const root = dirname(import.meta.dirname);

/** Every tag; each has a class in `src/elements` and a file in `src/elements/define` that registers it. */
export const tags = [
  'rso-referral',
  'rso-access-form',
  'rso-records',
  'rso-imaging',
  'rso-status',
  'rso-contact',
] as const;

/** Built file (without `.js`, under `dist/`) → source (under the root). */
export const entries: Readonly<Record<string, string>> = {
  rso: 'src/autoload.ts',
  index: 'src/index.ts',
  headless: 'src/headless.ts',
  protocol: 'src/protocol/index.ts',
  records: 'src/records/index.ts',
  conformance: 'src/conformance/index.ts',
  react: 'src/react/index.ts',
  ...Object.fromEntries(tags.map((tag) => [`elements/${tag}`, `src/elements/define/${tag}.ts`])),
};

/** Programs for Node that package.json names as `bin`. */
export const programs: Readonly<Record<string, string>> = {
  'bin/rso-conformance': 'src/conformance/bin.ts',
  'bin/rso-doctor': 'src/conformance/doctor.ts',
};

/** What somebody outside writes → built file. */
const published = new Map([
  ['rso-intake', 'index'],
  ...Object.keys(entries)
    .filter((name) => name !== 'index')
    .map((name): [string, string] => [
      `rso-intake/${name}${name === 'rso' || name.startsWith('elements/') ? '.js' : ''}`,
      name,
    ]),
]);

/** For a resolver: `rso-intake/…` → the source behind it, so that tests and stories run on the sources. */
export const aliases = [...published].map(([name, built]) => ({
  find: new RegExp(`^${name.replaceAll('.', '\\.')}$`),
  replacement: join(root, entries[built] ?? ''),
}));
