/**
 * The reference backend: one function from `Request` to `Response` (architecture.md "The backend"). Everything it touches
 * is handed in, so that Node, a dev server, a test runner and a direct call host the same thing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Hono } from 'hono';
import { headers as names, type Program, protocolVersion } from '../../src/protocol/index.ts';
import { mountDesk } from './desk/mount.ts';
import { handlers } from './handlers/index.ts';
import { defaultLimits, type Limits, RateLimiter } from './http/limits.ts';
import { callerOf, permit, preflight } from './http/origin.ts';
import { ProblemError, problemResponse } from './http/problem.ts';
import { answered, mountProtocol } from './http/router.ts';
import { inboxSink, type MailSink } from './mail/sink.ts';
import { mountPayment } from './payment/provider.ts';
import { Inspection } from './records/inspection.ts';
import { type LanguageChecker, workerChecker } from './records/language-check.ts';
import { openDiskRecords } from './records/disk-records.ts';
import type { RecordStore } from './records/record-store.ts';
import { openDiskReports, type ReportStore } from './records/report-store.ts';
import { type Scanner, testStringScanner } from './records/scanner.ts';
import { mountUploads } from './records/uploads.ts';
import { EventBus } from './referrals/event-bus.ts';
import { sweep, sweepOrphans } from './referrals/timers.ts';
import type { Random } from './secrets.ts';
import { serverClock } from './clock.ts';
import type { HostedProgram, LogLine, Service } from './service.ts';
import type { Database } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { Faults } from './testing/faults.ts';
import { mountTestProfile } from './testing/mount.ts';

export interface AppOptions {
  readonly database: Database;
  /** Folder for bytes; made where it is missing. */
  readonly folder: string;
  /** Programs and the paths of their bases; consent texts by the path that the descriptor names. */
  readonly programs: readonly {
    readonly base: string;
    readonly program: Program;
    readonly texts: ReadonlyMap<string, string>;
  }[];
  /** Own origins. The first stands in addresses that no request came for. */
  readonly origins: readonly [string, ...string[]];
  readonly deskToken: string;
  /** Key for codes, PINs and the payment provider's signature; the same after a restart. */
  readonly secret: string;
  readonly testProfile?: boolean;
  readonly limits?: Partial<Limits>;
  readonly now?: () => Date;
  readonly random?: Random;
  /** Default: the demo inbox, a table. */
  readonly mail?: MailSink;
  /** Default: `checkRecord` of `rso-intake/records` in a worker thread. */
  readonly checker?: LanguageChecker;
  /** Opens the place of the records' bytes, of which one has `maxSize` at the most. Default: a folder in `folder`. */
  readonly records?: (maxSize: number) => Promise<RecordStore>;
  /** Opens the place of the reports' bytes. Default: a folder in `folder`. */
  readonly reports?: () => Promise<ReportStore>;
  /** Default: knows the industry's test string and nothing else. */
  readonly scanner?: Scanner;
  /** One structured line per request. */
  readonly log?: (line: LogLine) => void;
  /** Told of errors that nobody foresaw; responses never say them. */
  readonly unexpected?: (error: unknown) => void;
  /** Answers what is no route of ours: pages and built files. */
  readonly pages?: (request: Request) => Promise<Response | null>;
  /** How often timers are looked at; 0: never by itself. */
  readonly sweepSeconds?: number;
}

export interface App {
  /** `connection`: what the host knows of it (`incoming` of the Node adaptor), for rate limits only. */
  fetch(request: Request, connection?: object): Promise<Response>;
  /** Waits for work that responses left behind: mails, digests, scans. */
  settled(): Promise<void>;
  /** Ends streams, waits for work under way, closes the database. */
  close(): Promise<void>;
}

/** How often bytes are looked for that nobody will ask for any more; and once at start. */
const ORPHANS_MS = 6 * 3_600_000;

/** Brings the database up to date, takes up unfinished work, and answers requests from then on. */
export async function createApp(options: AppOptions): Promise<App> {
  const { database, folder, testProfile = false } = options;
  const random: Random = options.random ?? ((bytes) => new Uint8Array(randomBytes(bytes)));
  const clock = serverClock(options.now ?? (() => new Date()));
  await migrate(database);
  const largest = Math.max(...options.programs.map(({ program }) => program.uploads.maxFileSize));

  const pending = new Set<Promise<void>>();
  const faults = new Faults(options.unexpected ?? (() => undefined));
  const background = (work: () => Promise<void>): void => {
    const running: Promise<void> = work()
      .catch((error: unknown) => faults.unexpected(error))
      .finally(() => pending.delete(running));
    pending.add(running);
  };
  const settled = async (): Promise<void> => {
    while (pending.size > 0) await Promise.all(pending);
  };

  const service: Service = {
    database,
    hosted: options.programs.map(hostedProgram),
    clock,
    random,
    secret: options.secret,
    origins: options.origins,
    bus: new EventBus(),
    limiter: new RateLimiter({ ...defaultLimits, ...options.limits }, () => clock.now()),
    mail: options.mail ?? inboxSink(database, random),
    records: await (options.records?.(largest) ?? openDiskRecords(join(folder, 'records'), largest)),
    scanner: options.scanner ?? testStringScanner,
    inspection: new Inspection(() => service, options.checker ?? workerChecker()),
    reports: await (options.reports?.() ?? openDiskReports(join(folder, 'reports'))),
    deskToken: options.deskToken,
    testProfile,
    faults,
    log: options.log ?? (() => undefined),
    background,
  };

  const app = routesOf(service, options, settled);
  background(() => service.inspection.resume());
  background(() => sweepOrphans(service));
  const seconds = options.sweepSeconds ?? 60;
  const timer = seconds > 0 ? setInterval(() => background(() => sweep(service)), seconds * 1000) : undefined;
  timer?.unref();
  const orphans = seconds > 0 ? setInterval(() => background(() => sweepOrphans(service)), ORPHANS_MS) : undefined;
  orphans?.unref();
  if (seconds > 0) background(() => sweep(service));

  return {
    fetch: async (request, connection = {}) => app.fetch(request, connection),
    settled,
    async close() {
      clearInterval(timer);
      clearInterval(orphans);
      service.bus.close();
      await service.inspection.close();
      await settled();
      await database.close();
    },
  };
}

const hostedProgram = ({ base, program, texts }: AppOptions['programs'][number]): HostedProgram => ({
  base,
  program,
  texts,
  etag: `"${createHash('sha256').update(JSON.stringify(program)).digest('base64url').slice(0, 22)}"`,
});

function routesOf(service: Service, options: AppOptions, settled: () => Promise<void>): Hono {
  const app = new Hono();
  app.get('/.well-known/rso', (context) => {
    const [first] = service.hosted;
    return context.json({ base: `${new URL(context.req.url).origin}${first?.base ?? '/rso/v1'}` }, 200, {
      'Access-Control-Allow-Origin': '*',
      [names.version]: protocolVersion,
      'Cache-Control': 'public, max-age=300',
    });
  });
  for (const hosted of service.hosted) {
    mountUploads(app, service, hosted);
    const allowed = hosted.program.embedding?.allowedOrigins ?? [];
    app.options(`${hosted.base}/*`, (context) => preflight(context.req.raw, allowed));
    if (service.testProfile) mountTestProfile(app, service, hosted, settled);
    mountProtocol(app, service, hosted, handlers);
    for (const [path, text] of hosted.texts)
      // Public, and the same for everybody: any page may show what its people sign.
      app.get(
        `${hosted.base}/${path}`,
        () =>
          new Response(text, {
            headers: {
              'Content-Type': 'text/plain; charset=utf-8',
              'Access-Control-Allow-Origin': '*',
              'Cache-Control': 'public, max-age=300',
              [names.version]: protocolVersion,
            },
          }),
      );
    app.all(`${hosted.base}/*`, async (context) =>
      permit(
        await answered(service, 'unknown', context.req.raw, () => Promise.reject(new ProblemError('not-found'))),
        callerOf(context.req.raw, allowed),
      ),
    );
  }
  mountDesk(app, service);
  mountPayment(app, service);
  app.notFound(
    async (context) => (await options.pages?.(context.req.raw)) ?? problemResponse({ code: 'not-found', extra: {} }),
  );
  return app;
}
