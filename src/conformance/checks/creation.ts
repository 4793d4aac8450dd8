/** Clause 3: one intent makes one referral. */
import { createdReferral, parseReference } from '../../protocol/index.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { createDraft, draftBody } from '../family.ts';
import { mustBeProblem } from './general.ts';

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

export const creation: readonly Check[] = [
  {
    clause: '3.1',
    title: 'a draft has an id, a reference with its check symbol, and a capability',
    level: 1,
    run: async (backend) => {
      const { seen } = await createDraft(backend);
      same(seen.status, 201, 'status');
      const parsed = createdReferral.safeParse(seen.json);
      if (!parsed.success) throw new Unmet('not the published shape');
      same(parseReference(parsed.data.reference), parsed.data.reference, 'reference');
      same(parsed.data.state, 'draft', 'state');
      must((seen.headers.get('Location') ?? '').endsWith(`/referrals/${parsed.data.id}`), 'Location');
      must(!(seen.headers.get('Location') ?? '').includes(parsed.data.capability.token), 'a token in Location');
      const bare = await backend.send('GET', `/referrals/${parsed.data.reference}`);
      must(bare.status === 401 || bare.status === 404, 'the reference opens something');
    },
  },
  {
    clause: '3.2',
    title: 'an Idempotency-Key is required',
    level: 1,
    run: async (backend) => {
      mustBeProblem(
        await backend.send('POST', '/referrals', { json: await draftBody(backend) }),
        400,
        'idempotency-missing',
      );
    },
  },
  {
    clause: '3.3',
    title: 'the same again answers the same',
    level: 1,
    run: async (backend) => {
      const headers = key();
      const json = await draftBody(backend);
      const first = await backend.send('POST', '/referrals', { json, headers });
      const second = await backend.send('POST', '/referrals', { json, headers });
      same(second.status, first.status, 'status');
      same(second.text, first.text, 'body');
      same(second.headers.get('Idempotency-Replayed'), 'true', 'Idempotency-Replayed');
    },
  },
  {
    clause: '3.4',
    title: 'a key is not reused for something else',
    level: 1,
    run: async (backend) => {
      const headers = key();
      const json = await draftBody(backend);
      await backend.send('POST', '/referrals', { json, headers });
      const other = await backend.send('POST', '/referrals', { json: { ...json, language: 'es' }, headers });
      mustBeProblem(other, 422, 'idempotency-reused');
    },
  },
  {
    clause: '3.5',
    title: 'twenty at once with one key make one referral',
    level: 1,
    run: async (backend) => {
      const headers = key();
      const json = await draftBody(backend);
      const all = await Promise.all(
        Array.from({ length: 20 }, () => backend.send('POST', '/referrals', { json, headers })),
      );
      const made = all.filter(({ status }) => status === 201);
      must(made.length > 0, 'none was made');
      must(new Set(made.map(({ text }) => text)).size === 1, 'more than one was made');
      for (const seen of all) if (seen.status !== 201) mustBeProblem(seen, 409, 'idempotency-in-flight');
    },
  },
  {
    clause: '3.6',
    title: 'the page must be of an allowed origin',
    level: 1,
    run: async (backend) => {
      const json = { ...(await draftBody(backend)), page: 'https://stranger.example/apply' };
      const seen = await backend.send('POST', '/referrals', { json, headers: key() });
      mustBeProblem(seen, 422, 'validation');
    },
  },
];
