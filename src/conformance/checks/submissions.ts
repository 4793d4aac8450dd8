/** Clause 5: what a submission needs. */
import { submitted } from '../../protocol/index.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { completeForm, createDraft, register, submit, verifiedFamily } from '../family.ts';
import { giveRecord } from '../sent-records.ts';
import { englishPdf } from '../sample-pdf.ts';
import { mustBeProblem } from './general.ts';

export const submissions: readonly Check[] = [
  {
    clause: '5.1',
    title: 'an incomplete registration is refused by pointer, and is mended',
    level: 1,
    run: async (backend) => {
      const draft = await createDraft(backend, { form: {} });
      const seen = await submit(backend, draft, 'registration');
      mustBeProblem(seen, 422, 'validation');
      const { errors } = seen.json as { errors?: readonly { pointer: string; code: string }[] };
      must((errors?.length ?? 0) > 3, 'no pointers');
      must(errors?.some(({ pointer }) => pointer === '/patient/birthDate') ?? false, 'the birth date is not missed');
      const registered = await register(backend);
      const status = await backend.send('GET', `/referrals/${registered.id}`, { token: registered.token });
      same((status.json as { state?: unknown }).state, 'registered', 'state');
    },
  },
  {
    clause: '5.2',
    title: 'records wait for the checked e-mail address',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      const family = await register(backend);
      await completeForm(backend, family);
      await giveRecord(backend, family, await englishPdf());
      mustBeProblem(await submit(backend, family, 'records'), 403, 'email-unverified');
    },
  },
  {
    clause: '5.2',
    title: 'records wait for the categories that the program requires',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      if (!backend.program.requirements.some(({ severity, when }) => severity === 'block' && !when)) return;
      const family = await verifiedFamily(backend);
      await completeForm(backend, family);
      mustBeProblem(await submit(backend, family, 'records'), 422, 'validation');
    },
  },
  {
    clause: '5.3',
    title: 'a consent of another version is outdated',
    level: 1,
    run: async (backend) => {
      const consents = [
        { id: 'C1', version: '0-never', lang: 'en', sha256: '0'.repeat(64), given: true, method: 'checkbox' },
      ];
      const draft = await createDraft(backend, { consents });
      const seen = draft.seen.status === 201 ? await submit(backend, draft, 'registration') : draft.seen;
      mustBeProblem(seen, 409, 'consent-outdated');
    },
  },
  {
    clause: '5.4',
    title: 'what was submitted is not submitted again',
    level: 1,
    run: async (backend) => {
      const family = await register(backend);
      mustBeProblem(await submit(backend, family, 'registration'), 409, 'state-conflict');
    },
  },
  {
    clause: '5.5',
    title: 'the answer counts what the backend holds',
    level: 1,
    testProfile: true,
    run: async (backend) => {
      const family = await verifiedFamily(backend);
      await completeForm(backend, family);
      const bytes = await englishPdf();
      await giveRecord(backend, family, bytes);
      const seen = await submit(backend, family, 'records');
      const parsed = submitted.safeParse(seen.json);
      if (!parsed.success) throw new Unmet(`not the published shape (status ${seen.status})`);
      same(parsed.data.state, 'intake-review', 'state');
      same(parsed.data.records.count, 1, 'records');
      same(parsed.data.records.bytes, bytes.length, 'bytes');
    },
  },
];
