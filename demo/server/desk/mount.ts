/** The desk's routes; see `api.ts` for what each takes and gives. */
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import type * as z from 'zod/mini';
import { boundedBytes, checked, readJson } from '../http/body.ts';
import { ProblemError } from '../http/problem.ts';
import { answered } from '../http/router.ts';
import { recordById } from '../records/record-row.ts';
import { writeMessage } from './message.ts';
import {
  findReferral,
  lockReferral,
  referralColumns,
  type ReferralRow,
  type StoredReferral,
  toReferral,
} from '../referrals/referral.ts';
import { isLifecycleEvent } from '../referrals/transition.ts';
import type { Service } from '../service.ts';
import { act, askFor, hostedOf, keepReport, offerQuote, openImaging, type Scene } from './acts.ts';
import { deskEvent, deskImagingLink, deskMessage, deskPayment, deskQuote, deskRequest } from './api.ts';
import { requireDesk } from './guard.ts';
import { deskReferral, deskRow } from './view.ts';

const MOST_ROWS = 500;
/** Bytes of a report. */
const LARGEST_REPORT = 20 * 1024 * 1024;

const noStore = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Registers `/desk/*` and `/inbox/mails`. */
export function mountDesk(app: Hono, service: Service): void {
  const route = (
    method: 'GET' | 'POST',
    path: string,
    name: string,
    work: (context: Context) => Promise<Response>,
  ): void => {
    app.on(method, path, (context) =>
      answered(service, `desk.${name}`, context.req.raw, async () => {
        requireDesk(service, context.req.raw);
        return work(context);
      }),
    );
  };
  const answer = async (referral: ReferralRow): Promise<Response> =>
    Response.json(
      await deskReferral(
        service.database,
        service.records,
        hostedOf(service, referral.programId),
        referral,
        service.clock.now(),
      ),
      { headers: noStore },
    );
  const idOf = (context: Context): string => context.req.param('id') ?? '';

  /** An act on a locked referral, by the intake team. */
  const acting = (path: string, name: string, work: (scene: Scene, context: Context) => Promise<unknown>): void =>
    route('POST', `/desk/referrals/:id/${path}`, name, async (context) => {
      await service.database.transaction(async (transaction) => {
        const referral = await lockReferral(transaction, idOf(context));
        const hosted = hostedOf(service, referral.programId);
        return work({ transaction, service, hosted, referral, actor: 'intake' }, context);
      });
      const referral = await findReferral(service.database, idOf(context));
      if (!referral) throw new ProblemError('not-found');
      return answer(referral);
    });
  const withBody = <Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    work: (scene: Scene, body: z.infer<Schema>) => Promise<unknown>,
  ): void =>
    acting(path, path, async (scene, context) => work(scene, checked(schema, (await readJson(context.req.raw)).value)));

  route('GET', '/desk/referrals', 'list', async () => {
    const rows = await service.database.query<StoredReferral>(
      `select ${referralColumns('r')} from referral r where r.state <> 'draft' order by r.updated_at desc limit ${String(MOST_ROWS)}`,
    );
    const known = rows
      .map(toReferral)
      .filter(({ programId }) => service.hosted.some(({ program }) => program.id === programId));
    const referrals = [];
    for (const row of known)
      referrals.push(await deskRow(service.database, hostedOf(service, row.programId), row, service.clock.now()));
    return Response.json({ referrals }, { headers: noStore });
  });
  route('GET', '/desk/referrals/:id', 'read', async (context) => {
    const referral = await findReferral(service.database, idOf(context));
    if (!referral) throw new ProblemError('not-found');
    await service.database.query(
      `update message set read_at = $2 where referral_id = $1 and sender = 'family' and read_at is null`,
      [referral.id, service.clock.now()],
    );
    return answer(referral);
  });
  route('GET', '/desk/referrals/:id/records/:rid/content', 'recordContent', async (context) => {
    const record = await recordById(service.database, context.req.param('rid') ?? '');
    if (!record || record.referralId !== idOf(context) || record.state !== 'stored')
      throw new ProblemError('not-found');
    const bytes = Readable.toWeb(Readable.from(service.records.read(record.uploadId), { objectMode: false }));
    return new Response(bytes as unknown as ReadableStream<Uint8Array>, {
      headers: {
        ...noStore,
        'Content-Type': record.type,
        'Content-Length': String(record.size),
        // Its own name travels in JSON only; here it gets one that says nothing.
        'Content-Disposition': `attachment; filename="record-${record.id.slice(0, 8)}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    });
  });
  withBody('events', deskEvent, (scene, { type, reasonCode }) => {
    if (!isLifecycleEvent(type))
      throw new ProblemError('validation', { errors: [{ pointer: '/type', code: 'event.unknown' }] });
    return act(scene, type, reasonCode);
  });
  withBody('quote', deskQuote, offerQuote);
  withBody('requests', deskRequest, askFor);
  withBody('imaging-link', deskImagingLink, openImaging);
  withBody('payments', deskPayment, (scene, { reason }) => act(scene, 'fee.recordPayment', reason));
  withBody('messages', deskMessage, writeMessage);
  acting('report', 'report', async (scene, context) => {
    const language = new URL(context.req.url).searchParams.get('language') ?? 'en';
    if (!scene.hosted.program.report.languages.includes(language))
      throw new ProblemError('validation', { errors: [{ pointer: '/language', code: 'language.unknown' }] });
    return keepReport(scene, await boundedBytes(context.req.raw, LARGEST_REPORT), language);
  });
  acting('unlock', 'unlock', ({ transaction, referral }) =>
    transaction.query('update referral set fact_failures = 0 where id = $1', [referral.id]),
  );
  app.get('/inbox/mails', (context) =>
    answered(service, 'inbox', context.req.raw, async () => {
      const url = new URL(context.req.url);
      // A name that somebody else's name server points here is not ours (DNS rebinding): the inbox has no other door.
      if (!service.origins.some((origin) => new URL(origin).host === url.host)) throw new ProblemError('not-found');
      return Response.json(
        { mails: await service.mail.list(url.searchParams.get('to') ?? undefined) },
        { headers: noStore },
      );
    }),
  );
}
