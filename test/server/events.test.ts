import { describe, expect, test } from 'vitest';
import { advance, type Family, inReview } from '../../src/conformance/family.ts';
import { useServer } from './backend.ts';

const server = useServer();

async function openStream({ id, token }: Family, headers: Record<string, string> = {}) {
  const response = await server().backend.open(`/referrals/${id}/events`, {
    token,
    headers: { Accept: 'text/event-stream', ...headers },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (test: (text: string) => boolean): Promise<string> => {
    while (!test(text)) {
      const piece = await reader?.read();
      if (!piece || piece.done) return text;
      text += piece.value;
    }
    return text;
  };
  return { status: response.status, until, cancel: () => reader?.cancel(), ended: () => until(() => false) };
}

const ids = (text: string): number[] => [...text.matchAll(/^id: (\d+)$/gmu)].map(([, id]) => Number(id));

describe('the event stream', () => {
  test('goes on after Last-Event-ID without gaps or doubles while things happen', async () => {
    const { backend } = server();
    const family = await inReview(backend);
    const first = await openStream(family);
    const seen = ids(await first.until((text) => ids(text).length >= 5));
    await first.cancel();
    for (let index = 0; index < 5; index += 1)
      await advance(backend, family, { type: 'request.opened', actor: 'intake' });
    const last = seen.at(-1) ?? 0;
    const second = await openStream(family, { 'Last-Event-ID': String(last) });
    const more = Array.from({ length: 5 }, () => advance(backend, family, { type: 'request.opened', actor: 'intake' }));
    await Promise.all(more);
    const listed = (await backend.send('GET', `/referrals/${family.id}/events?after=0`, { token: family.token }))
      .json as {
      events: { seq: number }[];
    };
    const all = listed.events.map(({ seq }) => seq);
    const rest = ids(await second.until((text) => ids(text).at(-1) === all.at(-1)));
    await second.cancel();
    expect([...seen.slice(0, seen.indexOf(last) + 1), ...rest]).toEqual(all);
    expect(all).toEqual(all.map((_, index) => index + 1));
  });

  test('says how soon to come again, and nothing new is 204', async () => {
    const { backend } = server();
    const family = await inReview(backend);
    const stream = await openStream(family);
    expect(await stream.until((text) => text.includes('\n\n'))).toMatch(/^retry: \d+\n\n/u);
    await stream.cancel();
    const none = await backend.send('GET', `/referrals/${family.id}/events?after=9999`, { token: family.token });
    expect(none.status).toBe(204);
  });

  test('at most three for one capability, and a closed one makes room', async () => {
    const family = await inReview(server().backend);
    const open = await Promise.all([openStream(family), openStream(family), openStream(family)]);
    expect((await openStream(family)).status).toBe(429);
    await open[0]?.cancel();
    const again = await openStream(family);
    expect(again.status).toBe(200);
    for (const stream of [...open.slice(1), again]) await stream.cancel();
  });

  test('ends when the person signs off', async () => {
    const { backend } = server();
    const family = await inReview(backend);
    const stream = await openStream(family);
    await stream.until((text) => ids(text).length > 0);
    await backend.send('DELETE', '/capabilities/current', { token: family.token });
    expect(await stream.ended()).toContain('id: 1');
  });
});
