/** The package as somebody outside gets it: packed by npm, unpacked into a folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { root } from '../../.tools/entries.ts';

export interface InstalledPackage {
  /** A program's folder, with the package in its `node_modules`. */
  readonly folder: string;
  /** The package itself. */
  readonly path: string;
  /** Runs a module given as text, in Node, in that folder. @returns what it printed; throws where it failed. */
  run(source: string): string;
  remove(): void;
}

/** @param withDependencies the packages that ours names are there too (for its types). */
export function installPackage({ withDependencies = false } = {}): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'rso-package-'));
  const modules = join(folder, 'node_modules');
  const path = join(modules, 'rso-intake');
  mkdirSync(path, { recursive: true });
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', path, '--strip-components=1']);
  if (withDependencies) {
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
  }
  return {
    folder,
    path,
    run: (source) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', source], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
