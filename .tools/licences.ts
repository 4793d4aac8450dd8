/** Writes the licences of everything that is bundled into `dist/third-party-licences.txt`, as they demand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const inPackage = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const paper = /^(?:licen[cs]e|notice|copying)(?:\.|$)/i;

/** Name, version, licence and every licence paper of one package folder. */
function papersOf(folder: string): string {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
  const { name, version, license } = JSON.parse(read('package.json')) as Record<string, string>;
  const papers = readdirSync(folder)
    .filter((file) => paper.test(file))
    .sort()
    .map(read);
  return [`${name} ${version} (${license})`, ...papers].join('\n\n');
}

/** Vite plugin. Part of the build only. */
export function licences(): Plugin {
  return {
    name: 'rso-licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        const files = chunk.type === 'chunk' ? chunk.moduleIds : chunk.originalFileNames;
        for (const id of files) {
          const folder = inPackage.exec(resolve(id).replaceAll('\\', '/'))?.[1];
          if (folder && existsSync(join(folder, 'package.json'))) folders.add(folder);
        }
      }
      const head = 'The files in this folder contain code of the following packages, under the licences given.';
      const rule = `\n\n${'-'.repeat(80)}\n\n`;
      const source = [head, ...[...folders].sort().map(papersOf)].join(rule);
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source: `${source}\n` });
    },
  };
}
