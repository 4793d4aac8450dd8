/**
 * Backends that are wrong in one way each: the true one behind a fetch that spoils a single promise. Each must be
 * caught by the check aimed at it and by no other of its chapter.
 */
import { exampleBilling } from '../../src/protocol/vectors/example.ts';

export type Fetch = typeof fetch;

/** One request or response as a spoiler sees it. */
interface Exchange {
  readonly request: Request;
  readonly path: string;
  readonly method: string;
}

interface Spoiler {
  readonly before?: (exchange: Exchange) => Request | Promise<Request>;
  readonly after?: (response: Response, exchange: Exchange, ask: Fetch) => Response | Promise<Response>;
}

/** Clause and number of the check among those of its clause that must fail, and what is wrong. */
export interface Broken {
  readonly clause: string;
  readonly nth?: number;
  readonly what: string;
  readonly spoil: () => Spoiler;
}

export function spoiled(ask: Fetch, { before, after }: Spoiler): Fetch {
  return async (input, init) => {
    let request = new Request(input, init);
    const path = new URL(request.url).pathname.replace(/^\/rso\/[^/]*?\/?v1/u, '');
    const exchange = { request: request.clone(), path, method: request.method };
    if (before) request = await before({ ...exchange, request });
    const response = await ask(request);
    return after ? after(response, exchange, ask) : response;
  };
}

const withHeaders = (response: Response, change: (headers: Headers) => void): Response => {
  const headers = new Headers(response.headers);
  change(headers);
  const bodiless = response.status === 204 || response.status === 304;
  return new Response(bodiless ? null : response.body, { status: response.status, headers });
};

const withJson = async (
  response: Response,
  change: (json: Record<string, unknown>) => unknown,
  status = response.status,
): Promise<Response> => {
  const json = (await response.json()) as Record<string, unknown>;
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  return new Response(JSON.stringify(change(json)), { status, headers });
};

/** Says another thing wherever the true backend refuses with this code. */
const otherCode =
  (code: string, where?: RegExp): (() => Spoiler) =>
  () => ({
    after: async (response, { path }) => {
      if (response.status < 400 || (where && !where.test(path))) return response;
      const body = (await response.clone().json()) as { code?: unknown };
      if (body.code !== code) return response;
      return withJson(response, (json) => ({ ...json, code: 'maintenance', status: 503 }), 503);
    },
  });

const onlyOn =
  (
    method: string,
    path: RegExp,
    change: (response: Response, exchange: Exchange, ask: Fetch) => Response | Promise<Response>,
  ): (() => Spoiler) =>
  () => ({
    after: (response, exchange, ask) =>
      exchange.method === method && path.test(exchange.path) ? change(response, exchange, ask) : response,
  });

const rewritten = async (request: Request, change: (json: Record<string, unknown>) => unknown): Promise<Request> => {
  const json = (await request.clone().json()) as Record<string, unknown>;
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: JSON.stringify(change(json)),
  });
};

const withHeader = (request: Request, name: string, value: string): Request => {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request, { headers });
};

const form = /^\/referrals\/[^/]+\/form$/u;
const referral = /^\/referrals\/[^/]+$/u;
const record = /^\/referrals\/[^/]+\/records\/[^/]+$/u;
const records = /^\/referrals\/[^/]+\/records$/u;
const studies = /^\/referrals\/[^/]+\/studies$/u;
const upload = /^\/uploads\/[^/]+$/u;
const events = /^\/referrals\/[^/]+\/events$/u;

/** Lists records without one of their members. */
const withoutMember = (member: string): (() => Spoiler) =>
  onlyOn('GET', records, (response) =>
    response.ok
      ? withJson(response, (json) => ({
          records: (json['records'] as Record<string, unknown>[]).map(({ [member]: _, ...item }) => item),
        }))
      : response,
  );

/** Hears something else than what is said of a record. */
const patching =
  (change: (json: Record<string, unknown>) => unknown): (() => Spoiler) =>
  () => ({
    before: ({ request, path, method }) =>
      method === 'PATCH' && record.test(path) ? rewritten(request, change) : request,
  });

export const brokenBackends: readonly Broken[] = [
  {
    clause: '1.1',
    what: 'does not say its version',
    spoil: () => ({ after: (response) => withHeaders(response, (headers) => headers.delete('RSO-Version')) }),
  },
  {
    clause: '1.2',
    what: 'discovers a relative base',
    spoil: onlyOn('GET', /well-known/u, (response) => withJson(response, () => ({ base: '/rso/v1' }))),
  },
  {
    clause: '1.3',
    what: 'refuses members that it does not know',
    spoil: onlyOn('POST', /^\/eligibility$/u, async (response, { request }) =>
      (await request.text()).includes('fromTheFuture') ? new Response(null, { status: 400 }) : response,
    ),
  },
  {
    clause: '1.4',
    what: 'lets caches keep a referral',
    spoil: onlyOn('GET', referral, (response) =>
      response.ok ? withHeaders(response, (headers) => headers.set('Cache-Control', 'private')) : response,
    ),
  },
  {
    clause: '1.5',
    what: 'welcomes any origin',
    spoil: () => ({
      after: (response, { request }) =>
        withHeaders(response, (headers) => {
          const origin = request.headers.get('Origin');
          if (origin) headers.set('Access-Control-Allow-Origin', origin);
        }),
    }),
  },
  {
    clause: '1.6',
    what: 'sets a cookie',
    spoil: onlyOn('GET', /^\/program$/u, (response) =>
      withHeaders(response, (headers) => headers.set('Set-Cookie', 'visit=1')),
    ),
  },
  {
    clause: '1.7',
    what: 'echoes what was typed',
    spoil: onlyOn('POST', /^\/eligibility$/u, async (response, { request }) => {
      const text = await request.text();
      return response.status === 422 && text.length > 2 && text.length < 1_000
        ? withJson(response, (json) => ({ ...json, detail: text }))
        : response;
    }),
  },
  { clause: '1.8', what: 'has no word for a large body', spoil: otherCode('too-large', /^\/eligibility$/u) },
  {
    clause: '2.1',
    what: 'leaves a name out of its descriptor',
    spoil: onlyOn('GET', /^\/program$/u, (response) =>
      response.ok ? withJson(response, ({ names: _, ...rest }) => rest) : response,
    ),
  },
  {
    clause: '2.2',
    what: 'lists a specialty twice',
    spoil: onlyOn('GET', /^\/program$/u, (response) =>
      response.ok
        ? withJson(response, (json) => ({
            ...json,
            specialties: [...(json['specialties'] as unknown[]), (json['specialties'] as unknown[])[0]],
          }))
        : response,
    ),
  },
  {
    clause: '2.3',
    what: 'has no ETag for its descriptor',
    spoil: onlyOn('GET', /^\/program$/u, (response) => withHeaders(response, (headers) => headers.delete('ETag'))),
  },
  {
    clause: '2.4',
    what: 'finds everybody eligible',
    spoil: onlyOn('POST', /^\/eligibility$/u, (response) =>
      response.ok ? withJson(response, () => ({ eligible: true })) : response,
    ),
  },
  {
    clause: '3.1',
    what: 'makes references without a true check symbol',
    spoil: onlyOn('POST', /^\/referrals$/u, (response) =>
      response.ok ? withJson(response, (json) => ({ ...json, reference: 'RSO-7K4M-29Q0' })) : response,
    ),
  },
  {
    clause: '3.2',
    what: 'takes a creation without a key',
    spoil: () => ({
      before: ({ request }) =>
        request.method === 'POST' && !request.headers.has('Idempotency-Key')
          ? withHeader(request, 'Idempotency-Key', crypto.randomUUID())
          : request,
    }),
  },
  {
    clause: '3.3',
    what: 'does not say that an answer is a replay',
    spoil: () => ({ after: (response) => withHeaders(response, (headers) => headers.delete('Idempotency-Replayed')) }),
  },
  {
    clause: '3.4',
    what: 'answers a reused key with the first answer',
    spoil: () => {
      const first = new Map<string, string>();
      return {
        before: async ({ request, path }) => {
          if (path !== '/referrals') return request;
          const key = request.headers.get('Idempotency-Key') ?? '';
          const body = await request.clone().text();
          if (key && !first.has(key)) first.set(key, body);
          return rewritten(request, () => JSON.parse(first.get(key) ?? body) as unknown);
        },
      };
    },
  },
  {
    clause: '3.5',
    what: 'loses count of parallel requests',
    spoil: () => {
      const open = new Set<string>();
      return {
        before: ({ request }) => {
          const key = request.headers.get('Idempotency-Key') ?? '';
          if (!open.has(key)) {
            open.add(key);
            return request;
          }
          return withHeader(request, 'Idempotency-Key', crypto.randomUUID());
        },
        after: (response, { request }) => {
          open.delete(request.headers.get('Idempotency-Key') ?? '');
          return response;
        },
      };
    },
  },
  {
    clause: '3.6',
    what: 'sends mails that lead anywhere',
    spoil: () => ({
      before: ({ request, path }) =>
        path === '/referrals' && request.method === 'POST'
          ? rewritten(request, (json) => ({ ...json, page: request.headers.get('Origin') }))
          : request,
    }),
  },
  {
    clause: '4.1',
    what: 'sends the form again though nothing is new',
    spoil: () => ({
      before: ({ request, path, method }) => {
        if (method !== 'GET' || !form.test(path)) return request;
        const headers = new Headers(request.headers);
        headers.delete('If-None-Match');
        return new Request(request, { headers });
      },
    }),
  },
  { clause: '4.2', what: 'has no word for a missing If-Match', spoil: otherCode('precondition-required') },
  {
    clause: '4.3',
    what: 'keeps the current ETag to itself',
    spoil: onlyOn('PATCH', form, (response) =>
      response.status === 412 ? withHeaders(response, (headers) => headers.delete('ETag')) : response,
    ),
  },
  {
    clause: '4.4',
    what: 'lets the last writer win',
    spoil: onlyOn('PATCH', form, async (response, { request }, ask) => {
      if (response.status !== 412 || request.headers.get('If-Match') === '"stale"') return response;
      const etag = response.headers.get('ETag') ?? '';
      return ask(withHeader(request.clone() as Request, 'If-Match', etag));
    }),
  },
  {
    clause: '5.1',
    what: 'refuses a registration without pointers',
    spoil: onlyOn('POST', /submissions$/u, async (response, { request }) => {
      const { stage } = (await request.json()) as { stage: string };
      return response.status === 422 && stage === 'registration'
        ? withJson(response, ({ errors: _, ...rest }) => rest)
        : response;
    }),
  },
  { clause: '5.2', nth: 0, what: 'says something else of an unchecked address', spoil: otherCode('email-unverified') },
  {
    clause: '5.2',
    nth: 1,
    what: 'says something else of a missing category',
    spoil: () => ({
      after: async (response, { path, request }) => {
        if (response.status !== 422 || !path.endsWith('/submissions')) return response;
        const { stage } = (await request.json()) as { stage: string };
        return stage === 'records' ? new Response(null, { status: 500 }) : response;
      },
    }),
  },
  { clause: '5.3', what: 'has no word for an outdated consent', spoil: otherCode('consent-outdated') },
  { clause: '5.4', what: 'has no word for a second registration', spoil: otherCode('state-conflict') },
  {
    clause: '5.5',
    what: 'counts a record too many',
    spoil: onlyOn('POST', /submissions$/u, (response) =>
      response.ok ? withJson(response, (json) => ({ ...json, records: { count: 2, bytes: 1 } })) : response,
    ),
  },
  {
    clause: '6.1',
    what: 'does not say how to get in',
    spoil: () => ({ after: (response) => withHeaders(response, (headers) => headers.delete('WWW-Authenticate')) }),
  },
  {
    clause: '6.2',
    what: 'shows that another family’s referral exists',
    spoil: onlyOn('GET', referral, (response, { path }) =>
      response.status === 404 && !path.includes('AAAA')
        ? withJson(response, (json) => ({ ...json, title: 'Forbidden' }))
        : response,
    ),
  },
  {
    clause: '6.3',
    what: 'keeps an ended capability alive in words',
    spoil: onlyOn('DELETE', /^\/capabilities\/current$/u, () => new Response(null, { status: 404 })),
  },
  {
    clause: '6.4',
    what: 'tells who is known',
    spoil: onlyOn('POST', /^\/access-links$/u, async (response, { request }) =>
      (await request.text()).includes('nobody@') ? withJson(response, () => ({ known: false })) : response,
    ),
  },
  {
    clause: '6.5',
    what: 'opens a link without the second fact',
    spoil: onlyOn('POST', /redemptions$/u, async (response, { request }) => {
      const { fact } = (await request.json()) as { fact?: unknown };
      return response.status === 400 && fact === undefined ? new Response('{}', { status: 200 }) : response;
    }),
  },
  {
    clause: '6.6',
    what: 'takes wrong facts for ever',
    spoil: () => {
      let wrong = 0;
      return {
        before: async ({ request, path }) => {
          if (!path.endsWith('/redemptions')) return request;
          const text = await request.clone().text();
          // Every wrong fact after the first is kept from the backend, so that it never counts to five.
          if (text.includes('1999-01-01') && (wrong += 1) > 1) return rewritten(request, () => ({ token: 'none' }));
          return request;
        },
      };
    },
  },
  {
    clause: '6.7',
    what: 'does not count tries',
    spoil: onlyOn('POST', /attempts$/u, (response) =>
      response.ok ? withJson(response, (json) => (json['verified'] ? json : { ...json, attemptsLeft: 5 })) : response,
    ),
  },
  {
    clause: '6.8',
    what: 'calls a guardian the family',
    spoil: onlyOn('POST', /redemptions$/u, (response) =>
      response.ok
        ? withJson(response, (json) => ({
            ...json,
            capability: { ...(json['capability'] as object), role: 'submitter' },
          }))
        : response,
    ),
  },
  {
    clause: '6.9',
    what: 'takes one text for all',
    spoil: () => {
      let signed = false;
      return {
        after: async (response, { path, method }) => {
          if (method === 'POST' && path.endsWith('/consents')) signed = true;
          if (!signed || method !== 'GET' || !/^\/referrals\/[^/]+$/u.test(path) || !response.ok) return response;
          return withJson(response, (json) => ({
            ...json,
            gates: { ...(json['gates'] as object), guardianConsent: 'signed' },
          }));
        },
      };
    },
  },
  {
    clause: '6.10',
    what: 'shows a guardian the messages',
    spoil: onlyOn('GET', /\/messages$/u, () => Response.json({ messages: [] })),
  },
  {
    clause: '6.11',
    what: 'says that it ended a link, and did not',
    spoil: () => ({
      before: ({ request, path, method }) =>
        method === 'DELETE' && /\/capabilities\/[^/]+$/u.test(path) && !path.endsWith('/current')
          ? new Request(request.url.replace(/\/capabilities\/.*$/u, ''), { headers: request.headers })
          : request,
      after: (response, { path, method }) =>
        method === 'DELETE' && /\/capabilities\/[^/]+$/u.test(path) && !path.endsWith('/current')
          ? new Response(null, { status: 204, headers: response.headers })
          : response,
    }),
  },
  {
    clause: '7.1',
    what: 'makes a record for each declaration',
    spoil: () => {
      const seen = new Set<string>();
      return {
        before: async ({ request, path, method }) => {
          if (method !== 'POST' || !records.test(path)) return request;
          return rewritten(request, (json) => ({
            records: (json['records'] as { clientId: string }[]).map((item) => {
              if (!seen.has(item.clientId)) {
                seen.add(item.clientId);
                return item;
              }
              return { ...item, clientId: crypto.randomUUID() };
            }),
          }));
        },
      };
    },
  },
  {
    clause: '7.2',
    what: 'writes names into tus metadata',
    spoil: onlyOn('HEAD', upload, (response) =>
      withHeaders(response, (headers) => headers.set('Upload-Metadata', `filename ${btoa('ZZNAMEZZ.pdf')}`)),
    ),
  },
  {
    clause: '7.3',
    what: 'tells strangers that an upload exists',
    spoil: onlyOn('HEAD', upload, (response) =>
      response.status === 404 ? new Response(null, { status: 403 }) : response,
    ),
  },
  {
    clause: '7.4',
    what: 'takes bytes at any offset',
    spoil: onlyOn('PATCH', upload, (response) =>
      response.status === 409 ? new Response(null, { status: 204 }) : response,
    ),
  },
  {
    clause: '7.5',
    what: 'ignores the override header',
    spoil: () => ({
      before: ({ request }) => {
        if (!request.headers.has('X-HTTP-Method-Override')) return request;
        const headers = new Headers(request.headers);
        headers.delete('X-HTTP-Method-Override');
        return new Request(request, { headers });
      },
    }),
  },
  {
    clause: '7.6',
    what: 'says another limit than its descriptor',
    spoil: onlyOn('OPTIONS', /^\/uploads$/u, (response) =>
      withHeaders(response, (headers) => headers.set('Tus-Max-Size', '1')),
    ),
  },
  {
    clause: '7.7',
    nth: 0,
    what: 'believes the device’s digest',
    spoil: () => ({
      after: (response, { path, method }) =>
        response.ok && method === 'GET' && records.test(path)
          ? withJson(response, (json) => ({
              records: (json['records'] as { transfer: { reason?: string } }[]).map((item) =>
                item.transfer.reason === 'digest-mismatch'
                  ? { ...item, transfer: { ...item.transfer, reason: 'size' } }
                  : item,
              ),
            }))
          : response,
    }),
  },
  {
    clause: '7.7',
    nth: 1,
    what: 'digests a large file as one leaf',
    spoil: () => ({
      after: (response, { path, method }) =>
        response.ok && method === 'GET' && records.test(path)
          ? withJson(response, (json) => ({
              records: (json['records'] as { size: number }[]).map((item) =>
                item.size > 4_194_304 ? { ...item, digest: '0'.repeat(64) } : item,
              ),
            }))
          : response,
    }),
  },
  {
    clause: '7.8',
    what: 'calls everything it rejects too large',
    spoil: () => ({
      after: (response, { path, method }) =>
        response.ok && method === 'GET' && records.test(path)
          ? withJson(response, (json) => ({
              records: (json['records'] as { transfer: { reason?: string } }[]).map((item) =>
                item.transfer.reason && item.transfer.reason !== 'digest-mismatch'
                  ? { ...item, transfer: { ...item.transfer, reason: 'size' } }
                  : item,
              ),
            }))
          : response,
    }),
  },
  {
    clause: '7.9',
    what: 'forgets what was described',
    spoil: onlyOn('PATCH', record, (response) =>
      response.ok ? withJson(response, (json) => ({ ...json, category: 'other' })) : response,
    ),
  },
  {
    clause: '7.10',
    what: 'says something else of an unchecked address',
    spoil: otherCode('email-unverified', records),
  },
  {
    clause: '8.1',
    what: 'accepts what is not English',
    spoil: () => ({
      after: (response, { path, method }) =>
        response.ok && method === 'GET' && records.test(path)
          ? withJson(response, (json) => ({
              records: (json['records'] as { verdict?: { verdict: string } }[]).map((item) =>
                item.verdict ? { ...item, verdict: { ...item.verdict, verdict: 'accepted' } } : item,
              ),
            }))
          : response,
    }),
  },
  { clause: '8.1', nth: 1, what: 'hides what the device read', spoil: withoutMember('deviceDiffers') },
  { clause: '8.2', what: 'has no word for records in another language', spoil: otherCode('records-not-english') },
  {
    clause: '8.2',
    nth: 1,
    what: 'takes the person’s word for pages in another language',
    spoil: patching(({ attested, ...json }) => (attested ? { override: { reason: 'attested' } } : json)),
  },
  {
    clause: '8.3',
    what: 'takes a translation for every page',
    spoil: patching((json) => {
      const { translation } = json as { translation?: { pages: unknown } };
      return translation ? { ...json, translation: { ...translation, pages: [{ page: 1, on: 1 }] } } : json;
    }),
  },
  {
    clause: '8.3',
    nth: 1,
    what: 'does not say what is wrong with a translation',
    spoil: otherCode('validation', record),
  },
  { clause: '8.4', what: 'forgets what was left out', spoil: withoutMember('leftOut') },
  { clause: '8.5', what: 'forgets the answer on whose record it is', spoil: withoutMember('identityAnswer') },
  {
    clause: '9.1',
    nth: 0,
    what: 'sends the status again though nothing is new',
    spoil: () => ({
      before: ({ request, path, method }) => {
        if (method !== 'GET' || !referral.test(path)) return request;
        const headers = new Headers(request.headers);
        headers.delete('If-None-Match');
        return new Request(request, { headers });
      },
    }),
  },
  {
    clause: '9.1',
    nth: 1,
    what: 'does not say when the report is due',
    spoil: onlyOn('GET', referral, (response) =>
      response.status === 200 ? withJson(response, (json) => ({ ...json, window: null })) : response,
    ),
  },
  {
    clause: '9.2',
    nth: 0,
    what: 'begins a stream anew each time',
    spoil: () => ({
      before: ({ request, path }) => {
        const after = request.headers.get('Last-Event-ID');
        if (!events.test(path) || after === null || Number(after) > 12) return request;
        const headers = new Headers(request.headers);
        headers.delete('Last-Event-ID');
        return new Request(request, { headers });
      },
    }),
  },
  {
    clause: '9.2',
    nth: 1,
    what: 'ends a stream before anything happens',
    spoil: onlyOn('GET', events, async (response) => {
      if (!(response.headers.get('Content-Type') ?? '').includes('event-stream') || !response.body) return response;
      // What was already there is told; what comes later is not.
      const reader = response.body.getReader();
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const silence = Symbol('silence');
      for (;;) {
        const quiet = new Promise<typeof silence>((resolve) => setTimeout(() => resolve(silence), 100));
        const next = await Promise.race([reader.read(), quiet]);
        if (next === silence || next.done) break;
        pieces.push(new Uint8Array(next.value));
      }
      await reader.cancel();
      return new Response(new Blob(pieces), { status: response.status, headers: response.headers });
    }),
  },
  {
    clause: '9.3',
    what: 'writes a name into the history',
    spoil: onlyOn('GET', events, (response) =>
      (response.headers.get('Content-Type') ?? '').includes('json')
        ? withJson(response, (json) => ({ ...json, child: 'Layla' }))
        : response,
    ),
  },
  {
    clause: '10.1',
    what: 'calls a forbidden transition something else',
    spoil: otherCode('state-conflict', /advance$/u),
  },
  {
    clause: '10.2',
    what: 'promises a day too early',
    spoil: onlyOn('GET', referral, (response) =>
      response.status === 200
        ? withJson(response, (json) => ({
            ...json,
            window: json['window'] ? { ...(json['window'] as object), earliest: '2026-12-29' } : null,
          }))
        : response,
    ),
  },
  {
    clause: '10.3',
    what: 'goes on promising while it waits',
    spoil: onlyOn('GET', referral, (response) =>
      response.status === 200
        ? withJson(response, (json) => ({ ...json, clock: json['clock'] === 'stopped' ? 'running' : json['clock'] }))
        : response,
    ),
  },
  { clause: '11.1', nth: 0, what: 'has no word for a changed quote', spoil: otherCode('quote-changed') },
  { clause: '11.1', nth: 1, what: 'has no word for an expired quote', spoil: otherCode('quote-expired') },
  {
    clause: '11.2',
    what: 'sends the family to a host that is not listed',
    spoil: onlyOn('POST', /payment-sessions$/u, (response) =>
      response.ok ? withJson(response, () => ({ redirectUrl: 'https://stranger.example/pay' })) : response,
    ),
  },
  {
    clause: '11.3',
    what: 'takes a quote without whom the receipt is for',
    spoil: () => ({
      before: ({ request, path }) =>
        path.endsWith('/quote/acceptance')
          ? rewritten(request, (json) => ({ ...json, form: exampleBilling }))
          : request,
    }),
  },
  {
    clause: '12.1',
    what: 'has no word for images sent too early',
    spoil: otherCode('imaging-not-open', /\/imaging\//u),
  },
  {
    clause: '12.1',
    nth: 1,
    what: 'takes studies before the transfer is open',
    spoil: onlyOn('POST', studies, async (response) => {
      const { code } = (await response.clone().json()) as { code?: string };
      return code === 'imaging-not-open' ? new Response('{}', { status: 201 }) : response;
    }),
  },
  {
    clause: '12.2',
    what: 'lists packs among the records',
    spoil: onlyOn('GET', records, (response) =>
      withJson(response, (json) => ({ records: [...(json['records'] as object[]), { name: 'pack.tar' }] })),
    ),
  },
  {
    clause: '12.3',
    what: 'mixes up the order of a pack',
    spoil: onlyOn('GET', /\/instances$/u, (response) =>
      withJson(response, (json) => {
        const found = json['instances'] as { path: string }[];
        const paths = found.map(({ path }) => path).toReversed();
        return { instances: found.map((item, index) => ({ ...item, path: paths[index] })) };
      }),
    ),
  },
  {
    clause: '12.4',
    what: 'calls every image good',
    spoil: onlyOn('GET', /\/instances$/u, (response) =>
      withJson(response, (json) => ({
        instances: (json['instances'] as { reason?: string }[]).map(({ reason: _, ...item }) => ({
          ...item,
          state: 'stored',
        })),
      })),
    ),
  },
  {
    clause: '12.5',
    what: 'calls a study stored with images missing',
    spoil: onlyOn('GET', studies, (response) =>
      withJson(response, (json) => ({
        studies: (json['studies'] as { state: string }[]).map((item) => ({ ...item, state: 'stored' })),
      })),
    ),
  },
  { clause: '12.6', what: 'has no word for too much', spoil: otherCode('quota', studies) },
  {
    clause: '12.7',
    what: 'counts an image of an archive as often as it is told',
    spoil: () => {
      let told = 0;
      return {
        after: (response, { method, path }) => {
          if (method === 'POST' && path.endsWith('/stowed')) told += 1;
          return told > 1 && method === 'GET' && studies.test(path)
            ? withJson(response, (json) => ({
                studies: (json['studies'] as object[]).map((item) => ({ ...item, stored: told })),
              }))
            : response;
        },
      };
    },
  },
  {
    clause: '12.8',
    what: 'keeps the token of an archive to itself',
    spoil: onlyOn('GET', /\/imaging$/u, (response) => withJson(response, ({ token: _, ...json }) => json)),
  },
  {
    clause: '13.1',
    what: 'does not prove the report’s bytes',
    spoil: onlyOn('GET', /report\/content$/u, (response) =>
      withHeaders(response, (headers) => headers.delete('Repr-Digest')),
    ),
  },
  {
    clause: '14.1',
    what: 'puts a link with a query into a mail',
    spoil: onlyOn('GET', /outbox$/u, (response) =>
      withJson(response, (json) => ({
        mails: [
          ...(json['mails'] as unknown[]),
          { to: 'a@family.example', subject: 'x', text: 'https://stranger.example/?t=1' },
        ],
      })),
    ),
  },
];
