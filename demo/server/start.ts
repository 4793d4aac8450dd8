/**
 * `npm start`: the reference backend and the demo site on one port. What the settings mean stands in `README.md`.
 * `SIGINT` and `SIGTERM` end it in order; whatever was acknowledged survives `kill -9`.
 */
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { type App, createApp } from './app.ts';
import { FolderInUseError, openDataFolder } from './hosting/data-folder.ts';
import { type ServiceSettings, serviceSettings } from './hosting/settings.ts';
import { servePages, siteFolder } from './hosting/pages.ts';
import { noLimits } from './http/limits.ts';
import { problemResponse } from './http/problem.ts';
import { demoPrograms } from './memory.ts';
import { ClamdScanner } from './records/clamd.ts';
import { ScannerAway } from './records/scanner.ts';
import { loadS3Records, loadS3Reports } from './records/s3/load.ts';
import type { S3Place } from './records/s3/place.ts';
import { openPglite } from './store/pglite.ts';
import { openPostgres } from './store/postgres.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
const { env } = process;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const settings = (): ServiceSettings => {
  try {
    return serviceSettings(env);
  } catch (error) {
    return fail((error as Error).message);
  }
};

/** The code of a system's error, or else its class: neither holds a value. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^[A-Z\d_]+$/u.test(code) ? `${error.name} ${code}` : error.name;
}

const began = performance.now();
const testProfile = env['TEST_PROFILE'] === '1';
if (testProfile && env['NODE_ENV'] === 'production')
  fail('The test profile is never for production. Start without TEST_PROFILE.');

const { s3, clamd, archive, ...shared } = settings();
const scanner = clamd && new ClamdScanner(clamd);

const folder = await openDataFolder(resolve(checkout, env['DATA_DIR'] ?? '.data')).catch((error: unknown): never => {
  if (error instanceof FolderInUseError)
    return fail('Another server is running on this data folder. Stop it first, or set DATA_DIR to another folder.');
  throw error;
});

let app: App | null = null;
const busy = { code: 'maintenance', extra: { headers: { 'Retry-After': '1' } } } as const;
const server = createAdaptorServer({
  fetch: (request, connection) => app?.fetch(request, connection) ?? problemResponse(busy),
  // An upload of gigabytes on a slow line takes hours.
  serverOptions: { requestTimeout: 0, keepAliveTimeout: 65_000 },
});
const host = env['HOST'] ?? '127.0.0.1';
await new Promise<void>((done) => {
  server.once('error', (error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE' ? 'is taken by another program. Set PORT to another number' : 'cannot be used';
    void folder.release().then(() => fail(`Port ${env['PORT'] ?? '4173'} ${why}.`));
  });
  server.listen(Number(env['PORT'] ?? 4173), host, done);
});
const { port } = server.address() as AddressInfo;
const own = [`http://localhost:${String(port)}`, `http://127.0.0.1:${String(port)}`];
const publicOrigin = env['PUBLIC_ORIGIN'];
const origins = publicOrigin === undefined ? own : [publicOrigin, ...own];
const first = origins[0] ?? `http://localhost:${String(port)}`;

const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { readonly version: string };
const dist = join(checkout, 'dist');
const log = createWriteStream(join(folder.path, 'server.log'), { flags: 'a', mode: 0o600 });

const deskToken = shared.deskToken ?? folder.deskToken;

app = await createApp({
  database:
    env['DATABASE_URL'] === undefined
      ? await openPglite(join(folder.path, 'database'))
      : openPostgres(env['DATABASE_URL']),
  folder: folder.path,
  programs: demoPrograms(origins, archive),
  origins: [first, ...origins.slice(1)],
  deskToken,
  secret: shared.secret ?? folder.secret,
  ...(s3 ? { records: (maxSize) => loadS3Records(s3, maxSize), reports: () => loadS3Reports(s3) } : {}),
  ...(scanner ? { scanner } : {}),
  testProfile,
  ...(testProfile ? { limits: noLimits } : {}),
  pages: servePages({
    site: siteFolder(checkout),
    dist,
    version,
    origins: archive === null ? origins : [...origins, archive],
  }),
  log: (line) => void log.write(`${JSON.stringify(line)}\n`),
  // Where it happened, never what was in it: messages of a database may hold values.
  unexpected: (error) => {
    const where =
      error instanceof Error
        ? (error.stack?.split('\n').find((line) => line.includes('demo/server')) ?? '').trim()
        : '';
    const line = {
      at: new Date().toISOString(),
      unexpected: nameOf(error),
      // What a scanner says names nothing: it is told bytes and no more.
      ...(error instanceof ScannerAway ? { said: error.message } : { where: where.replace(checkout, '') }),
    };
    log.write(`${JSON.stringify(line)}\n`);
  },
});

/** A bucket that does not answer now may do so later: the rest of the service needs none. */
const bucketState = (place: S3Place): Promise<string> =>
  loadS3Records(place, 0)
    .then((records) => records.offset('nothing'))
    .then(
      () => 'answers',
      (error: unknown) => `CANNOT BE USED (${nameOf(error)})`,
    );

say(`Ready after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
say('');
say(`  Hospital page     ${first}/`);
say(`  Clinics           ${first}/clinic-yasmin/   ${first}/clinic-harborlight/`);
say(`  Intake desk       ${first}/desk/   token: ${deskToken}`);
say(`  Family's inbox    ${first}/inbox/`);
say(`  Backend           ${first}/rso/v1${testProfile ? '   (test profile)' : ''}`);
if (publicOrigin !== undefined) say(`  Listens at        http://${host}:${String(port)}`);
say(`  Data              ${folder.path}`);
if (s3) say(`  Records           bucket ${s3.bucket}: ${await bucketState(s3)}`);
if (scanner)
  say(
    `  Virus scanner     ${(await scanner.isThere()) ? 'answers' : 'DOES NOT ANSWER: records wait and are tried again every minute'}`,
  );
if (!existsSync(join(dist, 'rso.js'))) say('\n  The elements are not built yet: npm run build');
say('\nStop with Ctrl+C.');

let ending = false;
const end = async (): Promise<void> => {
  if (ending) return;
  ending = true;
  // Whatever does not end by itself within five seconds is cut.
  setTimeout(() => process.exit(1), 5_000).unref();
  server.close();
  await app?.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await folder.release();
  log.end();
  say('Stopped.');
  process.exit(0);
};
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
