/**
 * `GET /referrals/{id}/events` (9.2): the history as server-sent events, or as JSON after a number.
 *
 * A stream begins after `Last-Event-ID` (or `?after=`), else at the beginning; `id` is the sequence number. It ends when the
 * capability does. Three streams a capability at most (threats.md 41).
 */
import type { ReferralEvent } from '../../../src/protocol/index.ts';
import type { Authorized, GuardedHandler } from '../http/exchange.ts';
import { ProblemError } from '../http/problem.ts';
import { isAlive } from '../http/access.ts';
import { eventsAfter } from '../referrals/history.ts';

const MOST_STREAMS = 3;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 3_000;

const open = new WeakMap<object, Map<string, number>>();

const numberOf = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/u.test(text) ? Number(text) : null;

export const eventsStream: GuardedHandler<'events.stream'> = async (exchange) => {
  const { request, url, access, db } = exchange;
  const after = numberOf(request.headers.get('Last-Event-ID')) ?? numberOf(url.searchParams.get('after')) ?? 0;
  if ((request.headers.get('Accept') ?? '').includes('text/event-stream')) return stream(exchange, after);
  const events = await eventsAfter(db, access.referral.id, after);
  if (events.length === 0) return new Response(null, { status: 204 });
  return Response.json({ events });
};

const block = (event: ReferralEvent): string => `id: ${String(event.seq)}\ndata: ${JSON.stringify(event)}\n\n`;

function stream({ service, access, request }: Authorized<'events.stream'>, after: number): Response {
  const counts = open.get(service) ?? new Map<string, number>();
  open.set(service, counts);
  const mine = counts.get(access.tokenHash) ?? 0;
  if (mine >= MOST_STREAMS) throw new ProblemError('rate-limited', { headers: { 'Retry-After': '15' } });
  counts.set(access.tokenHash, mine + 1);

  const encoder = new TextEncoder();
  const referralId = access.referral.id;
  let last = after;
  let stop: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let done = false;
      let reading = false;
      let again = false;
      const send = (text: string): void => {
        if (!done) controller.enqueue(encoder.encode(text));
      };
      stop = () => {
        if (done) return;
        done = true;
        unfollow();
        clearInterval(heart);
        const left = (counts.get(access.tokenHash) ?? 1) - 1;
        if (left > 0) counts.set(access.tokenHash, left);
        else counts.delete(access.tokenHash);
        try {
          controller.close();
        } catch {
          // The reader has gone: there is nothing left to close.
        }
      };
      // One reading at a time, and one more after it where something came meanwhile: in order, without gaps or doubles.
      const read = async (): Promise<void> => {
        if (reading) return void (again = true);
        reading = true;
        try {
          do {
            again = false;
            for (const event of await eventsAfter(service.database, referralId, last)) {
              send(block(event));
              last = event.seq;
            }
          } while (again && !done);
        } catch {
          stop();
        } finally {
          reading = false;
        }
      };
      const beat = async (): Promise<void> => {
        send(': beat\n\n');
        const [row] = await service.database.query<{ startedAt: Date; lastUsedAt: Date; endsAt: Date | null }>(
          'select started_at, last_used_at, ends_at from capability where token_hash = $1',
          [access.tokenHash],
        );
        if (!row || !isAlive(row, service.clock.now())) return stop();
        // What another process on the same database wrote is told to nobody here: it is found at the next beat.
        await read();
      };
      const unfollow = service.bus.follow(referralId, access.tokenHash, () => void read(), stop);
      const heart = setInterval(() => void beat().catch(stop), HEARTBEAT_MS);
      heart.unref();
      send(`retry: ${String(RETRY_MS)}\n\n`);
      void read();
      request.signal.addEventListener('abort', stop, { once: true });
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  });
}
