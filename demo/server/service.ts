/** What every handler can reach. Made once by `createApp`; nothing in it is global. */
import type { Program } from '../../src/protocol/index.ts';
import type { EventBus } from './referrals/event-bus.ts';
import type { RateLimiter } from './http/limits.ts';
import type { MailSink } from './mail/sink.ts';
import type { RecordStore } from './records/record-store.ts';
import type { ReportStore } from './records/report-store.ts';
import type { Inspection } from './records/inspection.ts';
import type { Scanner } from './records/scanner.ts';
import type { Random } from './secrets.ts';
import type { Database } from './store/database.ts';
import type { Faults } from './testing/faults.ts';

/** A program and where it is served: one server may hold several. */
export interface HostedProgram {
  /** Path of its base: `/rso/v1`. */
  readonly base: string;
  readonly program: Program;
  /** Strong ETag of the descriptor. */
  readonly etag: string;
  /** Consent texts by the path under the base that the descriptor names. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Server time. Only the test profile sets it. */
export interface ServerClock {
  now(): Date;
  /** From now on time runs on from this instant; `null`: real time again. */
  set(to: Date | null): void;
}

/** One line of the log: no address, no body, no name, no token, no id. */
export interface LogLine {
  readonly at: string;
  readonly method: string;
  /** Name of the route, never the URL. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** Class of an unexpected error. */
  readonly error?: string;
}

export interface Service {
  readonly database: Database;
  readonly hosted: readonly HostedProgram[];
  readonly clock: ServerClock;
  readonly random: Random;
  /** Key for codes, PINs and the payment provider's signature. */
  readonly secret: string;
  /** Own origins; the first one is used where there is no request to go by. */
  readonly origins: readonly [string, ...string[]];
  readonly bus: EventBus;
  readonly limiter: RateLimiter;
  readonly mail: MailSink;
  readonly records: RecordStore;
  readonly scanner: Scanner;
  readonly inspection: Inspection;
  readonly reports: ReportStore;
  readonly deskToken: string;
  readonly testProfile: boolean;
  readonly faults: Faults;
  readonly log: (line: LogLine) => void;
  /** Work that goes on after a response; awaited by `settled()` and at close. */
  background(work: () => Promise<void>): void;
}
