/** The validation vectors, as the backend judges them: the same pointers and codes as in every browser. */
import { describe, expect, it, test } from 'vitest';
import { judgeAnswers } from '../../demo/server/referrals/form-rules.ts';
import { createDraft, submit } from '../../src/conformance/family.ts';
import { valueAt } from '../../src/form/pointer.ts';
import { applyMergePatch, diffMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import {
  exampleComplete,
  exampleProgram,
  exampleRegistration,
  exampleToday,
  type ExpectedIssue,
  type FormVector,
  formVectors,
} from '../../src/protocol/vectors/index.ts';
import { useServer } from './backend.ts';

const bases = { registration: exampleRegistration, complete: exampleComplete } as const;
const answersOf = ({ base, change }: FormVector): JsonObject => applyMergePatch(bases[base], change) as JsonObject;
/** Consents as they were signed with these answers. */
const signedWith = (answers: JsonObject): ReadonlySet<string> =>
  new Set([
    ...Object.entries(valueAt(answers, '/consents') ?? {}).flatMap(([id, given]) => (given === true ? [id] : [])),
    ...(valueAt(answers, '/notEmergency') === true ? ['C1'] : []),
    ...(valueAt(answers, '/feeAcknowledged') === true ? ['C8'] : []),
  ]);
const sorted = (issues: readonly { readonly pointer: string; readonly code: string }[]): string[] =>
  issues.map(({ pointer, code }) => `${pointer} ${code}`).sort();
const expectedOf = (expected: readonly ExpectedIssue[], severity: 'warning' | undefined): string[] =>
  expected
    .filter((issue) => issue[2] === severity)
    .map(([pointer, code]) => `${pointer} ${code}`)
    .sort();

describe('judged by the backend’s rules', () => {
  const now = new Date(`${exampleToday}T12:00:00Z`);
  it.each(formVectors(exampleToday).map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const answers = answersOf(vector);
    const stage = vector.base === 'registration' ? 1 : 2;
    const { errors, warnings } = judgeAnswers(exampleProgram, answers, { stage, now, consents: signedWith(answers) });
    expect(sorted(errors)).toEqual(expectedOf(vector.expected, undefined));
    // Where there is something to mend, warnings can wait.
    if (errors.length === 0) expect(sorted(warnings)).toEqual(expectedOf(vector.expected, 'warning'));
  });
});

describe('asked over HTTP', () => {
  const server = useServer();

  test('a family that mends one thing after the other is told pointers and codes each time', async () => {
    const { backend } = server();
    const draft = await createDraft(backend);
    const path = `/referrals/${draft.id}/form`;
    const today = new Date().toISOString().slice(0, 10);
    // What stops the form altogether is another answer, and consents are signed beside the answers.
    const vectors = formVectors(today).filter(
      ({ base, name, expected }) =>
        base === 'registration' &&
        !/^(?:before|consents|region|age|birth date|role|guardian|teenager)/.test(name) &&
        expected.some((issue) => issue[2] === undefined),
    );
    expect(vectors.length).toBeGreaterThan(50);
    for (const vector of vectors) {
      const seen = await backend.send('GET', path, { token: draft.token });
      const { form } = seen.json as { form: JsonObject };
      const etag = seen.headers.get('ETag') ?? '';
      const patched = await backend.send('PATCH', path, {
        token: draft.token,
        json: diffMergePatch(form, answersOf(vector)),
        headers: { 'If-Match': etag },
      });
      expect(patched.status, vector.name).toBe(200);
      const refused = await submit(backend, draft, 'registration');
      const { errors = [] } = refused.json as { errors?: { pointer: string; code: string }[] };
      expect([refused.status, sorted(errors)], vector.name).toEqual([422, expectedOf(vector.expected, undefined)]);
    }
  });
});
