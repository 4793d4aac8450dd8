/** The validation vectors in a browser engine: the same pointers and codes as Node and the backend give. */
import { expect } from '@open-wc/testing';
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

describe('the validation vectors, judged by this browser', () => {
  const { definition } = programForm(exampleProgram, exampleToday);
  const vectors = formVectors(exampleToday);

  it('are at least 250', () => expect(vectors.length).to.be.at.least(250));

  for (const { name, base, change, expected } of vectors)
    it(name, () => {
      const answers = applyMergePatch(bases[base], change) as JsonObject;
      const scope = base === 'registration' ? { stage: 1 } : {};
      const issues = validate(definition, answers, { today: exampleToday, phones, ...scope });
      const found = issues.map(({ pointer, code, severity }) =>
        severity ? [pointer, code, severity] : [pointer, code],
      );
      expect(sorted(found)).to.deep.equal(sorted(expected));
    });
});
