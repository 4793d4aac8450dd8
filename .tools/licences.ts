/** Writes the licences of everything that is bundled into `dist/third-party-licences.txt`, as they demand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const inPackage = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const paper = /^(?:licen[cs]e|notice|copying)(?:[._-]|$)/i;

/** Name, version and licence of one package, and every licence paper beside it and beside the files of it that are bundled. */
function papersOf(folder: string, files: ReadonlySet<string>): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const places = new Set([folder, ...[...files].map((file) => dirname(file)).sort()]);
  const papers = [...places]
    .filter((place) => existsSync(place))
    .flatMap((place) =>
      readdirSync(place)
        .filter((file) => paper.test(file))
        .sort()
        .map((file) => readFileSync(join(place, file), 'utf8').trim()),
    );
  return [`${name} ${version} (${license})`, ...new Set(papers)].join('\n\n');
}

/** Vite plugin. Part of the build only. */
export function licences(): Plugin {
  return {
    name: 'rso-licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const packages = new Map<string, Set<string>>();
      for (const chunk of Object.values(bundle)) {
        const files = chunk.type === 'chunk' ? chunk.moduleIds : chunk.originalFileNames;
        for (const id of files) {
          const [path] = resolve(id).replaceAll('\\', '/').split('?');
          const folder = inPackage.exec(path ?? '')?.[1];
          if (!path || !folder || !existsSync(join(folder, 'package.json'))) continue;
          packages.set(folder, (packages.get(folder) ?? new Set()).add(path));
        }
      }
      const head = 'The files in this folder contain code of the following packages, under the licences given.';
      const rule = `\n\n${'-'.repeat(80)}\n\n`;
      const all = [...packages].sort(([one], [other]) => (one < other ? -1 : 1));
      const source = [head, ...all.map(([folder, files]) => papersOf(folder, files))].join(rule);
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source: `${source}\n` });
    },
  };
}
