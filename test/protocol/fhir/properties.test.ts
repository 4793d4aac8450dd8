/** Whatever questionnaire comes along: it comes in, goes out as it was, and answers travel there and back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve, validate } from '../../../src/form/index.ts';
import {
  exportQuestionnaire,
  fromQuestionnaireResponse,
  importQuestionnaire,
  type QuestionnaireResponse,
  toQuestionnaireResponse,
} from '../../../src/protocol/fhir/index.ts';
import { safePattern } from '../../../src/protocol/fhir/pattern.ts';
import { formDefinition, isAnswers } from '../../../src/protocol/index.ts';
import { filled } from '../../fixtures/questionnaires/filled.ts';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((one) => one.trim() !== '');
const types = [
  ...['group', 'display', 'boolean', 'decimal', 'integer', 'date', 'dateTime', 'time', 'string', 'text', 'url'],
  ...['choice', 'open-choice', 'attachment', 'reference', 'quantity'],
];
const coding = fc.record(
  { system: fc.constantFrom('urn:a', 'urn:b'), code: text, display: text },
  { requiredKeys: ['code'] },
);
const option = fc.oneof(
  coding.map((valueCoding) => ({ valueCoding })),
  text.map((valueString) => ({ valueString })),
  fc.integer({ min: -99, max: 99 }).map((valueInteger) => ({ valueInteger })),
  fc.record({ valueCoding: coding, initialSelected: fc.boolean() }),
);
const extension = fc.oneof(
  fc.record({
    url: fc.constantFrom(
      ...['minValue', 'maxValue', 'minLength', 'regex', 'entryFormat', 'questionnaire-hidden', 'made-up'].map(
        (name) => `http://hl7.org/fhir/StructureDefinition/${name}`,
      ),
    ),
    valueString: text,
  }),
  fc.record({
    url: fc.constantFrom(
      ...['questionnaire-minOccurs', 'questionnaire-maxOccurs'].map(
        (name) => `http://hl7.org/fhir/StructureDefinition/${name}`,
      ),
    ),
    valueInteger: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    url: fc.constant('http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption'),
    valueCoding: coding,
  }),
);
const when = fc.record({
  question: fc.constantFrom('1', '2', '3.1', 'gone'),
  operator: fc.constantFrom('=', '!=', '>', '<', '>=', '<=', 'exists', '~'),
  answerBoolean: fc.boolean(),
});

interface Shape {
  readonly type: string;
  readonly [member: string]: unknown;
  readonly item?: readonly Shape[] | undefined;
}
const members = {
  type: fc.constantFrom(...types),
  text,
  prefix: text,
  required: fc.boolean(),
  repeats: fc.boolean(),
  readOnly: fc.boolean(),
  maxLength: fc.integer({ min: 20, max: 200 }),
  answerOption: fc.uniqueArray(option, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) }),
  extension: fc.array(extension, { minLength: 1, maxLength: 3 }),
  enableWhen: fc.array(when, { minLength: 1, maxLength: 2 }),
  enableBehavior: fc.constantFrom('all', 'any'),
};
const { item } = fc.letrec<{ item: Shape }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.record(members, { requiredKeys: ['type', 'text'] }),
    fc.record(
      { ...members, item: fc.array(tie('item'), { minLength: 1, maxLength: 3 }) },
      { requiredKeys: ['type', 'text', 'item'] },
    ),
  ) as fc.Arbitrary<Shape>,
}));

/** Each with a linkId of its own, by where it stands. */
const numbered = (items: readonly Shape[], above = ''): readonly object[] =>
  items.map(({ item: inner, ...head }, index) => {
    const linkId = above === '' ? String(index + 1) : `${above}.${index + 1}`;
    return { linkId, ...head, ...(inner && { item: numbered(inner, linkId) }) };
  });
const questionnaires = fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item: numbered(items),
}));

describe('any questionnaire', () => {
  it('comes in as a definition that travels, and goes out as it was', () => {
    fc.assert(
      fc.property(questionnaires, (given) => {
        const { definition } = importQuestionnaire(copy(given));
        expect(formDefinition.safeParse(definition).error).toBeUndefined();
        expect(exportQuestionnaire(copy(definition)).questionnaire).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  it('carries its answers there and back, whole', () => {
    fc.assert(
      fc.property(questionnaires, (given) => {
        const { definition } = importQuestionnaire(copy(given));
        const answers = filled(definition);
        const { response, problems } = toQuestionnaireResponse(definition, answers);
        expect(problems).toEqual([]);
        expect(fromQuestionnaireResponse(definition, copy(response))).toEqual({ answers, problems: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('is resolved and judged without an accident', () => {
    fc.assert(
      fc.property(questionnaires, (given) => {
        const { definition, initial } = importQuestionnaire(given);
        expect(isAnswers(initial)).toBe(true);
        resolve(definition, initial);
        validate(definition, filled(definition), { today: '2026-11-27' });
      }),
      { numRuns: 300 },
    );
  });
});

const values = fc.oneof(
  text.map((valueString) => ({ valueString })),
  fc.integer().map((valueInteger) => ({ valueInteger })),
  fc.boolean().map((valueBoolean) => ({ valueBoolean })),
  fc.constant({ valueDate: '2020-05' }),
  coding.map((valueCoding) => ({ valueCoding })),
  fc
    .record({ value: fc.double({ noNaN: true, min: -1e6, max: 1e6 }), unit: text, code: text }, { requiredKeys: [] })
    .map((valueQuantity) => ({ valueQuantity })),
);

describe('any response', () => {
  it('is taken as it is, or what is not is reported', () => {
    const types3 = ['string', 'integer', 'quantity', 'choice', 'open-choice', 'date', 'boolean'];
    fc.assert(
      fc.property(
        fc.constantFrom(...types3),
        fc.array(values, { maxLength: 3 }),
        fc.boolean(),
        (type, answer, repeats) => {
          const { definition } = importQuestionnaire({
            resourceType: 'Questionnaire',
            url: 'urn:x',
            status: 'active',
            item: [
              {
                linkId: 'q',
                type,
                text: 'Q',
                repeats,
                answerOption: type.includes('choice') ? [{ valueString: 'a' }] : undefined,
              },
            ],
          });
          const response = {
            resourceType: 'QuestionnaireResponse',
            status: 'completed',
            item: [{ linkId: 'q', text: 'Q', answer }],
          } as const satisfies QuestionnaireResponse;
          const { answers, problems } = fromQuestionnaireResponse(definition, copy(response));
          if (problems.length > 0) return;
          const again = toQuestionnaireResponse(definition, answers).response.item?.[0]?.answer ?? [];
          const bare = again.map(({ id: _id, extension: _extension, ...value }) => value);
          expect(copy(bare)).toEqual(copy(answer));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('any pattern', () => {
  it('that is let through is quick on any text', () => {
    const piece = fc.constantFrom(
      'a',
      '\\d',
      '[a-z]',
      '(',
      ')',
      '(?:',
      '|',
      '*',
      '+',
      '?',
      '{2,5}',
      '{3,}',
      '.',
      '^',
      '$',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const pattern = safePattern(pieces.join(''));
        if (pattern === undefined) return;
        // One that runs away would not come back before the test is given up.
        expect(typeof new RegExp(`^(?:${pattern})$`, 'u').test(`${'a1'.repeat(250)}!`)).toBe('boolean');
        expect(typeof new RegExp(`^(?:${pattern})$`, 'u').test(`${'a'.repeat(500)}!`)).toBe('boolean');
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['^[A-Z]{2}\\d{4}$', '[A-Z]{2}\\d{4}'],
    ['\\d{3}-?\\d{3}', '\\d{3}-?\\d{3}'],
    ['(?:a|b)?c', '(?:a|b)?c'],
    ['a\\$', 'a\\$'],
  ])('%s may be run', (given, pattern) => expect(safePattern(given)).toBe(pattern));

  it.each([
    ...['(a+)+$', '(a|aa)*', '(a?a)*', '(?=a)a', '(a)\\1', 'a*b*c*', 'a{1,999}', '*a', 'a**', '[a', '(a', 'a)'],
    ...['a?a?a?a?a?a?', '(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)', 'x'.repeat(201), '', 7],
  ])('%s may not', (given) => expect(safePattern(given)).toBe(undefined));
});
