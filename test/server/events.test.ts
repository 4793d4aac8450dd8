import { describe, expect, test, vi } from 'vitest';
import { advance, type Family, inReview } from '../../src/conformance/family.ts';
import { createMemoryApp } from '../../demo/server/memory.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import { serverOf, useServer } from './backend.ts';

const server = useServer();

async function openStream({ id, token }: Family, headers: Record<string, string> = {}, backend = server().backend) {
  const response = await backend.open(`/referrals/${id}/events`, {
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

  test('tells what another backend on the same database wrote, at the next beat', async () => {
    const database = await openMemoryDatabase();
    const here = await createMemoryApp({ database });
    const there = await createMemoryApp({ database: { ...database, close: () => Promise.resolve() } });
    // Only the beat is in the test's hands; everything else runs in real time.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const [first, second] = [await serverOf(here), await serverOf(there)];
      const family = await inReview(first.backend);
      const stream = await openStream(family, {}, first.backend);
      const newest = async (): Promise<number> => {
        const path = `/referrals/${family.id}/events?after=0`;
        const { json } = await second.backend.send('GET', path, { token: family.token });
        return (json as { events: { seq: number }[] }).events.at(-1)?.seq ?? 0;
      };
      const before = await newest();
      await stream.until((text) => ids(text).at(-1) === before);
      await advance(second.backend, family, { type: 'request.opened', actor: 'intake' });
      const after = await newest();
      expect(after).toBeGreaterThan(before);
      vi.advanceTimersByTime(15_000);
      const seen = ids(await stream.until((text) => (ids(text).at(-1) ?? 0) >= after));
      await stream.cancel();
      expect(seen).toEqual(Array.from({ length: after }, (_, index) => index + 1));
    } finally {
      vi.useRealTimers();
      await there.close();
      await here.close();
    }
  });
});
