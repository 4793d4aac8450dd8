import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseAnswers, programForm, prune, resolve, validate, validateField } from '../../src/form/index.ts';
import { phones } from '../../src/form/phones.ts';
import { fieldTypes, isAnswers, type Condition, type Field, type FormDefinition } from '../../src/protocol/index.ts';
import { applyMergePatch, diffMergePatch, type Json, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const today = exampleToday;
const { definition } = programForm(exampleProgram, today);

const value: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const odd = fc.oneof(
  value,
  fc.string({ unit: 'binary' }),
  fc.constantFrom<Json>(
    '__proto__',
    'constructor',
    '\u202E',
    '2018-02-30',
    '+',
    '٠',
    '',
    ' ',
    null,
    [],
    {},
    -0,
    1e308,
    { full: [] },
    { country: 'DE', lines: [1] },
    { state: 'list', items: [] },
    { number: {} },
  ),
);
/** Where the form looks for answers, and where it does not. */
const pointers = resolve(definition, exampleComplete).fields.map(({ pointer }) => pointer);

/** The example answers with some of them replaced by anything at all. */
const answers = fc
  .array(fc.tuple(fc.constantFrom(...pointers, '/guardians', '/imaging', '/clinical', '/unknown/place'), odd), {
    maxLength: 6,
  })
  .map((changes) => {
    const document = structuredClone(exampleComplete) as unknown as Record<string, Json>;
    for (const [pointer, replaced] of changes) {
      const names = pointer.split('/').slice(1);
      let at: Record<string, Json> = document;
      for (const name of names.slice(0, -1)) {
        const next = at[name];
        if (typeof next !== 'object' || next === null || Array.isArray(next)) at[name] = {};
        at = at[name] as Record<string, Json>;
      }
      at[names.at(-1)!] = structuredClone(replaced);
    }
    return document as JsonObject;
  });

describe('whatever JSON comes', () => {
  it('validation does not throw, names pointers, and repeats itself', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const before = JSON.stringify(given);
        const issues = validate(definition, given, { today, phones });
        expect(JSON.stringify(given)).toBe(before);
        for (const { pointer, code } of issues) {
          expect(pointer).toMatch(/^\//);
          expect(code).toMatch(/^[a-z]+([.-][a-z]+)*$/);
        }
        expect(validate(definition, given, { today, phones })).toEqual(issues);
      }),
      { numRuns: 800 },
    );
  });

  it('any object at all is judged too', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), (given) => {
        if (isAnswers(given)) validate(definition, given, { today });
      }),
      { numRuns: 500 },
    );
  });

  it('one field alone gets the very issues that it gets in the whole', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...pointers), (given, pointer) => {
        const pruned = prune(definition, given);
        const whole = validate(definition, pruned, { today }).filter(
          (issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`),
        );
        const known = resolve(definition, pruned).fields.some((one) => one.pointer === pointer);
        if (known) expect(validateField(definition, pruned, pointer, { today })).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('hidden fields hold no value, and pruning twice is pruning once', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { fields, answers: pruned } = resolve(definition, given);
        for (const { pointer, applies } of fields)
          if (!applies)
            expect(
              pointer
                .split('/')
                .slice(1)
                .reduce<Json | undefined>((at, name) => (at as JsonObject | undefined)?.[name], pruned),
            ).toBeUndefined();
        expect(prune(definition, pruned)).toEqual(pruned);
      }),
      { numRuns: 1000 },
    );
  });

  it('the stored writing is reached in one step', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const stored = normaliseAnswers(definition, given, phones);
        expect(normaliseAnswers(definition, stored, phones)).toEqual(stored);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any definition', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constant(true as const),
      fc.record({ field: fc.constantFrom(...ids.map((id) => `/${id}`)), exists: fc.boolean() }),
      fc.record({ field: fc.constantFrom(...ids.map((id) => `/${id}`)), eq: fc.constantFrom('x', 'y') }),
      fc.record({ not: tie('any') }),
      fc.record({ and: fc.array(tie('any'), { maxLength: 2 }) }),
      fc.record({ or: fc.array(tie('any'), { maxLength: 2 }) }),
    ),
  })).any;
  const form = fc
    .tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          type: fc.constantFrom(...fieldTypes),
          visible: condition,
          required: condition,
        }),
      ),
    )
    .map((fields): FormDefinition => ({
      id: 'f',
      version: '1',
      steps: [{ id: 's', stage: 1, sections: [{ id: 's', fields: fields as Field[] }] }],
    }));
  const given = fc.record(Object.fromEntries(ids.map((id) => [id, fc.constantFrom<Json>('x', 'y', '', true)])), {
    requiredKeys: [],
  });

  it('comes to rest, circles and all, and its hidden fields hold nothing', () => {
    fc.assert(
      fc.property(form, given, (definition, document) => {
        const { fields, answers: pruned } = resolve(definition, document as JsonObject);
        for (const { pointer, applies } of fields) if (!applies) expect(pruned).not.toHaveProperty(pointer.slice(1));
        validate(definition, document as JsonObject, { today });
      }),
      { numRuns: 1500 },
    );
  });

  it('without circles, what it shows agrees with the answers that are left', () => {
    /** Each field may only look at those before it. */
    const ordered = form.map((definition): FormDefinition => {
      const [step] = definition.steps;
      const fields = step!.sections[0]!.fields.map((field, index): Field => ({
        ...field,
        visible: index === 0 ? true : { and: [{ field: `/${ids[index - 1]}`, exists: index % 2 === 0 }] },
      }));
      return { ...definition, steps: [{ ...step!, sections: [{ id: 's', fields }] }] };
    });
    fc.assert(
      fc.property(ordered, given, (definition, document) => {
        const once = prune(definition, document as JsonObject);
        expect(prune(definition, once)).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('merge patches', () => {
  /** Documents as the form makes them: members that are null do not exist. */
  const leaf = fc.constantFrom<Json>('', 'x', 'y', 0, 7, true, false, [], ['x'], ['x', 'y']);
  const members = (inner: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), inner, {
      maxKeys: 3,
      noNullPrototype: true,
    }) as fc.Arbitrary<JsonObject>;
  const document = members(fc.oneof(leaf, members(fc.oneof(leaf, members(leaf)))));

  it('lead from one document to the other', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(applyMergePatch(before, diffMergePatch(before, after))).toEqual(after);
        expect(diffMergePatch(after, after)).toEqual({});
      }),
      { numRuns: 2000 },
    );
  });

  it('of two devices that changed different items both stand', () => {
    fc.assert(
      fc.property(document, leaf, leaf, (base, one, other) => {
        const start = { ...base, group: { k0: { order: 0 } } };
        const mine = diffMergePatch(start, { ...start, group: { ...start.group, k1: { text: one } } });
        const theirs = diffMergePatch(start, { ...start, group: { ...start.group, k2: { text: other } } });
        expect(applyMergePatch(applyMergePatch(start, mine), theirs)).toEqual(
          applyMergePatch(applyMergePatch(start, theirs), mine),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('answers on the wire', () => {
  it('are plain objects of bounded depth', () => {
    let deep: Json = 1;
    for (let index = 0; index < 100_000; index += 1) deep = [deep];
    expect(isAnswers({ a: { b: [1, 'x', null, true] } })).toBe(true);
    expect([isAnswers({ deep }), isAnswers([]), isAnswers(null), isAnswers('x'), isAnswers({ f: () => 1 })]).toEqual(
      Array(5).fill(false),
    );
  });
});
