/** What others write in a questionnaire or a response, piece by piece: taken as it is meant, or reported. */
import { describe, expect, it } from 'vitest';
import {
  exportQuestionnaire,
  fromQuestionnaireResponse,
  importQuestionnaire,
  toQuestionnaireResponse,
} from '../../../src/protocol/fhir/index.ts';
import { safePattern } from '../../../src/protocol/fhir/pattern.ts';
import type { ResponseItem } from '../../../src/protocol/fhir/questionnaire.ts';
import type { Field, FormDefinition, JsonObject } from '../../../src/protocol/index.ts';

const resource = (item: unknown, more: object = {}) =>
  importQuestionnaire({ resourceType: 'Questionnaire', status: 'draft', item, ...more });
const one = (question: object, more: object = {}) => resource([{ linkId: 'q', text: 'Q', ...question }], more);
const fieldOf = (definition: FormDefinition): Field => definition.steps[0]?.sections[0]?.fields[0] as Field;
const fhir = 'http://hl7.org/fhir/StructureDefinition/';

describe('items', () => {
  it('that cannot be told apart, or are none, are reported and left out; the others stand', () => {
    const { definition, problems } = resource([
      { linkId: 'a', type: 'string', text: 'A' },
      { linkId: 'a', type: 'string', text: 'A again' },
      { type: 'string', text: 'nameless' },
      { linkId: '', type: 'string' },
      { linkId: 'untyped' },
      'no item',
      null,
      { linkId: 'z', type: 'string', text: 'Z' },
    ]);
    expect(definition.steps[0]?.sections[0]?.fields.map(({ id }) => id)).toEqual(['q-a', 'q-z']);
    expect(problems).toEqual(
      ['a', '', '', 'untyped', '', ''].map((at) => ({ at, code: 'link-id', what: 'item', effect: 'left-out' })),
    );
    expect(exportQuestionnaire(definition).questionnaire.item?.map(({ linkId }) => linkId)).toEqual(['a', 'z']);
  });

  it('that are no list, or lie deeper than any question does, are reported', () => {
    const lost = [{ at: '', code: 'nesting', what: 'item', effect: 'left-out' }];
    expect(resource('items').problems).toEqual(lost);
    const nested = (depth: number): object => ({
      linkId: `g${depth}`,
      type: 'group',
      text: 'G',
      item: [depth === 1 ? { linkId: 'q', type: 'string', text: 'Q' } : nested(depth - 1)],
    });
    const fields = (depth: number) => resource([nested(depth)]).definition.steps[0]?.sections.flatMap((s) => s.fields);
    expect(fields(19)?.map(({ id }) => id)).toEqual(['q-q']);
    expect(resource([nested(19)]).problems).toEqual([]);
    expect(fields(20)).toEqual([]);
    expect(resource([nested(20)]).problems).toEqual(lost);
  });

  it('get ids that are paths, and never the same one twice', () => {
    const { definition } = resource(
      ['1.2/ä', '1-2--', '1.2/ö', 'x'.repeat(80), 'x'.repeat(81)].map((linkId) => ({
        linkId,
        type: 'string',
        text: 'T',
      })),
    );
    const long = `q-${'x'.repeat(58)}`;
    expect(definition.steps[0]?.sections[0]?.fields.map(({ id }) => id)).toEqual([
      'q-1-2-',
      'q-1-2--',
      'q-1-2--2',
      long,
      `${long}-2`,
    ]);
  });
});

describe('options', () => {
  const codes = (answerOption: readonly object[], more: object = {}) =>
    fieldOf(one({ type: 'choice', answerOption }, more).definition).options?.map(({ code }) => code);
  const coding = (code: string, system?: string) => ({ valueCoding: { ...(system && { system }), code } });

  it('have codes of their own, whatever they are called', () => {
    expect(codes([coding('a'), coding('a'), coding('a', 's')])).toEqual(['a', 'a~2', 's|a']);
    expect(codes([{ valueCoding: { display: 'Often' } }, { valueCoding: {} }, { valueCoding: { code: '' } }])).toEqual([
      'Often',
      '-',
      '-~2',
    ]);
    expect(codes([{ valueReference: { reference: 'Organization/1' } }, { valueDate: '2020-01-01' }])).toEqual([
      'Organization/1',
      '2020-01-01',
    ]);
    const long = 'x'.repeat(90);
    expect(codes([coding(long), coding(`${long}y`)])).toEqual(['x'.repeat(80), `${'x'.repeat(78)}~2`]);
    expect(codes([{ extension: [] }, coding('a')])).toEqual(['a']);
  });

  it('say their prefix, stand alone, and speak the languages of their value set', () => {
    const { definition } = resource([{ linkId: 'q', type: 'choice', text: 'Q', answerValueSet: '#v' }], {
      contained: [
        {
          resourceType: 'ValueSet',
          id: 'v',
          compose: {
            include: [
              {
                system: 's',
                concept: [
                  {
                    code: 'n',
                    display: 'None',
                    designation: [{ language: 'es-MX', value: 'Ninguno' }, { language: 'fr' }, { value: 'x' }],
                  },
                ],
              },
            ],
          },
        },
      ],
    });
    expect(fieldOf(definition).options).toEqual([{ code: 'n', text: { es: 'Ninguno', en: 'None' } }]);
    const option = {
      valueCoding: { code: 'n', display: 'None of these' },
      extension: [
        { url: `${fhir}questionnaire-optionPrefix`, valueString: 'A.' },
        { url: `${fhir}questionnaire-optionExclusive`, valueBoolean: true },
      ],
    };
    expect(fieldOf(one({ type: 'choice', answerOption: [option] }).definition).options).toEqual([
      { code: 'n', text: { en: 'A. None of these' }, exclusive: true },
    ]);
  });

  const set = (content: object, more: readonly object[] = []) =>
    fieldOf(
      resource([{ linkId: 'q', type: 'choice', text: 'Q', answerValueSet: '#v' }], {
        contained: [{ resourceType: 'ValueSet', id: 'v', ...content }, ...more],
      }).definition,
    );
  const setCodes = (content: object, more: readonly object[] = []) =>
    set(content, more).options?.map(({ code }) => code);
  const concepts = (...all: readonly string[]) => ({ system: 's', concept: all.map((code) => ({ code })) });

  it('of a value set are those included, without those excluded', () => {
    expect(
      setCodes({
        compose: { include: [concepts('a', 'b'), { system: 't', concept: [{ code: 'b' }] }], exclude: [concepts('b')] },
      }),
    ).toEqual(['a', 'b']);
  });

  it('of a code system that travels along are all its codes, those under others too', () => {
    const system = {
      resourceType: 'CodeSystem',
      url: 's',
      concept: [{ code: 'a', concept: [{ code: 'a1', concept: [{ code: 'a11' }] }] }, { code: 'b' }],
    };
    expect(setCodes({ compose: { include: [{ system: 's' }] } }, [system])).toEqual(['a', 'a1', 'a11', 'b']);
  });

  it('of an expansion are those that may be chosen', () => {
    expect(
      setCodes({
        expansion: {
          contains: [
            { system: 's', code: 'group', abstract: true, contains: [{ system: 's', code: 'a' }] },
            { system: 's', code: 'old', inactive: true },
            { system: 's', code: 'b', contains: [{ system: 's', code: 'b1' }] },
          ],
        },
        compose: { include: [concepts('x')] },
      }),
    ).toEqual(['a', 'b', 'b1']);
  });

  it.each<[string, object]>([
    ['nothing is in it', {}],
    ['it includes nothing', { compose: { include: [] } }],
    [
      'a filter chooses',
      { compose: { include: [{ ...concepts('a'), filter: [{ property: 'p', op: '=', value: 'v' }] }] } },
    ],
    ['it is made of others', { compose: { include: [{ ...concepts('a'), valueSet: ['http://other'] }] } }],
    ['its system is elsewhere', { compose: { include: [concepts('a'), { system: 'elsewhere' }] } }],
    ['what it excludes is elsewhere', { compose: { include: [concepts('a')], exclude: [{ system: 'elsewhere' }] } }],
  ])('that only a terminology server knows are asked for as text: %s', (_name, content) => {
    expect(set(content)).toMatchObject({ type: 'coded' });
    expect(set(content).options).toBeUndefined();
  });

  it('come from a value set that was handed in, whatever its version', () => {
    const valueSets = [{ resourceType: 'ValueSet', url: 'http://v', compose: { include: [concepts('a')] } }];
    const { definition } = importQuestionnaire(
      {
        resourceType: 'Questionnaire',
        status: 'draft',
        item: [{ linkId: 'q', type: 'choice', text: 'Q', answerValueSet: 'http://v|2.0' }],
      },
      { valueSets },
    );
    expect(fieldOf(definition).options?.map(({ code }) => code)).toEqual(['a']);
  });
});

describe('words', () => {
  const translated = (lang: unknown, content: unknown) => ({
    url: `${fhir}translation`,
    extension: [
      { url: 'lang', valueCode: lang },
      { url: 'content', valueString: content },
    ],
  });

  it.each([
    ['pt-BR', 'pt'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['no such tag', 'en'],
    [undefined, 'en'],
  ])('in %s are kept as %s', (language, key) => {
    expect(fieldOf(one({ type: 'string' }, { language }).definition).text).toEqual({ [key]: 'Q' });
  });

  it('come in every language that the questionnaire has them in, its own first', () => {
    const _text = {
      extension: [
        translated('es', 'P'),
        translated('en', 'other'),
        translated('fr', 5),
        { url: 'x' },
        translated('ar-EG', 'س'),
      ],
    };
    expect(fieldOf(one({ type: 'string', _text }).definition).text).toEqual({ en: 'Q', es: 'P', ar: 'س' });
  });

  it('of a question begin with its number, and are its code’s or its id where it has none', () => {
    const words = (question: object) =>
      fieldOf(resource([{ linkId: 'q', type: 'string', ...question }]).definition).text;
    expect(words({ text: 'Name', prefix: '1.' })).toEqual({ en: '1. Name' });
    expect(words({ prefix: '1.' })).toEqual({ en: 'q' });
    expect(words({ code: [{ display: 'Body weight' }] })).toEqual({ en: 'Body weight' });
    expect(words({ code: 'x' })).toEqual({ en: 'q' });
  });

  it('where one part lacks a language, its first words stand in', () => {
    const { definition } = one({
      type: 'string',
      prefix: 'A',
      _text: { extension: [translated('es', 'P')] },
    });
    expect(fieldOf(definition).text).toEqual({ en: 'A Q', es: 'A P' });
  });

  it('of ours go out in English with their translations, or in the language that there is', () => {
    const own = (text: Record<string, string>, more: Partial<Field> = {}) =>
      exportQuestionnaire({
        id: 'own',
        version: '1',
        steps: [{ id: 'a', stage: 1, sections: [{ id: 's', fields: [{ id: 'q', type: 'text', text, ...more }] }] }],
      }).questionnaire.item?.[0]?.item?.[0]?.item?.[0];
    expect(own({ es: 'P', en: 'Q' })).toEqual({
      linkId: '/q',
      type: 'string',
      text: 'Q',
      _text: { extension: [translated('es', 'P')] },
    });
    expect(own({ es: 'P' })).toMatchObject({ text: 'P' });
    expect(own({ en: 'Q' }, { help: { en: 'Hint' } })?.item).toMatchObject([
      { linkId: '/q/help', type: 'display', text: 'Hint' },
    ]);
    expect(own({ en: 'Q' }, { help: true })?.item).toBeUndefined();
  });

  it('to be read alone go out as a text', () => {
    const { questionnaire } = exportQuestionnaire({
      id: 'own',
      version: '1',
      steps: [
        {
          id: 'a',
          stage: 1,
          sections: [{ id: 's', fields: [{ id: 'd', type: 'display', text: { en: 'Read this.' } }] }],
        },
      ],
    });
    expect(questionnaire.item?.[0]?.item?.[0]?.item).toEqual([{ linkId: '/d', type: 'display', text: 'Read this.' }]);
  });
});

describe('limits', () => {
  const limited = (type: string, ...extension: readonly object[]) => one({ type, extension });
  const min = (value: object) => ({ url: `${fhir}minValue`, ...value });

  it('of numbers and days become those of the field', () => {
    expect(
      fieldOf(limited('integer', min({ valueInteger: 3 }), { url: `${fhir}maxValue`, valueInteger: 9 }).definition),
    ).toMatchObject({ min: 3, max: 9 });
    expect(fieldOf(limited('date', min({ valueDate: '2020-01-01' })).definition)).toMatchObject({
      earliest: '2020-01-01',
    });
    expect(fieldOf(limited('quantity', min({ valueQuantity: { value: 2 } })).definition)).toMatchObject({ min: 2 });
  });

  it.each<[string, string, object]>([
    ['of a part of a day', 'date', { valueDate: '2020' }],
    ['that is no number', 'integer', { valueString: 'three' }],
    ['of a text', 'dateTime', { valueDateTime: '2020-01-01T00:00:00Z' }],
  ])('%s are reported and kept', (_name, type, value) => {
    const { definition, problems } = limited(type, min(value));
    expect(problems).toContainEqual({ at: 'q', code: 'limit', what: 'minValue', effect: 'kept' });
    expect(fieldOf(definition)).not.toHaveProperty('earliest');
    expect(fieldOf(definition)).not.toHaveProperty('min');
  });

  it('of ours go out as extensions, each of its type', () => {
    const out = (field: Omit<Field, 'id'>) =>
      exportQuestionnaire({
        id: 'own',
        version: '1',
        steps: [{ id: 'a', stage: 1, sections: [{ id: 's', fields: [{ id: 'q', ...field }] }] }],
      }).questionnaire.item?.[0]?.item?.[0]?.item?.[0]?.extension?.map(({ url, ...value }) => [
        url.slice(fhir.length),
        Object.values(value)[0],
      ]);
    expect(out({ type: 'text', min: 2, pattern: '\\d+' })).toEqual([
      ['minLength', 2],
      ['regex', '\\d+'],
    ]);
    expect(out({ type: 'number-with-unit', min: 1, max: 2 })).toEqual([
      ['minValue', 1],
      ['maxValue', 2],
    ]);
    expect(out({ type: 'partial-date', earliest: '2020-01-01', latest: '2021-01-01', min: 3 })).toEqual([
      ['minValue', '2020-01-01'],
      ['maxValue', '2021-01-01'],
    ]);
    expect(out({ type: 'choices', min: 1, max: 2 })).toEqual([
      ['questionnaire-minOccurs', 1],
      ['questionnaire-maxOccurs', 2],
    ]);
    expect(out({ type: 'choice', min: 1, max: 2 })).toBeUndefined();
    expect(out({ type: 'text', auto: true })).toEqual([['questionnaire-hidden', true]]);
  });
});

describe('a pattern', () => {
  it.each([
    ['\\d{3}-\\d{4}', '\\d{3}-\\d{4}'],
    ['^[A-Z]{2}\\d+$', '[A-Z]{2}\\d+'],
    ['(?:a|b)c?', '(?:a|b)c?'],
    ['\\p{L}+', '\\p{L}+'],
    ['a|b|c|d|e|f|g', 'a|b|c|d|e|f|g'],
  ])('%s may run', (given, source) => {
    expect(safePattern(given)).toBe(source);
  });

  it.each([
    ['is none', ''],
    ['is no text', 5],
    ['is endless', 'a'.repeat(201)],
    ['repeats what varies', '(a+)+'],
    ['repeats what may be missing', '(a?){5}'],
    ['repeats alternatives', '(a|b)*'],
    ['has too many open ends', 'a*b*c*'],
    ['has too many ways', 'a?b?c?d?e?f?'],
    ['repeats too often', 'a{101}'],
    ['repeats nothing', '*a'],
    ['repeats a repetition', 'a**'],
    ['looks around', '(?=a)b'],
    ['looks back at itself', '(a)\\1'],
    ['is not closed', '(a'],
    ['was not opened', 'a)'],
    ['has a brace too many', 'a}'],
    ['is none of Unicode’s', '\\p{Nonsense}'],
  ])('that %s may not', (_name, given) => {
    expect(safePattern(given)).toBeUndefined();
  });
});

describe('an answer', () => {
  const read = (question: object, ...answer: readonly object[]) =>
    fromQuestionnaireResponse(one(question).definition, {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: [{ linkId: 'q', answer: answer as ResponseItem['answer'] & object }],
    });
  const lost = (what: string, code = 'value', effect = 'left-out') => [{ at: 'q', code, what, effect }];

  it('is told from others of its question', () => {
    expect(read({ type: 'string' }, { valueString: 'a' }, { valueString: 'b' })).toEqual({
      answers: { 'q-q': 'a' },
      problems: lost('repeats', 'nesting'),
    });
  });

  it('with something beside its value says so', () => {
    expect(read({ type: 'string' }, { valueString: 'a', extension: [{ url: 'http://x' }] })).toEqual({
      answers: { 'q-q': 'a' },
      problems: lost('http://x', 'extension', 'left-out'),
    });
  });

  it.each<[string, object, object]>([
    ['a number for a text', { type: 'string' }, { valueInteger: 5 }],
    ['a text for yes or no', { type: 'boolean' }, { valueString: 'yes' }],
    ['nothing', { type: 'string' }, {}],
    ['no code', { type: 'choice', answerOption: [{ valueCoding: { code: 'a' } }] }, {}],
    ['no words', { type: 'open-choice' }, {}],
    ['a quantity of nothing', { type: 'quantity' }, { valueQuantity: {} }],
  ])('that is none of its type is reported: %s', (_name, question, answer) => {
    expect(read(question, answer)).toEqual({ answers: {}, problems: lost((question as { type: string }).type) });
  });

  it('of a choice is found by its code, its words or its reference', () => {
    const question = {
      type: 'choice',
      answerOption: [
        { valueCoding: { system: 's', code: 'a', display: 'A' } },
        { valueCoding: { display: 'Words' } },
        { valueReference: { reference: 'Organization/1' } },
        { valueInteger: 4 },
      ],
    };
    const held = (answer: object) => read(question, answer).answers['q-q'];
    expect(held({ valueCoding: { system: 's', code: 'a', display: 'A' } })).toBe('a');
    expect(held({ valueCoding: { code: 'a' } })).toBe('a');
    expect(held({ valueCoding: { system: 'other', code: 'a' } })).toBe('a');
    expect(held({ valueCoding: { display: 'Words' } })).toBe('Words');
    expect(held({ valueReference: { reference: 'Organization/1' } })).toBe('Organization/1');
    expect(held({ valueInteger: 4 })).toBe('4');
    expect(read(question, { valueCoding: { system: 'other', code: 'a' } }).problems).toEqual(
      lost('choice', 'value', 'changed'),
    );
  });

  it('of an open choice keeps its words, and its code where there is one', () => {
    const question = { type: 'open-choice', answerOption: [{ valueCoding: { system: 's', code: 'a', display: 'A' } }] };
    const held = (answer: object) => read(question, answer).answers['q-q'];
    expect(held({ valueString: 'mine' })).toEqual({ text: 'mine' });
    expect(held({ valueCoding: { system: 's', code: 'a' } })).toEqual({ text: 'A', code: 'a' });
    expect(held({ valueCoding: { system: 't', code: 'z', display: 'Z' } })).toEqual({
      text: 'Z',
      system: 't',
      code: 'z',
    });
    expect(held({ valueCoding: { system: 't', code: 'z' } })).toEqual({ text: 'z', system: 't', code: 'z' });
  });

  it('of a number has its unit, and what was typed', () => {
    const unit = { url: `${fhir}questionnaire-unit`, valueCoding: { system: 'u', code: 'kg', display: 'kilo' } };
    const { definition } = one({ type: 'quantity', extension: [unit] });
    const write = (value: JsonObject) => {
      const { response, problems } = toQuestionnaireResponse(definition, { 'q-q': value });
      return { answer: response.item?.[0]?.answer?.[0], problems };
    };
    expect(write({ value: 3, unit: 'kg' }).answer).toEqual({
      valueQuantity: { value: 3, unit: 'kilo', system: 'u', code: 'kg' },
    });
    expect(write({ value: 3, unit: 'stone' }).answer).toEqual({ valueQuantity: { value: 3, unit: 'stone' } });
    expect(write({ value: 3 }).answer).toEqual({ valueQuantity: { value: 3 } });
    const given = write({ unit: 'kg', given: { value: 'about three', unit: 'kg', odd: 5 } }).answer;
    expect(given?.extension?.[0]?.extension).toEqual([
      { url: 'value', valueString: 'about three' },
      { url: 'unit', valueString: 'kg' },
    ]);
    const nothing = [{ at: '/q-q', code: 'value', what: 'quantity', effect: 'left-out' }];
    expect(write({ unit: 'kg' })).toEqual({ answer: undefined, problems: nothing });
    expect(write({ unit: 'kg', given: { odd: 5 } })).toEqual({ answer: undefined, problems: nothing });
    expect(write({ value: 'three', unit: 'kg' })).toEqual({ answer: undefined, problems: nothing });
  });

  it('of a whole number is whole', () => {
    const { definition } = one({ type: 'integer' });
    const write = (value: number) => toQuestionnaireResponse(definition, { 'q-q': { value } }).response.item;
    expect(write(3)).toMatchObject([{ answer: [{ valueInteger: 3 }] }]);
    expect(write(3.5)).toBeUndefined();
  });

  it('of a time has its seconds, as FHIR wants them', () => {
    const { definition } = one({ type: 'time' });
    const write = (value: string) => toQuestionnaireResponse(definition, { 'q-q': value }).response.item;
    expect(write('10:30')).toMatchObject([{ answer: [{ valueTime: '10:30:00' }] }]);
    expect(write('10:30:15')).toMatchObject([{ answer: [{ valueTime: '10:30:15' }] }]);
  });
});

describe('a response', () => {
  const group = (repeats: boolean) => ({
    linkId: 'g',
    type: 'group',
    text: 'G',
    repeats,
    item: [{ linkId: 'q', type: 'string', text: 'Q' }],
  });
  const answered = (valueString: string, more: object = {}): ResponseItem => ({
    linkId: 'g',
    item: [{ linkId: 'q', answer: [{ valueString }] }],
    ...more,
  });
  const read = (repeats: boolean, ...item: readonly ResponseItem[]) =>
    fromQuestionnaireResponse(resource([group(repeats)]).definition, {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item,
    });

  it('that says a group twice which is there once keeps the first, and says so', () => {
    expect(read(false, answered('a'), answered('b'))).toEqual({
      answers: { 'q-q': 'a' },
      problems: [{ at: 'g', code: 'nesting', what: 'repeats', effect: 'left-out' }],
    });
  });

  it('that another system wrote gets its items in the order in which they stand', () => {
    expect(read(true, answered('a'), answered('b')).answers).toEqual({
      'q-g': { i1: { order: 1, 'q-q': 'a' }, i2: { order: 2, 'q-q': 'b' } },
    });
    expect(read(true, answered('a', { id: 'mine' })).answers).toEqual({ 'q-g': { mine: { order: 1, 'q-q': 'a' } } });
  });

  it('with an extension of others, or a value at a group, says that it is lost', () => {
    expect(read(false, answered('a', { extension: [{ url: 'http://x' }] })).problems).toEqual([
      { at: 'g', code: 'extension', what: 'http://x', effect: 'left-out' },
    ]);
    expect(read(false, { linkId: 'g', answer: [{ valueString: 'x' }] }).problems).toEqual([
      { at: 'g', code: 'value', what: 'group', effect: 'left-out' },
    ]);
  });

  it('takes what is asked under a question from its answer', () => {
    const { definition } = one({
      type: 'boolean',
      item: [{ linkId: 'why', type: 'string', text: 'Why?' }],
    });
    const answers = { 'q-q': true, 'q-why': 'So' };
    const { response } = toQuestionnaireResponse(definition, answers);
    expect(response.item).toMatchObject([
      { linkId: 'q', answer: [{ valueBoolean: true, item: [{ linkId: 'why', answer: [{ valueString: 'So' }] }] }] },
    ]);
    expect(fromQuestionnaireResponse(definition, response)).toEqual({ answers, problems: [] });
    // Without an answer of its own the question still carries what was answered under it.
    const under = { 'q-why': 'So' };
    const alone = toQuestionnaireResponse(definition, under).response;
    expect(fromQuestionnaireResponse(definition, alone)).toEqual({ answers: under, problems: [] });
  });

  it('leaves out an item that was opened and left empty, and keeps the order of those that were not', () => {
    const { definition } = one({ type: 'string', repeats: true });
    const { response, problems } = toQuestionnaireResponse(definition, {
      'q-q': {
        a: { order: 2, value: 'second' },
        b: { order: 3 },
        c: { order: 1, value: 'first' },
        d: { value: 'last' },
      },
    });
    expect(problems).toEqual([]);
    expect(response.item?.[0]?.answer?.map(({ id, valueString }) => [id, valueString])).toEqual([
      ['c', 'first'],
      ['a', 'second'],
      ['d', 'last'],
    ]);
  });

  it('reports a list of choices that is no list', () => {
    const { definition } = one({ type: 'choice', repeats: true, answerOption: [{ valueCoding: { code: 'a' } }] });
    expect(toQuestionnaireResponse(definition, { 'q-q': 'a' }).response.item).toMatchObject([
      { answer: [{ valueCoding: { code: 'a' } }] },
    ]);
    expect(toQuestionnaireResponse(definition, { 'q-q': { a: true } }).problems).toEqual([
      { at: '/q-q', code: 'value', what: 'choice', effect: 'left-out' },
    ]);
  });

  it('names the questionnaire that it answers', () => {
    const written = (url: string) =>
      toQuestionnaireResponse(resource([], { url, version: '2' }).definition, {}).response.questionnaire;
    expect(written('http://hospital.example/q')).toBe('http://hospital.example/q|2');
    expect(written('q')).toBe('https://rso-intake.example/fhir/Questionnaire/q|2');
  });
});

describe('initial values', () => {
  it('are those said, or the options chosen from the start; one that no field takes is reported', () => {
    expect(one({ type: 'string', initial: [{ valueString: 'x' }] }).initial).toEqual({ 'q-q': 'x' });
    const chosen = [
      { valueCoding: { code: 'a' } },
      { valueCoding: { code: 'b' }, initialSelected: true },
      { initialSelected: true },
    ];
    expect(one({ type: 'choice', answerOption: chosen }).initial).toEqual({ 'q-q': 'b' });
    const { initial, problems } = one({ type: 'string', initial: [{ valueInteger: 5 }] });
    expect(initial).toEqual({});
    expect(problems).toEqual([{ at: 'q', code: 'initial', what: 'initial', effect: 'kept' }]);
  });
});
