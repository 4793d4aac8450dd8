/** Clause 1: discovery, headers, CORS, problems, limits. */
import { discovery, isProblemCode, problem, problemMediaType } from '../../protocol/index.ts';
import { type Backend, versionHeader } from '../backend.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { createDraft } from '../family.ts';
import type { Seen } from '../backend.ts';

/** Is this a problem of the closed list, in its own media type, without anything of a stack? */
export function mustBeProblem(seen: Seen, status: number, code?: string): void {
  same(seen.status, status, 'status');
  must((seen.headers.get('Content-Type') ?? '').startsWith(problemMediaType), 'not application/problem+json');
  const parsed = problem.safeParse(seen.json);
  if (!parsed.success) throw new Unmet('the body is not a problem');
  must(isProblemCode(parsed.data.code), `unknown code ${parsed.data.code}`);
  same(parsed.data.status, status, 'status in the body');
  if (code) same(parsed.data.code, code, 'code');
  must(!/\bat .+:\d+:\d+/u.test(seen.text), 'a stack trace');
}

const preflight = (backend: Backend, origin: string) =>
  backend.send('OPTIONS', '/referrals', {
    origin,
    headers: {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
    },
  });

const stranger = 'https://stranger.example';

export const general: readonly Check[] = [
  {
    clause: '1.1',
    title: 'every response carries RSO-Version',
    level: 1,
    run: async (backend) => {
      const missing = await backend.send('GET', '/referrals/no-such-referral-0000');
      for (const seen of [await backend.send('GET', '/program'), missing])
        same(seen.headers.get(versionHeader.name), versionHeader.value, versionHeader.name);
    },
  },
  {
    clause: '1.2',
    title: 'discovery names the base',
    level: 1,
    run: async (backend) => {
      const seen = await backend.send('GET', new URL('/.well-known/rso', backend.base).href);
      same(seen.status, 200, 'status');
      const parsed = discovery.safeParse(seen.json);
      must(parsed.success, 'not a discovery document');
      must(URL.canParse(parsed.data.base), 'base is not an absolute address');
    },
  },
  {
    clause: '1.3',
    title: 'members that are not known are ignored',
    level: 1,
    run: async (backend) => {
      const seen = await backend.send('POST', '/eligibility', { json: { country: 'AE', fromTheFuture: { a: 1 } } });
      same(seen.status, 200, 'status');
    },
  },
  {
    clause: '1.4',
    title: 'responses about a referral are never stored by a cache',
    level: 1,
    run: async (backend) => {
      const draft = await createDraft(backend);
      const seen = await backend.send('GET', `/referrals/${draft.id}`, { token: draft.token });
      for (const response of [draft.seen, seen])
        must((response.headers.get('Cache-Control') ?? '').includes('no-store'), 'Cache-Control without no-store');
    },
  },
  {
    clause: '1.5',
    title: 'CORS is exact: a listed origin is echoed, a stranger gets nothing',
    level: 1,
    run: async (backend) => {
      for (const origin of backend.program.embedding?.allowedOrigins ?? [backend.origin]) {
        const seen = await preflight(backend, origin);
        must(seen.status === 200 || seen.status === 204, `preflight status ${seen.status}`);
        same(seen.headers.get('Access-Control-Allow-Origin'), origin, 'Access-Control-Allow-Origin');
        same(seen.headers.get('Access-Control-Allow-Credentials'), null, 'Access-Control-Allow-Credentials');
        must((seen.headers.get('Vary') ?? '').toLowerCase().includes('origin'), 'Vary without Origin');
      }
      same((await preflight(backend, stranger)).headers.get('Access-Control-Allow-Origin'), null, 'for a stranger');
      const asked = await backend.send('POST', '/eligibility', { json: { country: 'AE' }, origin: stranger });
      same(asked.headers.get('Access-Control-Allow-Origin'), null, 'for a stranger');
      must(asked.status >= 400, 'a request from a stranger was served');
      const exposed = (await backend.send('GET', '/program')).headers.get('Access-Control-Expose-Headers') ?? '';
      for (const name of ['ETag', 'Location', 'Retry-After', 'RSO-Version', 'Upload-Offset'])
        must(exposed.toLowerCase().includes(name.toLowerCase()), `${name} is not exposed`);
    },
  },
  {
    clause: '1.6',
    title: 'no cookies',
    level: 1,
    run: async (backend) => {
      const draft = await createDraft(backend);
      for (const seen of [draft.seen, await backend.send('GET', '/program')])
        same(seen.headers.get('Set-Cookie'), null, 'Set-Cookie');
    },
  },
  {
    clause: '1.7',
    title: 'errors are problems of the closed list and echo nothing',
    level: 1,
    run: async (backend) => {
      const marker = 'ZZMARKERZZ';
      const seen = await backend.send('POST', '/eligibility', { json: { country: `${marker}-too-long` } });
      mustBeProblem(seen, 422, 'validation');
      must(!seen.text.includes(marker), 'what was sent is echoed');
      mustBeProblem(await backend.send('GET', '/no-such-thing'), 404, 'not-found');
    },
  },
  {
    clause: '1.8',
    title: 'a body too large, too deep or not JSON is refused in words',
    level: 1,
    run: async (backend) => {
      const large = `{"country":"AE","pad":"${'x'.repeat(1_100_000)}"}`;
      const json = { 'Content-Type': 'application/json' };
      mustBeProblem(await backend.send('POST', '/eligibility', { body: large, headers: json }), 413, 'too-large');
      mustBeProblem(await backend.send('POST', '/eligibility', { body: '{', headers: json }), 422, 'validation');
      const deep = '{"form":' + '{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000) + '}';
      const seen = await backend.send('POST', '/referrals', {
        body: deep,
        headers: { ...json, 'Idempotency-Key': crypto.randomUUID() },
      });
      must(seen.status >= 400 && seen.status < 500, `deep JSON answered ${seen.status}`);
    },
  },
];
