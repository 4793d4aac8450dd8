/** Clauses 4.1–4.4: answers travel as merge patches and are never overwritten unseen. */
import { formDocument } from '../../protocol/index.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { createDraft } from '../family.ts';
import { mustBeProblem } from './general.ts';

export const form: readonly Check[] = [
  {
    clause: '4.1',
    title: 'the answers come back as they were given, with an ETag',
    level: 1,
    run: async (backend) => {
      const { id, token, body } = await createDraft(backend);
      const seen = await backend.send('GET', `/referrals/${id}/form`, { token });
      const parsed = formDocument.safeParse(seen.json);
      if (!parsed.success) throw new Unmet('not the published shape');
      same(JSON.stringify(parsed.data.form), JSON.stringify(body.form), 'answers');
      const etag = seen.headers.get('ETag');
      must(etag !== null && !etag.startsWith('W/'), 'no strong ETag');
      const again = await backend.send('GET', `/referrals/${id}/form`, { token, headers: { 'If-None-Match': etag } });
      same(again.status, 304, 'status with If-None-Match');
    },
  },
  {
    clause: '4.2',
    title: 'a patch needs If-Match, merges, and null removes',
    level: 1,
    run: async (backend) => {
      const { id, token } = await createDraft(backend);
      const path = `/referrals/${id}/form`;
      mustBeProblem(await backend.send('PATCH', path, { token, json: {} }), 428, 'precondition-required');
      const etag = (await backend.send('GET', path, { token })).headers.get('ETag') ?? '';
      const seen = await backend.send('PATCH', path, {
        token,
        json: { custom: { conformance: { kept: 'yes', gone: null } } },
        headers: { 'If-Match': etag },
      });
      same(seen.status, 200, 'status');
      must(seen.headers.get('ETag') !== etag, 'the ETag did not change');
      const { form: answers } = seen.json as { form: { custom?: { conformance?: Record<string, unknown> } } };
      same(answers.custom?.conformance?.['kept'], 'yes', 'a patched member');
      must(!('gone' in (answers.custom?.conformance ?? {})), 'null did not remove');
    },
  },
  {
    clause: '4.3',
    title: 'a stale patch is refused with the current ETag',
    level: 1,
    run: async (backend) => {
      const { id, token } = await createDraft(backend);
      const path = `/referrals/${id}/form`;
      const seen = await backend.send('PATCH', path, { token, json: {}, headers: { 'If-Match': '"stale"' } });
      mustBeProblem(seen, 412, 'version-conflict');
      same(seen.headers.get('ETag'), (await backend.send('GET', path, { token })).headers.get('ETag'), 'ETag');
    },
  },
  {
    clause: '4.4',
    title: 'of parallel patches one wins and none is lost unseen',
    level: 1,
    run: async (backend) => {
      const { id, token } = await createDraft(backend);
      const path = `/referrals/${id}/form`;
      const etag = (await backend.send('GET', path, { token })).headers.get('ETag') ?? '';
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          backend.send('PATCH', path, {
            token,
            json: { custom: { [`race${index}`]: index } },
            headers: { 'If-Match': etag },
          }),
        ),
      );
      same(all.filter(({ status }) => status === 200).length, 1, 'patches that won');
      same(all.filter(({ status }) => status === 412).length, 9, 'patches that were told');
    },
  },
];
