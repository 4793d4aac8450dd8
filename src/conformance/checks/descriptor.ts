/** Clause 2: the descriptor and what agrees with it. */
import { program, reportWindow, sha256 } from '../../protocol/index.ts';
import { type Check, must, same } from '../check.ts';

const unique = (codes: readonly string[]): boolean => new Set(codes).size === codes.length;

export const descriptor: readonly Check[] = [
  {
    clause: '2.1',
    title: 'the descriptor has the published shape',
    level: 1,
    run: async (backend) => {
      const seen = await backend.send('GET', '/program');
      same(seen.status, 200, 'status');
      const parsed = program.safeParse(seen.json);
      must(parsed.success, `not a descriptor: ${parsed.error?.issues[0]?.path.join('/') ?? ''}`);
    },
  },
  {
    clause: '2.2',
    title: 'the descriptor agrees with itself',
    level: 1,
    run: async (backend) => {
      const { clock, specialties, fee, consents } = backend.program;
      reportWindow(new Date(), clock);
      must(clock.minDays <= clock.maxDays, 'minDays is more than maxDays');
      must(unique(specialties.map(({ code }) => code)), 'a specialty is listed twice');
      must(unique(fee.modifiers.map(({ code }) => code)), 'a fee modifier is listed twice');
      must(unique(consents.map(({ id }) => id)), 'a consent is listed twice');
      for (const consent of consents)
        for (const [lang, text] of Object.entries(consent.texts)) {
          const response = await backend.open(new URL(text.url, `${backend.base}/`).href);
          same(response.status, 200, `consent ${consent.id} ${lang}`);
          same(await sha256(await response.arrayBuffer()), text.sha256, `hash of consent ${consent.id} ${lang}`);
        }
    },
  },
  {
    clause: '2.3',
    title: 'the descriptor has an ETag and answers 304',
    level: 1,
    run: async (backend) => {
      const etag = (await backend.send('GET', '/program')).headers.get('ETag');
      must(etag !== null, 'no ETag');
      same((await backend.send('GET', '/program', { headers: { 'If-None-Match': etag } })).status, 304, 'status');
    },
  },
  {
    clause: '2.4',
    title: 'eligibility agrees with the descriptor, without any identity',
    level: 1,
    run: async (backend) => {
      const ask = async (json: Readonly<Record<string, unknown>>): Promise<unknown> =>
        ((await backend.send('POST', '/eligibility', { json })).json as { eligible?: unknown }).eligible;
      same(await ask({ country: 'AE' }), true, 'an allowed country');
      const { countries, regions } = backend.program.eligibility;
      for (const country of countries?.deny?.slice(0, 3) ?? []) same(await ask({ country }), false, 'a denied country');
      for (const region of regions?.deny?.slice(0, 3) ?? [])
        same(await ask({ country: region.slice(0, 2), region }), false, 'a denied region');
      const closed = backend.program.specialties.find(({ open }) => !open);
      if (closed) same(await ask({ country: 'AE', specialty: closed.code }), false, 'a closed specialty');
    },
  },
];
