/** When a question is asked: `enableWhen` that others write, and what ours says to others. */
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../src/form/index.ts';
import { exportQuestionnaire, importQuestionnaire } from '../../../src/protocol/fhir/index.ts';
import type { Item } from '../../../src/protocol/fhir/questionnaire.ts';
import type { Condition, Field, FormDefinition } from '../../../src/protocol/index.ts';
import type { JsonObject } from '../../../src/protocol/merge-patch.ts';

describe('a condition of ours', () => {
  const asked: readonly Field[] = [
    { id: 'c', type: 'choice', options: [{ code: 'x' }, { code: 'unknown' }] },
    { id: 'b', type: 'boolean' },
    { id: 't', type: 'text' },
    { id: 'd', type: 'partial-date' },
    { id: 'lang', type: 'language' },
    { id: 'who', type: 'name' },
  ];
  const exported = (visible: Condition) => {
    const definition: FormDefinition = {
      id: 'own',
      version: '1',
      steps: [
        { id: 'one', stage: 1, sections: [{ id: 's', fields: [...asked, { id: 'target', type: 'text', visible }] }] },
      ],
    };
    const { questionnaire, problems } = exportQuestionnaire(definition);
    const fields = questionnaire.item?.[0]?.item?.[0]?.item ?? [];
    const { enableWhen, enableBehavior } = fields.find(({ linkId }) => linkId === '/target') as Item;
    return { when: enableWhen?.map(({ question, ...rest }) => [question, rest]), enableBehavior, problems };
  };
  const own = 'https://rso-intake.example/fhir/CodeSystem/c';
  const is = (code: string, operator = '=') => ['/c', { operator, answerCoding: { system: own, code } }];

  it.each<[string, Condition, unknown, string?]>([
    ['always', true, undefined],
    ['yes', { field: '/b', eq: true }, [['/b', { operator: '=', answerBoolean: true }]]],
    ['not yes', { not: { field: '/b', eq: true } }, [['/b', { operator: '!=', answerBoolean: true }]]],
    ['given', { field: '/t', exists: true }, [['/t', { operator: 'exists', answerBoolean: true }]]],
    ['not given', { field: '/t', exists: false }, [['/t', { operator: 'exists', answerBoolean: false }]]],
    [
      'not given, said twice',
      { not: { field: '/t', exists: false } },
      [['/t', { operator: 'exists', answerBoolean: true }]],
    ],
    ['not: given', { not: { field: '/t', exists: true } }, [['/t', { operator: 'exists', answerBoolean: false }]]],
    ['a code', { field: '/c', eq: 'x' }, [is('x')]],
    ['a code among those chosen', { field: '/c', exists: 'x' }, [is('x')]],
    ['another code than', { not: { field: '/c', eq: 'x' } }, [is('x', '!=')]],
    [
      'declined',
      { field: '/c', eq: 'unknown' },
      [
        [
          '/c',
          {
            operator: '=',
            answerCoding: { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' },
          },
        ],
      ],
    ],
    [
      'a language',
      { field: '/lang', eq: 'en' },
      [['/lang', { operator: '=', answerCoding: { system: 'urn:ietf:bcp:47', code: 'en' } }]],
    ],
    ['a text', { field: '/t', eq: 'yes' }, [['/t', { operator: '=', answerString: 'yes' }]]],
    ['a whole number', { field: '/t', eq: 3 }, [['/t', { operator: '=', answerInteger: 3 }]]],
    ['a number', { field: '/t', lt: 3.5 }, [['/t', { operator: '<', answerDecimal: 3.5 }]]],
    ['after a day', { field: '/d', gt: '2020-01-31' }, [['/d', { operator: '>', answerDate: '2020-01-31' }]]],
    ['before a year', { field: '/d', lt: '2020' }, [['/d', { operator: '<', answerDate: '2020' }]]],
    ['one of several codes', { field: '/c', in: ['x', 'y'] }, [is('x'), is('y')], 'any'],
    ['one of one code', { field: '/c', in: ['x'] }, [is('x')]],
    [
      'both',
      {
        and: [
          { field: '/b', eq: true },
          { field: '/c', eq: 'x' },
        ],
      },
      [['/b', { operator: '=', answerBoolean: true }], is('x')],
      'all',
    ],
    [
      'either',
      {
        or: [
          { field: '/b', eq: true },
          { field: '/c', eq: 'x' },
        ],
      },
      [['/b', { operator: '=', answerBoolean: true }], is('x')],
      'any',
    ],
    [
      'either, of several codes',
      {
        or: [
          { field: '/b', eq: true },
          { field: '/c', in: ['x', 'y'] },
        ],
      },
      [['/b', { operator: '=', answerBoolean: true }], is('x'), is('y')],
      'any',
    ],
    ['all of one', { and: [{ field: '/c', in: ['x', 'y'] }] }, [is('x'), is('y')], 'any'],
  ])('says: %s', (_name, visible, when, behaviour) => {
    const out = exported(visible);
    expect(out).toEqual({ when, enableBehavior: behaviour, problems: [] });
  });

  it.each<[string, Condition]>([
    [
      'both, one of several codes',
      {
        and: [
          { field: '/b', eq: true },
          { field: '/c', in: ['x', 'y'] },
        ],
      },
    ],
    ['none of several codes', { not: { field: '/c', in: ['x', 'y'] } }],
    ['not after', { not: { field: '/d', gt: '2020-01-31' } }],
    ['both inside of either', { or: [{ and: [{ field: '/b', eq: true }] }, { field: '/c', eq: 'x' }] }],
    ['not both', { not: { and: [{ field: '/b', eq: true }] } }],
    ['never', { not: true }],
    ['a date without its day', { field: '/d', partial: true }],
    ['a question that there is not', { field: '/gone', eq: 'x' }],
    ['a part of a name', { field: '/who/full', exists: true }],
    ['two things of one question', { field: '/t', gt: 1, lt: 5 }],
    ['nothing of a question', { field: '/t' }],
  ])('that enableWhen cannot say is reported, and the question always asked: %s', (_name, visible) => {
    const out = exported(visible);
    expect(out.when).toBeUndefined();
    expect(out.problems).toEqual([{ at: '/target', code: 'condition', what: 'visible', effect: 'left-out' }]);
  });
});

describe('a condition of others', () => {
  const asks = (question: object, enableWhen: readonly object[], enableBehavior?: string) => {
    const { definition, problems } = importQuestionnaire({
      resourceType: 'Questionnaire',
      status: 'draft',
      item: [
        { linkId: 'q', text: 'Q', ...question },
        { linkId: 'target', type: 'string', text: 'T', enableWhen, ...(enableBehavior && { enableBehavior }) },
      ],
    });
    return {
      problems,
      /** Is the second question asked with this answer to the first? */
      with: (answer: JsonObject[string]) =>
        resolve(definition, { 'q-q': answer }).fields.find(({ pointer }) => pointer === '/q-target')?.visible,
    };
  };
  const when = (operator: string, answer: object) => ({ question: 'q', operator, ...answer });

  it('compares numbers, as they are said', () => {
    const at = (operator: string) => asks({ type: 'integer' }, [when(operator, { answerInteger: 3 })]);
    const seen = (operator: string) => [2, 3, 4].map((value) => at(operator).with({ value }));
    expect(seen('>')).toEqual([false, false, true]);
    expect(seen('>=')).toEqual([false, true, true]);
    expect(seen('<')).toEqual([true, false, false]);
    expect(seen('<=')).toEqual([true, true, false]);
    expect(seen('=')).toEqual([false, true, false]);
    expect(seen('!=')).toEqual([true, false, true]);
  });

  it('compares quantities by their number', () => {
    const heavy = asks({ type: 'quantity' }, [when('>', { answerQuantity: { value: 3, unit: 'kg' } })]);
    expect([heavy.with({ value: 3, unit: 'kg' }), heavy.with({ value: 4, unit: 'kg' })]).toEqual([false, true]);
  });

  it('tells apart what several systems call the same', () => {
    const answerOption = ['a', 'b'].map((system) => ({ valueCoding: { system, code: '1' } }));
    const second = asks({ type: 'choice', answerOption }, [when('=', { answerCoding: { system: 'b', code: '1' } })]);
    expect([second.with('a|1'), second.with('b|1')]).toEqual([false, true]);
    // Without a system it is the first that has the code.
    const first = asks({ type: 'choice', answerOption }, [when('=', { answerCoding: { code: '1' } })]);
    expect([first.with('a|1'), first.with('b|1')]).toEqual([true, false]);
  });

  it('knows options by their words alone, and those that are plain values', () => {
    const worded = [{ valueCoding: { display: 'Often' } }, { valueCoding: { display: 'Never' } }];
    const often = asks({ type: 'choice', answerOption: worded }, [when('=', { answerCoding: { display: 'Never' } })]);
    expect([often.with('Often'), often.with('Never')]).toEqual([false, true]);
    const plain = asks({ type: 'choice', answerOption: [{ valueString: 'a' }, { valueString: 'b' }] }, [
      when('=', { answerString: 'b' }),
    ]);
    expect([plain.with('a'), plain.with('b')]).toEqual([false, true]);
  });

  it('looks at the code of an open choice, and at its words where they are no option', () => {
    const question = { type: 'open-choice', answerOption: [{ valueCoding: { system: 's', code: 'a' } }] };
    const coded = asks(question, [when('=', { answerCoding: { system: 's', code: 'a' } })]);
    expect([coded.with({ text: 'A', code: 'a' }), coded.with({ text: 'a' })]).toEqual([true, false]);
    const free = asks(question, [when('=', { answerString: 'mine' })]);
    expect([free.with({ text: 'mine' }), free.with({ text: 'A', code: 'a' })]).toEqual([true, false]);
    const listed = asks({ type: 'open-choice', answerOption: [{ valueString: 'b' }] }, [
      when('=', { answerString: 'b' }),
    ]);
    expect([listed.with({ text: 'b', code: 'b' }), listed.with({ text: 'c' })]).toEqual([true, false]);
  });

  it('that has nothing to compare with is reported, and the question always asked', () => {
    const { problems, with: asked } = asks({ type: 'choice', answerOption: [{ valueString: 'a' }] }, [
      when('=', { answerCoding: {} }),
    ]);
    expect(problems).toEqual([{ at: 'target', code: 'condition', what: 'q =', effect: 'kept' }]);
    expect(asked('a')).toBe(true);
  });

  it('of which one part is lost still asks where any would do, and still waits where all must hold', () => {
    const lost = { question: 'gone', operator: '=', answerBoolean: true };
    const parts = [when('=', { answerBoolean: true }), lost];
    expect([true, false].map(asks({ type: 'boolean' }, parts, 'any').with)).toEqual([true, true]);
    expect([true, false].map(asks({ type: 'boolean' }, parts, 'all').with)).toEqual([true, false]);
  });

  it('of several parts wants all of them, or any', () => {
    const parts = [when('>', { answerInteger: 2 }), when('<', { answerInteger: 5 })];
    const seen = (behaviour: string) =>
      [1, 3, 6].map((value) => asks({ type: 'integer' }, parts, behaviour).with({ value }));
    expect(seen('all')).toEqual([false, true, false]);
    expect(seen('any')).toEqual([true, true, true]);
  });
});
