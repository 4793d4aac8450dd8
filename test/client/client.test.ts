import { describe, expect, it } from 'vitest';
import { createClient, type ClientOptions } from '../../src/client/client.ts';
import { ProblemError, UnreachableError } from '../../src/client/errors.ts';
import { onceFound, readProgram } from '../../src/client/first-read.ts';
import { warmSchemas } from '../../src/client/load.ts';
import { backOff, pauseByTimer } from '../../src/client/pause.ts';
import { routes } from '../../src/protocol/routes.ts';

const base = 'https://backend.example/rso/v1';
type Reply = Response | Error | (() => Response | Promise<Response>);

/** A client whose backend answers as told, one reply a request; the last one stays. */
function clientOf(replies: readonly Reply[], options: Partial<ClientOptions> = {}) {
  const requests: Request[] = [];
  const waits: number[] = [];
  const client = createClient({
    base,
    async fetch(input, init) {
      requests.push(new Request(input, init));
      const reply = replies[Math.min(requests.length, replies.length) - 1];
      if (reply === undefined || reply instanceof Error) throw reply ?? new TypeError('nothing');
      return typeof reply === 'function' ? reply() : reply.clone();
    },
    random: () => 0.5,
    now: () => 1_000_000,
    pause: async (milliseconds) => void waits.push(milliseconds),
    online: () => true,
    ...options,
  });
  return { client, requests, waits };
}

const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
const problem = (code: string, status: number, more: object = {}, headers: Record<string, string> = {}) =>
  json({ type: 'about:blank', title: code, status, code, retryable: false, ...more }, { status, headers });
const id = 'referral-0001';
const eligible = json({ eligible: true });
const question = { country: 'AE' };

describe('a call', () => {
  it('fills the path, the query and the headers, and leaves no trace elsewhere', async () => {
    let init: RequestInit | undefined;
    const { client, requests } = clientOf([], {
      getCapability: () => 'the-capability',
      language: () => 'ar',
      fetch: async (input, given) => {
        init = given;
        requests.push(new Request(input, given));
        return json({ records: [] });
      },
    });
    await client.call('records.list', { params: { id: 'a/b' }, query: { after: '3' } });
    expect(requests[0]?.url).toBe(`${base}/referrals/a%2Fb/records?after=3`);
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer the-capability');
    expect(requests[0]?.headers.get('Accept-Language')).toBe('ar');
    expect(init).toMatchObject({ credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  });

  it('shows no capability where none is needed', async () => {
    const { client, requests } = clientOf([eligible], { getCapability: () => 'the-capability' });
    await client.call('eligibility.ask', { body: question });
    expect(requests[0]?.headers.has('Authorization')).toBe(false);
    expect(await requests[0]?.json()).toEqual(question);
  });

  it('sends conditions and keys, and returns the tag of what came', async () => {
    const { client, requests } = clientOf([json({ form: {} }, { headers: { ETag: '"2"' } })]);
    const answer = await client.call('form.patch', { params: { id }, body: { a: 1 }, ifMatch: '"1"' });
    expect(answer).toMatchObject({ status: 200, body: { form: {} }, etag: '"2"' });
    expect(requests[0]?.headers.get('If-Match')).toBe('"1"');
    expect(requests[0]?.headers.get('Content-Type')).toBe('application/merge-patch+json');
    await client.call('referral.submit', { params: { id }, body: { stage: 'records' }, idempotencyKey: 'key-0001' });
    expect(requests[1]?.headers.get('Idempotency-Key')).toBe('key-0001');
  });

  it('says when nothing has changed', async () => {
    const { client, requests } = clientOf([new Response(null, { status: 304, headers: { ETag: '"1"' } })]);
    const answer = await client.call('form.read', { params: { id }, ifNoneMatch: '"1"' });
    expect(answer).toMatchObject({ status: 304, body: null, etag: '"1"' });
    expect(requests[0]?.headers.get('If-None-Match')).toBe('"1"');
  });

  it('hands out the body of what is not JSON', async () => {
    const { client } = clientOf([new Response('%PDF-')]);
    expect(await (await client.open('report.open', { params: { id } })).text()).toBe('%PDF-');
  });
});

describe('a refusal', () => {
  const caught = async (reply: Response) => {
    const { client } = clientOf([reply]);
    return client.call('eligibility.ask', { body: question }).catch((error: unknown) => error as ProblemError);
  };

  it('is a problem with its code, pointers and tag, and without address or body', async () => {
    const errors = [{ pointer: '#/country', code: 'country.unknown' }];
    const error = await caught(
      problem('validation', 422, { errors, detail: 'Bitte prüfen', reason: 'x' }, { ETag: '"9"' }),
    );
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      code: 'validation',
      status: 422,
      retryable: false,
      errors,
      detail: 'Bitte prüfen',
      reason: 'x',
      etag: '"9"',
    });
    expect((error as Error).message).not.toMatch(/backend\.example|prüfen/u);
  });

  it.each([
    [401, 'unauthorized', false],
    [404, 'not-found', false],
    [413, 'too-large', false],
    [418, 'configuration', false],
    [500, 'maintenance', true],
    [502, 'maintenance', true],
    [507, 'storage-full', true],
  ])('without a problem document is told by its status: %d is %s', async (status, code, retryable) => {
    expect(await caught(new Response('<html>proxy</html>', { status }))).toMatchObject({ code, status, retryable });
  });

  it('keeps a code that this version does not know', async () => {
    expect(await caught(problem('from-a-later-version', 409))).toMatchObject({ code: 'from-a-later-version' });
  });

  it.each([
    ['7', 7000],
    ['999999', 3_600_000],
    ['soon', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('reads Retry-After %s', async (header, expected) => {
    const error = await caught(problem('rate-limited', 429, { retryable: true }, { 'Retry-After': header }));
    expect((error as ProblemError).retryAfter).toBe(expected);
  });
});

describe('trying again', () => {
  const lost = new TypeError('lost');

  it('is done for what changes nothing, three times in all', async () => {
    const { client, requests, waits } = clientOf([lost]);
    await expect(client.call('records.list', { params: { id } })).rejects.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
    expect(requests).toHaveLength(3);
    expect(waits).toEqual([375, 750]);
  });

  it('is done for what has a key or a version, as long as the caller has patience', async () => {
    const told: number[] = [];
    const created = {
      id,
      reference: 'RSO-7K4M-29QN',
      state: 'draft',
      capability: { token: 'x'.repeat(43), expiresAt: '2026-11-24T12:00:00Z', role: 'submitter', scopes: [] },
    };
    const { client, requests } = clientOf([lost, lost, lost, lost, json(created, { status: 201 })]);
    const body = { form: {}, consents: [], page: 'https://page.example/', language: 'en' };
    await client.call('referral.create', {
      body,
      idempotencyKey: 'key-0001',
      attempts: Infinity,
      onWaiting: (_error, next) => told.push(next),
    });
    expect(requests).toHaveLength(5);
    expect(new Set(requests.map(({ headers }) => headers.get('Idempotency-Key')))).toEqual(new Set(['key-0001']));
    expect(told[0]).toBe(1_000_375);
    expect(told).toHaveLength(4);
  });

  it.each([
    ['without a key', () => clientOf([lost, eligible]), {}],
    ['where the answer was final', () => clientOf([problem('ineligible', 422), eligible]), { repeatable: true }],
  ])('is not done %s', async (_name, make, more) => {
    const { client, requests } = make();
    await expect(client.call('eligibility.ask', { body: question, ...more })).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });

  it('is done where the caller knows that twice is once', async () => {
    const { client, requests } = clientOf([lost, eligible]);
    await client.call('eligibility.ask', { body: question, repeatable: true });
    expect(requests).toHaveLength(2);
  });

  it('never comes before the backend wishes it', async () => {
    const { client, waits } = clientOf([
      problem('maintenance', 503, { retryable: true }, { 'Retry-After': '20' }),
      json({ records: [] }),
    ]);
    await client.call('records.list', { params: { id } });
    expect(waits[0]).toBeGreaterThanOrEqual(20_000);
    expect(waits[0]).toBeLessThan(21_001);
  });

  it('ends with the caller', async () => {
    const ended = new AbortController();
    const { client } = clientOf([lost], { pause: pauseByTimer });
    const call = client.call('records.list', { params: { id }, attempts: Infinity, signal: ended.signal });
    setTimeout(() => ended.abort(new Error('ended')), 10);
    await expect(call).rejects.toThrow('ended');
    await expect(client.call('records.list', { params: { id }, signal: ended.signal })).rejects.toThrow('ended');
  });

  it('waits longer each time, never longer than half a minute, never all at once', () => {
    expect([1, 2, 3, 20].map((attempt) => backOff(attempt, () => 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(backOff(1, () => 0)).toBe(250);
  });
});

describe('no answer', () => {
  it('is told as offline, too late, or out of reach', async () => {
    const offline = clientOf([new TypeError('x')], { online: () => false });
    await expect(offline.client.call('eligibility.ask', { body: question })).rejects.toMatchObject({ code: 'offline' });
    const { client } = clientOf([], {
      timeout: 10,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new TypeError('aborted'))),
        ),
    });
    await expect(client.call('eligibility.ask', { body: question })).rejects.toMatchObject({
      code: 'timeout',
      retryable: true,
    });
  });

  it('is also an answer that breaks off, or stalls, in its middle', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"elig'));
            controller.error(new TypeError('reset'));
          },
        }),
      );
    await expect(clientOf([broken]).client.call('eligibility.ask', { body: question })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it.each([
    ['no JSON', new Response('<html>')],
    ['nothing', new Response('')],
  ])('is also %s', async (_name, reply) => {
    const { client } = clientOf([reply]);
    await expect(client.call('eligibility.ask', { body: question })).rejects.toMatchObject({
      code: 'configuration',
      retryable: false,
    });
  });

  it('is none where there is nothing to say', async () => {
    const { client } = clientOf([new Response(null, { status: 204 })]);
    await expect(client.call('capability.revoke', {})).resolves.toMatchObject({ status: 204 });
  });
});

describe('a capability that is refused', () => {
  it('is replaced once for all requests that met it, and each goes on', async () => {
    let token = 'old';
    let renewals = 0;
    const { client } = clientOf([], {
      getCapability: () => token,
      async onUnauthorized(refused) {
        expect(refused).toBe('old');
        renewals += 1;
        await Promise.resolve();
        token = 'new';
        return token;
      },
      fetch: async (_input, init) =>
        new Headers(init?.headers).get('Authorization') === 'Bearer new'
          ? json({ records: [] })
          : problem('unauthorized', 401),
    });
    await Promise.all([1, 2, 3].map(() => client.call('records.list', { params: { id } })));
    expect(renewals).toBe(1);
  });

  it('is an error where there is no other', async () => {
    const { client, requests } = clientOf([problem('unauthorized', 401)], {
      getCapability: () => 'old',
      onUnauthorized: async () => null,
    });
    await expect(client.call('records.list', { params: { id } })).rejects.toMatchObject({ status: 401 });
    expect(requests).toHaveLength(1);
  });

  it('is not asked for anew by a request that had none', async () => {
    const { client, requests } = clientOf([problem('unauthorized', 401)]);
    await expect(client.call('records.list', { params: { id } })).rejects.toMatchObject({ status: 401 });
    expect(requests).toHaveLength(1);
  });
});

describe('the base', () => {
  it('is the address as it was given', async () => {
    expect(await clientOf([], { base: `${base}/` }).client.base()).toBe(base);
    expect(await clientOf([], { base: '/rso/v1', page: 'https://page.example/a/b' }).client.base()).toBe(
      'https://page.example/rso/v1',
    );
  });

  it('is looked up once where an origin was given, and again after a failure', async () => {
    const { client, requests } = clientOf([new TypeError('lost'), json({ base })], { base: 'https://backend.example' });
    await expect(client.base()).rejects.toBeInstanceOf(UnreachableError);
    expect(await client.base()).toBe(base);
    expect(await client.base()).toBe(base);
    expect(requests.map(({ url }) => url)).toEqual(Array(2).fill('https://backend.example/.well-known/rso'));
  });

  it.each([
    ['no address', 'not an address', json({}), 'configuration'],
    ['another kind of address', 'ftp://backend.example', json({}), 'configuration'],
    ['nothing there', 'https://backend.example', new Response('', { status: 404 }), 'configuration'],
    ['no base', 'https://backend.example', json({ base: 3 }), 'configuration'],
    [
      'a base without TLS behind one with it',
      'https://backend.example',
      json({ base: 'http://backend.example/rso/v1' }),
      'configuration',
    ],
    ['a base that is none', 'https://backend.example', json({ base: 'javascript:alert(1)' }), 'configuration'],
    ['a busy server', 'https://backend.example', new Response('', { status: 503 }), 'unreachable'],
  ])('is refused for %s', async (_name, given, reply, code) => {
    const { client } = clientOf([reply], { base: given });
    await expect(client.base()).rejects.toMatchObject({ code });
  });
});

describe('the descriptor before everything else', () => {
  const tools = (replies: readonly Response[]) => {
    let asked = 0;
    const urls: string[] = [];
    return {
      urls,
      fetch: async (input: RequestInfo | URL) => {
        urls.push(String(input));
        return replies[Math.min((asked += 1), replies.length) - 1]?.clone() ?? Response.error();
      },
      online: () => true,
      now: () => 0,
      random: () => 0,
      pause: async () => {},
    };
  };

  it('is read from the path that the route table names', async () => {
    const world = tools([problem('maintenance', 503, { retryable: true }), json({ id: 'p' })]);
    const program = await readProgram(
      onceFound(async () => base),
      'en',
      world,
      { attempts: Infinity },
    );
    expect(program).toEqual({ id: 'p' });
    expect(world.urls).toEqual(Array(2).fill(base + routes['program.read'].path));
  });

  it('is nothing else', async () => {
    const world = tools([json({ hello: 'world' })]);
    await expect(readProgram(async () => base, 'en', world, { attempts: 3 })).rejects.toMatchObject({
      code: 'configuration',
    });
  });
});

describe('with the schemas there', () => {
  it('an answer of another shape is no answer; members and codes of a later version are', async () => {
    await warmSchemas();
    const wrong = clientOf([json({ eligible: 'yes' })]);
    await expect(wrong.client.call('eligibility.ask', { body: question })).rejects.toMatchObject({
      code: 'configuration',
    });
    const later = clientOf([json({ eligible: true, since: 2031 })]);
    await expect(later.client.call('eligibility.ask', { body: question })).resolves.toMatchObject({
      body: { eligible: true },
    });
    const message = { id: 'message-0001', from: 'robot', kind: 'message', text: 'x', at: '2026-11-24T10:00:00Z' };
    const unknown = clientOf([json({ messages: [message] })]);
    await expect(unknown.client.call('messages.list', { params: { id } })).resolves.toMatchObject({
      body: { messages: [message] },
    });
    const gone = clientOf([new Response(null, { status: 204 })]);
    await expect(gone.client.call('record.remove', { params: { id, rid: 'r' } })).resolves.toMatchObject({
      status: 204,
    });
  });
});

describe('a pause', () => {
  it('ends by itself, or with its signal', async () => {
    await pauseByTimer(1, new AbortController().signal);
    await expect(pauseByTimer(1, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    const ended = new AbortController();
    const pause = pauseByTimer(10_000, ended.signal);
    ended.abort(new Error('over'));
    await expect(pause).rejects.toThrow('over');
  });
});
