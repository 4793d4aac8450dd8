/** Clauses 9 and 14: the status view, the history as a stream, and what mails may say. */
import { eventList, statusView } from '../../protocol/index.ts';
import type { Backend } from '../backend.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { advance, type Family, inReview, register, sampleMarkers } from '../family.ts';
import { mails } from '../mails.ts';

interface StreamedEvent {
  readonly id: string;
  readonly data: string;
}

/** Reads `count` events of a stream, or throws after ten seconds. */
async function readStream(backend: Backend, family: Family, count: number, after?: string): Promise<StreamedEvent[]> {
  const response = await backend.open(`/referrals/${family.id}/events`, {
    token: family.token,
    headers: { Accept: 'text/event-stream', ...(after === undefined ? {} : { 'Last-Event-ID': after }) },
  });
  same(response.status, 200, 'status of the stream');
  must((response.headers.get('Content-Type') ?? '').startsWith('text/event-stream'), 'not an event stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Unmet('an empty stream');
  const timer = setTimeout(() => void reader.cancel(), 10_000);
  const events: StreamedEvent[] = [];
  let text = '';
  try {
    while (events.length < count) {
      const { done, value } = await reader.read();
      if (done) throw new Unmet(`the stream ended after ${events.length} of ${count} events`);
      text += value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const lines = block.split('\n');
        const field = (name: string) =>
          lines
            .find((line) => line.startsWith(`${name}:`))
            ?.slice(name.length + 1)
            .trim();
        const id = field('id');
        const data = field('data');
        if (id !== undefined && data !== undefined) events.push({ id, data });
      }
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel();
  }
  return events.slice(0, count);
}

export const status: readonly Check[] = [
  {
    clause: '9.1',
    title: 'the status view has its published shape, an ETag, and 304',
    level: 1,
    run: async (backend) => {
      const { id, token } = await register(backend);
      const seen = await backend.send('GET', `/referrals/${id}`, { token });
      const parsed = statusView.safeParse(seen.json);
      if (!parsed.success) throw new Unmet(`not the published shape: ${parsed.error.issues[0]?.path.join('/') ?? ''}`);
      const etag = seen.headers.get('ETag');
      must(etag !== null && !etag.startsWith('W/'), 'no strong ETag');
      const again = await backend.send('GET', `/referrals/${id}`, { token, headers: { 'If-None-Match': etag } });
      same(again.status, 304, 'status with If-None-Match');
      same(again.text, '', 'body of 304');
    },
  },
  {
    clause: '9.1',
    title: 'the window and the next action are in the status view',
    level: 2,
    testProfile: true,
    run: async (backend) => {
      const family = await inReview(backend);
      const seen = await backend.send('GET', `/referrals/${family.id}`, { token: family.token });
      const parsed = statusView.safeParse(seen.json);
      if (!parsed.success) throw new Unmet('not the published shape');
      same(parsed.data.state, 'expert-review', 'state');
      must(parsed.data.window !== null, 'no window');
      same(parsed.data.clock, 'running', 'clock');
    },
  },
  {
    clause: '9.2',
    title: 'the history streams in order, without gaps, and goes on after Last-Event-ID',
    level: 2,
    feature: 'events',
    testProfile: true,
    run: async (backend) => {
      const family = await inReview(backend);
      const listed = await backend.send('GET', `/referrals/${family.id}/events?after=0`, { token: family.token });
      const parsed = eventList.safeParse(listed.json);
      if (!parsed.success) throw new Unmet('not the published shape');
      const { events } = parsed.data;
      events.forEach((event, index) => same(event.seq, index + 1, 'sequence'));
      const streamed = await readStream(backend, family, events.length);
      same(streamed.map(({ id }) => id).join(), events.map(({ seq }) => String(seq)).join(), 'ids');
      const half = Math.floor(events.length / 2);
      const rest = await readStream(backend, family, events.length - half, String(half));
      same(rest[0]?.id, String(half + 1), 'the first after Last-Event-ID');
    },
  },
  {
    clause: '9.2',
    title: 'what happens now arrives on an open stream',
    level: 2,
    feature: 'events',
    testProfile: true,
    run: async (backend) => {
      const family = await inReview(backend);
      const list = await backend.send('GET', `/referrals/${family.id}/events?after=0`, { token: family.token });
      const last = (list.json as { events: readonly unknown[] }).events.length;
      const happen = async () => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await advance(backend, family, { type: 'request.opened', actor: 'intake' });
      };
      const [events] = await Promise.all([readStream(backend, family, 1, String(last)), happen()]);
      same(events[0]?.id, String(last + 1), 'id of what happened');
    },
  },
  {
    clause: '9.3',
    title: 'the history holds nothing of the answers',
    level: 2,
    testProfile: true,
    run: async (backend) => {
      const family = await inReview(backend);
      const { text } = await backend.send('GET', `/referrals/${family.id}/events?after=0`, { token: family.token });
      for (const marker of sampleMarkers) must(!text.includes(marker), 'an answer is in the history');
    },
  },
  {
    clause: '14.1',
    title: 'mails hold no health data and only fragment links to an allowed page',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      await inReview(backend);
      const sent = await mails(backend);
      must(sent.length > 0, 'no mail was sent');
      const allowed = backend.program.embedding?.allowedOrigins ?? [backend.origin];
      for (const mail of sent) {
        const words = `${mail.subject}\n${mail.text}`;
        for (const marker of sampleMarkers) must(!words.includes(marker), 'a mail holds an answer');
        for (const [link] of words.matchAll(/https?:\/\/[^\s)>"]+/gu)) {
          const url = new URL(link);
          const ours = allowed.includes(url.origin);
          must(ours || Object.values(backend.program.links).includes(link), 'a link leads elsewhere');
          must(!url.search, 'a link has a query');
          must(!url.hash || url.hash.startsWith('#rso-link='), 'a fragment that is no link token');
        }
      }
    },
  },
];
