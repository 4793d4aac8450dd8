/**
 * The test profile (clause 15): the server's clock, the lifecycle's events, faults, the outbox. Registered only where the
 * server was started with it; never in production.
 */
import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { actorRoles, lifecycle, type LifecycleEventType } from '../../../src/protocol/index.ts';
import { act, askFor, hostedOf, keepReport, offerQuote, openImaging, type Scene } from '../desk/acts.ts';
import { deskImagingLink, deskQuote, deskRequest } from '../desk/api.ts';
import { checked, readJson } from '../http/body.ts';
import { callerOf, permit } from '../http/origin.ts';
import { ProblemError } from '../http/problem.ts';
import { answered } from '../http/router.ts';
import { reportOf } from '../referrals/care.ts';
import { findReferral, lockReferral } from '../referrals/referral.ts';
import { statusView } from '../referrals/status-view.ts';
import { sweep } from '../referrals/timers.ts';
import { isLifecycleEvent } from '../referrals/transition.ts';
import type { HostedProgram, Service } from '../service.ts';
import { samplePdf } from './sample-report.ts';

const advance = z.object({
  event: z.union([
    z.string(),
    z.object({
      type: z.string(),
      actor: z.optional(z.enum(actorRoles)),
      reasonCode: z.optional(z.string()),
      quote: z.optional(deskQuote),
      request: z.optional(deskRequest),
      imaging: z.optional(deskImagingLink),
    }),
  ]),
});
type AdvanceEvent = Exclude<z.infer<typeof advance>['event'], string>;

const clock = z.object({ now: z.nullable(z.iso.datetime()) });
const faults = z.object({
  faults: z.array(
    z.object({
      route: z.string(),
      code: z.optional(z.string()),
      delayMs: z.optional(z.int().check(z.nonnegative(), z.lte(60_000))),
      times: z.int().check(z.positive()),
    }),
  ),
});

const TABLES = ['referral', 'idempotency', 'mail', 'webhook_delivery'];

/** Registers `/_test/*` under a program's base. `settled` waits for work that responses left behind. */
export function mountTestProfile(
  app: Hono,
  service: Service,
  hosted: HostedProgram,
  settled: () => Promise<void>,
): void {
  const route = (
    method: 'GET' | 'POST',
    path: string,
    work: (request: Request, id: string) => Promise<unknown>,
  ): void => {
    app.on(method, `${hosted.base}/_test/${path}`, async (context) => {
      const request = context.req.raw;
      const caller = callerOf(request, hosted.program.embedding?.allowedOrigins ?? []);
      const response = await answered(service, `_test.${path}`, request, async () =>
        Response.json((await work(request, context.req.param('id') ?? '')) ?? {}, {
          headers: { 'Cache-Control': 'no-store' },
        }),
      );
      return permit(response, caller);
    });
  };
  const body = async <Schema extends z.ZodMiniType>(request: Request, schema: Schema): Promise<z.infer<Schema>> =>
    checked(schema, (await readJson(request)).value);

  route('POST', 'reset', async () => {
    await settled();
    await service.database.script(TABLES.map((table) => `delete from ${table};`).join('\n'));
    service.clock.set(null);
    service.limiter.clear();
    service.faults.set([]);
  });
  route('POST', 'clock', async (request) => {
    const { now } = await body(request, clock);
    service.clock.set(now === null ? null : new Date(now));
    await sweep(service);
    return { now: service.clock.now().toISOString() };
  });
  route('POST', 'faults', async (request) => {
    service.faults.set((await body(request, faults)).faults as Parameters<Service['faults']['set']>[0]);
  });
  route('GET', 'outbox', async () => {
    await settled();
    return { mails: (await service.mail.list()).toReversed() };
  });
  route('POST', 'referrals/:id/advance', async (request, id) => {
    const { event: given } = await body(request, advance);
    const event: AdvanceEvent = typeof given === 'string' ? { type: given } : given;
    const { type } = event;
    if (!isLifecycleEvent(type)) throw new ProblemError('state-conflict');
    await service.database.transaction(async (transaction) => {
      const referral = await lockReferral(transaction, id);
      const actor = event.actor ?? lifecycle.find((rule) => rule.type === type)?.actors[0] ?? 'system';
      await perform(
        { transaction, service, hosted: hostedOf(service, referral.programId), referral, actor },
        type,
        event,
      );
    });
    const referral = await findReferral(service.database, id);
    return referral ? statusView(service.database, hosted.program, referral, 'submitter', service.clock.now()) : {};
  });
}

/** The event with what belongs to it: a test that says nothing gets a plain example. */
async function perform(scene: Scene, type: LifecycleEventType, event: AdvanceEvent): Promise<void> {
  const { hosted, referral, transaction } = scene;
  const request = event.request ?? {
    items: [{ category: 'lab-report', text: 'The latest blood results' }],
    blocking: false,
  };
  switch (type) {
    case 'fee.quote':
      await offerQuote(
        scene,
        event.quote ?? { lines: [{ code: 'base', qty: 1, unitMinor: hosted.program.fee.fromMinor }], validDays: 30 },
      );
      return;
    case 'imaging.issueLink':
      await openImaging(
        scene,
        event.imaging ?? { url: `https://${hosted.program.redirectHosts?.[0] ?? 'imaging.example'}/drop/sample` },
      );
      return;
    case 'request.opened':
    case 'request.blocking':
      await askFor(scene, { ...request, blocking: type === 'request.blocking' });
      return;
    case 'sign': {
      const drafted = (await reportOf(transaction, referral.id, false)) !== null || referral.state !== 'expert-review';
      const current = drafted ? referral : await keepReport(scene, samplePdf(), 'en');
      await act({ ...scene, referral: current }, 'sign');
      return;
    }
    default:
      await act(scene, type, event.reasonCode);
  }
}
