/**
 * The demo's payment provider. Its page (`/pay/`) shows an amount that comes from here and asks no card; its word reaches
 * the backend as a webhook signed with a shared key, exactly as a real provider's would (threats.md 32).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { hostedOf } from '../desk/acts.ts';
import { boundedBytes, checked } from '../http/body.ts';
import { ProblemError } from '../http/problem.ts';
import { answered } from '../http/router.ts';
import type { Receipt } from '../referrals/billing.ts';
import { findReferral, lockReferral } from '../referrals/referral.ts';
import { transition } from '../referrals/transition.ts';
import { newId } from '../secrets.ts';
import type { Service } from '../service.ts';
import { first, type Queryable } from '../store/database.ts';

interface PaymentSession {
  readonly id: string;
  readonly referralId: string;
  readonly quoteVersion: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly returnTo: string;
  readonly state: 'open' | 'paid' | 'failed';
  readonly receipt: Receipt | null;
}

const SIGNATURE = 'RSO-Signature';
/** A webhook older than this is not taken: whoever caught one cannot send it later. */
const FRESH_SECONDS = 300;

const delivery = z.object({
  id: z.string().check(z.maxLength(80)),
  session: z.string().check(z.maxLength(80)),
  outcome: z.enum(['paid', 'failed']),
  amountMinor: z.int(),
  currency: z.string(),
});

const sessionById = async (db: Queryable, id: string, lock = false): Promise<PaymentSession | null> => {
  const row = first(
    await db.query<PaymentSession>(
      `select id, referral_id, quote_version, amount_minor, currency, return_to, state, receipt from payment_session where id = $1${lock ? ' for update' : ''}`,
      [id],
    ),
  );
  return row && { ...row, amountMinor: Number(row.amountMinor) };
};

/** Signature of a webhook's body at a moment: `t=SECONDS,v1=HEX`. */
export const sign = (secret: string, body: string, seconds: number): string =>
  `t=${String(seconds)},v1=${createHmac('sha256', secret)
    .update(`${String(seconds)}.${body}`)
    .digest('hex')}`;

function isSigned(secret: string, body: string, header: string | null, now: Date): boolean {
  const seconds = Number(/^t=(\d{1,12}),/u.exec(header ?? '')?.[1] ?? Number.NaN);
  if (!(Math.abs(now.getTime() / 1000 - seconds) <= FRESH_SECONDS)) return false;
  const expected = Buffer.from(sign(secret, body, seconds));
  const given = Buffer.from(header ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Takes the provider's word: once, for the right amount, of a session that is open. */
async function receive(service: Service, text: string): Promise<void> {
  const word = checked(delivery, JSON.parse(text) as unknown);
  await service.database.transaction(async (transaction) => {
    const fresh = await transaction.query(
      'insert into webhook_delivery (id, at) values ($1, $2) on conflict do nothing returning id',
      [word.id, service.clock.now()],
    );
    if (fresh.length === 0) return;
    const session = await sessionById(transaction, word.session, true);
    if (!session || session.state === 'paid') throw new ProblemError('state-conflict');
    if (session.amountMinor !== word.amountMinor || session.currency !== word.currency)
      throw new ProblemError('validation');
    const referral = await lockReferral(transaction, session.referralId);
    await transaction.query('update payment_session set state = $2 where id = $1', [session.id, word.outcome]);
    await transition(transaction, service, hostedOf(service, referral.programId), referral, {
      type: word.outcome === 'paid' ? 'fee.pay' : 'fee.fail',
      actor: 'system',
    });
  });
}

/** Registers the provider's own pages' data and the webhook. */
export function mountPayment(app: Hono, service: Service): void {
  app.get('/pay/sessions/:id', (context) =>
    answered(service, 'pay.read', context.req.raw, async () => {
      const session = await sessionById(service.database, context.req.param('id'));
      const referral = session && (await findReferral(service.database, session.referralId));
      if (session?.state !== 'open' || !referral) throw new ProblemError('not-found');
      const { organisation } = hostedOf(service, referral.programId).program;
      return Response.json(
        {
          hospital: organisation.name,
          amountMinor: session.amountMinor,
          currency: session.currency,
          reference: referral.reference,
          ...(session.receipt && { receipt: session.receipt }),
        },
        { headers: { 'Cache-Control': 'no-store' } },
      );
    }),
  );
  app.post('/pay/sessions/:id/:what{pay|cancel|fail}', (context) =>
    answered(service, 'pay.choose', context.req.raw, async () => {
      const origin = context.req.header('Origin');
      if (origin !== undefined && origin !== new URL(context.req.url).origin) throw new ProblemError('unauthorized');
      const session = await sessionById(service.database, context.req.param('id'));
      if (session?.state !== 'open') throw new ProblemError('not-found');
      const what = context.req.param('what');
      if (what !== 'cancel') {
        const body = JSON.stringify({
          id: newId(service.random),
          session: session.id,
          outcome: what === 'pay' ? 'paid' : 'failed',
          amountMinor: session.amountMinor,
          currency: session.currency,
        });
        const seconds = Math.floor(service.clock.now().getTime() / 1000);
        const told = await app.request('/webhooks/payment', {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/json', [SIGNATURE]: sign(service.secret, body, seconds) },
        });
        if (!told.ok) return told;
      }
      return Response.json({ returnTo: session.returnTo }, { headers: { 'Cache-Control': 'no-store' } });
    }),
  );
  app.post('/webhooks/payment', (context) =>
    answered(service, 'webhook.payment', context.req.raw, async () => {
      const text = (await boundedBytes(context.req.raw, 64 * 1024)).toString('utf8');
      if (!isSigned(service.secret, text, context.req.header(SIGNATURE) ?? null, service.clock.now()))
        throw new ProblemError('unauthorized');
      await receive(service, text);
      return new Response(null, { status: 204 });
    }),
  );
}
