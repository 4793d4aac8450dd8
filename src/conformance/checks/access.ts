/** Clause 6: capabilities, links, second facts, codes. */
import { capability, verification } from '../../protocol/index.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { createDraft, linkInMail, register, sampleBirthDate, sampleEmail } from '../family.ts';
import { mustBeProblem } from './general.ts';

const nobody = 'x'.repeat(43);

export const access: readonly Check[] = [
  {
    clause: '6.1',
    title: 'without a capability there is nothing, and the answer says how to get in',
    level: 1,
    run: async (backend) => {
      const { id, token } = await createDraft(backend);
      for (const seen of [
        await backend.send('GET', `/referrals/${id}`),
        await backend.send('GET', `/referrals/${id}`, { token: nobody }),
        await backend.send('GET', `/referrals/${id}?token=${token}`),
      ]) {
        mustBeProblem(seen, 401, 'unauthorized');
        must((seen.headers.get('WWW-Authenticate') ?? '').startsWith('Bearer'), 'no WWW-Authenticate');
      }
    },
  },
  {
    clause: '6.2',
    title: 'another family’s referral looks like none',
    level: 1,
    run: async (backend) => {
      const [mine, theirs] = [await createDraft(backend), await createDraft(backend)];
      const foreign = await backend.send('GET', `/referrals/${theirs.id}`, { token: mine.token });
      const absent = await backend.send('GET', '/referrals/AAAAAAAAAAAAAAAAAAAAAAAA', { token: mine.token });
      mustBeProblem(foreign, 404, 'not-found');
      same(foreign.text.replaceAll(theirs.id, ''), absent.text.replaceAll('AAAAAAAAAAAAAAAAAAAAAAAA', ''), 'body');
    },
  },
  {
    clause: '6.3',
    title: 'a capability is renewed and ended',
    level: 1,
    run: async (backend) => {
      const { id, token } = await createDraft(backend);
      const seen = await backend.send('POST', '/capabilities/refresh', { token });
      const fresh = capability.safeParse(seen.json);
      if (!fresh.success) throw new Unmet('not a capability');
      must(fresh.data.token !== token, 'the same token again');
      same((await backend.send('GET', `/referrals/${id}`, { token: fresh.data.token })).status, 200, 'the new one');
      same((await backend.send('DELETE', '/capabilities/current', { token: fresh.data.token })).status, 204, 'ending');
      mustBeProblem(await backend.send('GET', `/referrals/${id}`, { token: fresh.data.token }), 401);
    },
  },
  {
    clause: '6.4',
    title: 'asking for a link tells a stranger nothing',
    level: 1,
    run: async (backend) => {
      const { reference } = await register(backend);
      const page = backend.origin;
      const known = await backend.send('POST', '/access-links', { json: { email: sampleEmail, reference, page } });
      const unknown = await backend.send('POST', '/access-links', {
        json: { email: 'nobody@families.example', reference: 'RSO-0000-0000', page },
      });
      same(known.status, 202, 'status');
      same(unknown.status, 202, 'status');
      same(unknown.text, known.text, 'body');
    },
  },
  {
    clause: '6.5',
    title: 'a link opens once, by POST, with a fact that is not in the mailbox',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      const { reference } = await register(backend);
      const link = await linkInMail(backend, reference);
      const token = link.hash.replace('#rso-link=', '');
      must(token.length >= 43, 'the token is not in the fragment');
      same(link.search, '', 'the query of the link');
      await backend.send('GET', link.href);
      await backend.send('HEAD', link.href);
      const redeem = (json: unknown) => backend.send('POST', '/access-links/redemptions', { json });
      mustBeProblem(await redeem({ token }), 400, 'fact-required');
      mustBeProblem(await redeem({ token, fact: { kind: 'birthDate', value: '1999-01-01' } }), 400, 'fact-required');
      const right = { token, fact: { kind: 'birthDate', value: sampleBirthDate } };
      same((await redeem(right)).status, 200, 'redemption');
      mustBeProblem(await redeem(right), 400, 'link-invalid');
    },
  },
  {
    clause: '6.6',
    title: 'five wrong facts end the link',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      const { reference } = await register(backend);
      const token = (await linkInMail(backend, reference)).hash.replace('#rso-link=', '');
      for (let attempt = 0; attempt < 5; attempt += 1)
        await backend.send('POST', '/access-links/redemptions', {
          json: { token, fact: { kind: 'birthDate', value: '1999-01-01' } },
        });
      const seen = await backend.send('POST', '/access-links/redemptions', {
        json: { token, fact: { kind: 'birthDate', value: sampleBirthDate } },
      });
      mustBeProblem(seen, 400, 'link-invalid');
    },
  },
  {
    clause: '6.7',
    title: 'a code has five tries',
    level: 1,
    run: async (backend) => {
      const { token } = await register(backend);
      const started = await backend.send('POST', '/verifications', { token, json: { purpose: 'email' } });
      same(started.status, 202, 'status');
      const parsed = verification.safeParse(started.json);
      if (!parsed.success) throw new Unmet('not the published shape');
      const left: unknown[] = [];
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const seen = await backend.send('POST', `/verifications/${parsed.data.id}/attempts`, {
          token,
          json: { code: 'wrong0' },
        });
        left.push((seen.json as { attemptsLeft?: unknown }).attemptsLeft);
      }
      same(left.join(), '4,3,2,1,0', 'tries left');
      const after = await backend.send('POST', `/verifications/${parsed.data.id}/attempts`, {
        token,
        json: { code: 'wrong0' },
      });
      must(after.status >= 400, 'a sixth try was taken');
    },
  },
];
