import { describe, expect, it } from 'vitest';
import { programForm, validate } from '../../src/form/index.ts';
import { phones } from '../../src/form/phones.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import {
  exampleComplete,
  exampleProgram,
  exampleRegistration,
  exampleToday,
  formVectors,
} from '../../src/protocol/vectors/index.ts';

const bases = { registration: exampleRegistration, complete: exampleComplete } as const;
const sorted = (issues: readonly unknown[]): string[] => issues.map((one) => JSON.stringify(one)).sort();

describe.each([exampleToday, '2027-12-31', '2028-02-29'])('the vectors, judged on %s', (today) => {
  const { definition } = programForm(exampleProgram, today);
  const vectors = formVectors(today);

  it('are many, and each has its own name', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(250);
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, { base, change, expected }) => {
    const answers = applyMergePatch(bases[base], change) as JsonObject;
    const issues = validate(definition, answers, { today, phones, ...(base === 'registration' && { stage: 1 }) });
    expect(
      sorted(issues.map(({ pointer, code, severity }) => (severity ? [pointer, code, severity] : [pointer, code]))),
    ).toEqual(sorted(expected));
  });
});
