/**
 * Makes a fresh clone ready, on a machine with nothing but Node 20 and npm: `node .tools/bootstrap.mjs [start|test]`.
 * npm runs it before the scripts of package.json, so that they find the packages and the pinned Node in node_modules/.bin.
 * Installs what is missing and nothing else, says what it does, and says in plain words what it cannot do.
 * No dependency, no syntax newer than Node 20.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { missingBrowsers } from './browsers.mjs';
import { missingServices } from './services.mjs';

const root = dirname(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname));
const mode = process.argv[2];
const say = (text) => process.stdout.write(`${text}\n`);
const stop = (text) => {
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
};
const read = (path) => readFileSync(join(root, path), 'utf8');

/** Runs a command with its output shown; stops with `failure` where it fails. */
const run = (command, args, failure, env = {}) => {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  if (done.signal) process.exit(130);
  if (done.status !== 0) stop(failure);
};

/** Install scripts of test tools would fetch browsers of their own: we use the machine's. */
const noDownloads = {
  PUPPETEER_SKIP_DOWNLOAD: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  CHROMEDRIVER_SKIP_DOWNLOAD: 'true',
  EDGEDRIVER_SKIP_DOWNLOAD: '1',
  GECKODRIVER_SKIP_DOWNLOAD: '1',
};

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `This is Node ${process.versions.node}. Version 20.19 or newer is needed to begin with (a newer one is then ` +
      'installed inside this folder). Get it from https://nodejs.org and run the command again.',
  );
}

/** True where node_modules holds every package of the lock file at its version. */
function packagesPresent() {
  const hidden = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, hidden))) return false;
  const installed = JSON.parse(read(hidden)).packages;
  return Object.entries(JSON.parse(read('package-lock.json')).packages).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
}

function installPackages() {
  const stamp = join(root, 'node_modules/.rso-installed');
  const wanted = createHash('sha256').update(read('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!packagesPresent()) {
    say('Installing the packages of the lock file into node_modules (once; about a minute) …');
    // Not `npm ci`: it refuses a lock file that lacks other systems' binaries, which a mirror may not carry. The lock
    // file decides all the same, and is not written.
    run(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--progress'],
      'npm could not install the packages. What it said is above; most often the registry could not be reached. ' +
        'Check the connection (npm ping) and run the command again: what is already there is kept in the npm cache.',
      noDownloads,
    );
    say('Packages installed.');
  }
  writeFileSync(stamp, wanted);
}

/** The scripts run on the Node that package.json pins; it is a package and comes by an install script. */
function checkPinnedNode() {
  const wanted = JSON.parse(read('package.json')).devDependencies.node;
  const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const answer = existsSync(pinned) ? spawnSync(pinned, ['-v'], { encoding: 'utf8' }) : undefined;
  if (answer?.stdout?.trim() === `v${wanted}`) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24 && !existsSync(pinned)) {
    say(`Node ${wanted} is not in node_modules; going on with this Node ${process.versions.node}.`);
    return process.execPath;
  }
  return stop(
    `Node ${wanted} is missing from node_modules. It is the npm package "node", which an install script unpacks, and ` +
      'install scripts seem to be turned off here (ignore-scripts in an .npmrc, or npm_config_ignore_scripts).\n\n' +
      'Do one of these, then run the command again:\n' +
      '  npm rebuild node --ignore-scripts=false      runs that one script\n' +
      '  or install Node 24 or newer yourself         from https://nodejs.org',
  );
}

const canUseApt = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !process.env.RSO_NO_APT;

/** Installs Debian packages; false where that did not work, and apt has said why. */
function installWithApt(packages, what) {
  say(`Installing ${packages.join(', ')} with apt, for the tests ${what} (once; a few minutes) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ].every((args) => {
    const done = spawnSync('apt-get', args, { stdio: 'inherit', env });
    if (done.signal) process.exit(130);
    return done.status === 0;
  });
}

/** What is still not there: nothing is skipped in silence, and in CI nothing at all. */
function sayMissing(missing, kind) {
  if (missing.length === 0) return;
  const list = missing.map(({ name, how }) => `  ${name}: ${how}`).join('\n');
  const apt = missing.flatMap((one) => one.apt).join(' ');
  const debian = `On Debian and Ubuntu: sudo apt-get install -y --no-install-recommends ${apt}`;
  if (process.env.CI) stop(`${kind} are missing, and in CI nothing is skipped:\n${list}\n${debian}`);
  say(`\nNOT FOUND on this machine; the tests that need them will be SKIPPED:\n${list}\n${debian}\n`);
}

function installBrowsers() {
  const packages = missingBrowsers().flatMap(({ apt }) => apt);
  if (packages.length > 0 && canUseApt() && !installWithApt(packages, 'in real browsers'))
    stop('apt could not install the browsers; what it said is above. Install them by hand and run again.');
  sayMissing(missingBrowsers(), 'Browsers');
}

/** The backend runs without them; where apt cannot bring them, the rest of the tests runs all the same. */
function installServices() {
  const packages = missingServices().flatMap(({ apt }) => apt);
  if (packages.length > 0 && canUseApt()) installWithApt(packages, 'with real services');
  sayMissing(missingServices(), 'Services');
}

checkNode();
installPackages();
const node = checkPinnedNode();
mkdirSync(join(root, '.cache'), { recursive: true });
if (mode === 'test') {
  installBrowsers();
  installServices();
}
if (mode === 'start') {
  run(
    node,
    [join(root, '.tools/build.ts'), '--if-changed', '--scripts-only'],
    'The build failed; what it said is above.',
  );
}
