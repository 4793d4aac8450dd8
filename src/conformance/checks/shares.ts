/** Clauses 6.8 to 6.11: links to somebody else, and a guardian who signs by one. */
import type { Capability, SignedConsent, StatusView } from '../../protocol/index.ts';
import { exampleGuardian } from '../../protocol/vectors/example-roles.ts';
import type { Backend } from '../backend.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { appliedBy, type Family, sampleBirthDate } from '../family.ts';
import { linkMailedTo } from '../mails.ts';
import { mustBeProblem } from './general.ts';

const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

const redeem = (backend: Backend, token: string, value = sampleBirthDate) =>
  backend.send('POST', '/access-links/redemptions', { json: { token, fact: { kind: 'birthDate', value } } });

const statusOf = async (backend: Backend, { id, token }: Pick<Family, 'id' | 'token'>): Promise<StatusView> =>
  (await backend.send('GET', `/referrals/${id}`, { token })).json as StatusView;

/** A charity has applied; the child's father has opened the link in his mail. */
async function fatherOf(backend: Backend, family: Family): Promise<Pick<Family, 'id' | 'token'>> {
  const seen = await redeem(backend, await linkMailedTo(backend, exampleGuardian.email));
  same(seen.status, 200, 'redemption by the guardian');
  return { id: family.id, token: (seen.json as { capability: Capability }).capability.token };
}

const consentsOf = (backend: Backend, ids: readonly string[], given: boolean): SignedConsent[] =>
  backend.program.consents.flatMap(({ id, version, texts }) => {
    const [lang, text] = Object.entries(texts)[0] ?? [];
    return ids.includes(id) && lang !== undefined && text !== undefined
      ? [{ id, version, lang, sha256: text.sha256, given, method: 'typed-name' as const, name: 'Khalid Al Hashimi' }]
      : [];
  });

async function sign(backend: Backend, father: Pick<Family, 'id' | 'token'>): Promise<void> {
  const asked = (await statusOf(backend, father)).signing?.consents.filter(({ required }) => required) ?? [];
  must(asked.length > 0, 'the guardian is asked for nothing');
  const consents = consentsOf(
    backend,
    asked.map(({ id }) => id),
    true,
  );
  const seen = await backend.send('POST', `/referrals/${father.id}/consents`, {
    token: father.token,
    json: { consents },
  });
  same(seen.status, 201, 'signing');
}

const share = { level: 2, feature: 'share', testProfile: true } as const;

export const shares: readonly Check[] = [
  {
    clause: '6.8',
    title: 'a guardian is mailed a link of their own, which opens only with the second fact',
    ...share,
    run: async (backend) => {
      await appliedBy(backend, 'charity');
      const token = await linkMailedTo(backend, exampleGuardian.email);
      mustBeProblem(await redeem(backend, token, '1998-01-01'), 400, 'fact-required');
      const seen = await redeem(backend, token);
      same(seen.status, 200, 'redemption');
      same((seen.json as { capability?: Partial<Capability> }).capability?.role, 'guardian', 'role');
    },
  },
  {
    clause: '6.9',
    title: 'their signature on every text that has to be agreed to closes the gate, and nothing less does',
    ...share,
    run: async (backend) => {
      const family = await appliedBy(backend, 'charity');
      same((await statusOf(backend, family)).gates.guardianConsent, 'pending', 'gate before');
      const father = await fatherOf(backend, family);
      const [first] = (await statusOf(backend, father)).signing?.consents.filter(({ required }) => required) ?? [];
      if (!first) throw new Unmet('the guardian is asked for nothing');
      await backend.send('POST', `/referrals/${family.id}/consents`, {
        token: father.token,
        json: { consents: consentsOf(backend, [first.id], true) },
      });
      same((await statusOf(backend, family)).gates.guardianConsent, 'pending', 'gate after one text');
      await sign(backend, father);
      same((await statusOf(backend, family)).gates.guardianConsent, 'signed', 'gate after all');
    },
  },
  {
    clause: '6.10',
    title: 'such a link reads state and texts, never answers, records or messages',
    ...share,
    run: async (backend) => {
      const family = await appliedBy(backend, 'charity');
      const father = await fatherOf(backend, family);
      for (const path of ['form', 'records', 'messages', 'requests'])
        mustBeProblem(await backend.send('GET', `/referrals/${family.id}/${path}`, { token: father.token }), 404);
    },
  },
  {
    clause: '6.11',
    title: 'a link that was ended opens nothing, and what it had opened is shut',
    ...share,
    run: async (backend) => {
      const family = await appliedBy(backend, 'charity');
      const father = await fatherOf(backend, family);
      const [sent] = (await statusOf(backend, family)).shares ?? [];
      const path = `/referrals/${family.id}/capabilities`;
      same((await backend.send('DELETE', `${path}/${sent?.id ?? ''}`, { token: family.token })).status, 204, 'ending');
      mustBeProblem(await backend.send('GET', `/referrals/${family.id}`, { token: father.token }), 401);
      const again = await backend.send('POST', path, {
        token: family.token,
        json: { kind: 'guardian-sign' },
        headers: key(),
      });
      same(again.status, 201, 'another link');
      same((await redeem(backend, await linkMailedTo(backend, exampleGuardian.email))).status, 200, 'its redemption');
    },
  },
];
