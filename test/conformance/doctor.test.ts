/** The doctor against the reference backend, healthy and with one thing wrong at a time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examine, type ExamineOptions, type Finding } from '../../src/conformance/examine.ts';
import { base, origin, reference, type Reference } from './reference.ts';

let backend: Reference;
beforeAll(async () => {
  backend = await reference();
});
afterAll(() => backend.close());

type Spoil = (response: Response, request: Request) => Response | Promise<Response>;

/** What the doctor finds where every answer passes through `spoil` first. */
async function findings(spoil: Spoil = (response) => response, options: ExamineOptions = {}, address = base) {
  const found: Finding[] = [];
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    return spoil(await backend.ask(request), request);
  };
  await examine(address, (finding) => found.push(finding), { origin, fetch: ask, ...options });
  return found;
}

const wrong = (found: readonly Finding[]): readonly Finding[] => found.filter(({ mark }) => mark === 'wrong');
const topics = (found: readonly Finding[]): readonly string[] => found.map(({ topic }) => topic);

const withHeaders = (response: Response, change: (headers: Headers) => void): Response => {
  const headers = new Headers(response.headers);
  change(headers);
  return new Response(response.status === 204 ? null : response.body, { status: response.status, headers });
};

describe('the doctor', () => {
  test('finds nothing wrong with the reference backend', async () => {
    const found = await findings();
    expect(wrong(found)).toEqual([]);
    expect(topics(found)).toEqual(expect.arrayContaining(['Program', 'Uploads', 'CORS headers']));
  });

  test('follows the origin alone to the base', async () => {
    const found = await findings(undefined, {}, new URL(base).origin);
    expect(topics(found)[0]).toBe('Discovery');
    expect(wrong(found)).toEqual([]);
  });

  test('every wrong thing comes with what to do', async () => {
    const found = await findings((response) =>
      withHeaders(response, (headers) => headers.delete('Access-Control-Allow-Origin')),
    );
    expect(wrong(found).length).toBe(3);
    for (const { todo } of wrong(found)) expect(todo).toBeTruthy();
  });

  test.each<[string, readonly string[], Spoil]>([
    ['nothing that answers', ['Program'], () => Promise.reject(new TypeError('unreachable'))],
    ['a descriptor that is none', ['Program'], () => Response.json({ id: 'x' })],
    ['a page in place of the descriptor', ['Program'], () => new Response('<html>', { status: 502 })],
    [
      'a proxy that hides the tus headers',
      ['Uploads'],
      (response) => withHeaders(response, (headers) => headers.delete('Tus-Version')),
    ],
    [
      'a tus server without termination',
      ['Uploads'],
      (response) => withHeaders(response, (headers) => headers.set('Tus-Extension', 'creation,expiration')),
    ],
    [
      'another limit than was promised',
      ['Uploads'],
      (response) => withHeaders(response, (headers) => headers.set('Tus-Max-Size', '1000')),
    ],
    [
      'headers that are not exposed',
      ['CORS headers'],
      (response) => withHeaders(response, (headers) => headers.delete('Access-Control-Expose-Headers')),
    ],
    [
      'a proxy that allows no PATCH',
      ['CORS PATCH /referrals/x/form', 'CORS PATCH /uploads/x'],
      (response) => withHeaders(response, (headers) => headers.set('Access-Control-Allow-Methods', 'GET, POST')),
    ],
    [
      'a header that is not allowed',
      ['CORS POST /referrals'],
      (response) =>
        withHeaders(response, (headers) => {
          const allowed = headers.get('Access-Control-Allow-Headers') ?? '';
          headers.set('Access-Control-Allow-Headers', allowed.replace(/idempotency-key/i, 'x-other'));
        }),
    ],
    [
      'a clock five minutes behind',
      ['Clock'],
      (response) =>
        withHeaders(response, (headers) => headers.set('Date', new Date(Date.now() - 300_000).toUTCString())),
    ],
  ])('finds %s', async (_, expected, spoil) => {
    expect(topics(wrong(await findings(spoil)))).toEqual(expected);
  });

  test('reads the content policy of the page', async () => {
    const page = 'https://hospital.example/opinion';
    const policy = "default-src 'self'; connect-src 'self'";
    const found = await findings(
      (response, request) =>
        request.url === page ? new Response('', { headers: { 'Content-Security-Policy': policy } }) : response,
      { page },
    );
    const blocked = wrong(found).map(({ todo }) => todo);
    expect(blocked).toEqual([`Add to connect-src: ${new URL(base).origin}`, 'Add to default-src: blob:']);
  });
});
