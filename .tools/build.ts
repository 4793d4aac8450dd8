/**
 * `npm run build`: everything in `dist/`. Scripts (Vite), types (tsc), `custom-elements.json`, locale files, themes, and
 * last `integrity.json` over all of them.
 *
 * `--if-changed` does nothing where the sources are those of the last build; `--scripts-only` leaves types and manifest
 * out (what `npm start` needs).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'vite';
import { root } from './entries.ts';

const scriptsOnly = process.argv.includes('--scripts-only');
const dist = join(root, 'dist');
const stampFile = join(root, '.cache', 'build.json');

const filesOf = (pattern: string, cwd = root): string[] =>
  globSync(pattern, { cwd })
    .filter((path) => statSync(join(cwd, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

/** One digest over all that the build reads. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  const config = ['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];
  for (const path of [...config, ...filesOf('src/**/*'), ...filesOf('.tools/*')]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

interface Stamp {
  readonly sources: string;
  /** False where the types and the manifest were left out. */
  readonly whole: boolean;
}

function lastBuild(): Stamp | undefined {
  if (!existsSync(stampFile) || !existsSync(join(dist, 'integrity.json'))) return undefined;
  return JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp;
}

/** Runs a program of node_modules with this Node. */
function run(path: string, ...args: readonly string[]): void {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', path), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (done.status !== 0) throw new Error(`${path} failed`);
}

/** Locale files and themes go out as they are, besides what is bundled of them: for translators and for pages. */
function copyAsIs(): void {
  for (const [from, to] of [
    ['src/i18n/locales', 'locales'],
    ['src/styles/themes', 'themes'],
  ] as const) {
    for (const path of filesOf('**/*.{json,css}', join(root, from))) {
      cpSync(join(root, from, path), join(dist, to, path));
    }
  }
}

/** SHA-384 of every file, as `integrity` attributes want it. */
function writeIntegrity(): void {
  const entries = filesOf('**/*', dist)
    .filter((path) => path !== 'integrity.json')
    .map((path) => [
      path,
      `sha384-${createHash('sha384')
        .update(readFileSync(join(dist, path)))
        .digest('base64')}`,
    ]);
  writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

const sources = digestOfSources();
const last = lastBuild();
const fresh = last?.sources === sources && (last.whole || scriptsOnly);
if (process.argv.includes('--if-changed') && fresh) {
  process.stdout.write('dist is up to date.\n');
} else {
  const start = performance.now();
  process.stdout.write('Building dist …\n');
  await build({ configFile: join(root, 'vite.config.ts') });
  copyAsIs();
  if (!scriptsOnly) {
    run('typescript/bin/tsc', '-p', '.tools/tsconfig.build.json');
    run('@custom-elements-manifest/analyzer/cem.js', 'analyze', '--config', 'custom-elements-manifest.config.mjs');
    cpSync(join(root, 'custom-elements.json'), join(dist, 'custom-elements.json'));
  }
  writeIntegrity();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ sources, whole: !scriptsOnly } satisfies Stamp));
  process.stdout.write(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.\n`);
}
