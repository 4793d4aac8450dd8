/**
 * The forms that ours is measured beside, each as its own guide has it. Their packages are no part of the project: the
 * bench installs them in a folder of their own when it is run, and bundles them there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../../.tools/entries.ts';

const sources = join(import.meta.dirname, 'peers');
/** Built files are served from `site` in it. */
const folder = join(root, '.cache/bench-form');

export const peers = ['react', 'survey', 'formio'] as const;
export type Peer = (typeof peers)[number];

/** Installs what the lock file of `peers/` names, once. */
function install(): void {
  const stamp = join(folder, 'node_modules/.rso-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(sources, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing the forms that ours is measured beside into .cache/bench-form (once; 190 MB) …\n');
  cpSync(join(root, '.npmrc'), join(folder, '.npmrc'));
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0)
    throw new Error('npm could not install the peers; what it said is above. Check the connection and run again.');
  writeFileSync(stamp, wanted);
}

/** Installs and bundles them. @returns the folder with `<peer>.js`, and `<peer>.css` where it has styles */
export async function bundlePeers(): Promise<string> {
  cpSync(sources, folder, { recursive: true });
  install();
  const site = join(folder, 'site');
  for (const [index, peer] of peers.entries()) {
    await build({
      configFile: false,
      root: folder,
      logLevel: 'error',
      base: './',
      build: {
        outDir: site,
        emptyOutDir: index === 0,
        target: 'es2022',
        modulePreload: false,
        rolldownOptions: {
          input: { [peer]: join(folder, `${peer}.js`) },
          output: { format: 'es', entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
        },
      },
    });
  }
  return site;
}
