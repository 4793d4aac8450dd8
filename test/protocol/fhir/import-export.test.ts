import { describe, expect, it } from 'vitest';
import { accessForm, applyOperations, resolve, validate } from '../../../src/form/index.ts';
import {
  exportQuestionnaire,
  fromQuestionnaireResponse,
  importQuestionnaire,
  type Questionnaire,
  type QuestionnaireResponse,
  toQuestionnaireResponse,
} from '../../../src/protocol/fhir/index.ts';
import { applyMergePatch, type JsonObject } from '../../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleToday } from '../../../src/protocol/vectors/index.ts';

describe('an import', () => {
  const one = (...item: object[]) => importQuestionnaire({ resourceType: 'Questionnaire', status: 'draft', item });

  it('needs a questionnaire', () => {
    for (const odd of [null, [], 'x', { resourceType: 'Patient' }])
      expect(() => importQuestionnaire(odd)).toThrow(TypeError);
    expect(
      importQuestionnaire({ resourceType: 'Questionnaire', status: 'draft' }).definition.steps[0]?.sections,
    ).toEqual([]);
  });

  it('reports what a form cannot ask, and gives it back', () => {
    const given = [
      { linkId: 'a', type: 'attachment', text: 'Photo', item: [{ linkId: 'a.1', type: 'display', text: 'In colour' }] },
      { linkId: 'r', type: 'reference' },
      {
        linkId: 'n',
        type: 'integer',
        text: 'How many',
        initial: [{ valueInteger: 3 }],
        readOnly: true,
        definition: 'x',
      },
    ];
    const { definition, initial, problems } = one(...given);
    expect(problems.map(({ at, code, effect }) => [at, code, effect])).toEqual([
      ['a', 'type', 'left-out'],
      ['r', 'type', 'left-out'],
      ['n', 'member', 'kept'],
      ['n', 'read-only', 'kept'],
    ]);
    expect(initial).toEqual({ 'q-n': { value: 3 } });
    expect(exportQuestionnaire(definition).questionnaire.item).toMatchObject([
      { linkId: 'a' },
      { linkId: 'r' },
      { linkId: 'n', readOnly: true },
    ]);
  });

  it('leaves a text where it stands; under a question it is its hint', () => {
    const { definition } = one(
      { linkId: 'd', type: 'display', text: 'Think of last week.' },
      {
        linkId: 'q',
        type: 'string',
        text: 'How are you?',
        item: [{ linkId: 'q.h', type: 'display', text: 'One word.' }],
      },
    );
    const [text, question] = definition.steps[0]!.sections[0]!.fields;
    expect(text).toMatchObject({ type: 'display', text: { en: 'Think of last week.' } });
    expect(question?.help).toEqual({ en: 'One word.' });
  });

  it('makes a group of a question that repeats, with its bounds', () => {
    const occurs = (name: string, valueInteger: number) => ({
      url: `http://hl7.org/fhir/StructureDefinition/questionnaire-${name}`,
      valueInteger,
    });
    const { definition } = one({
      linkId: 'q',
      type: 'string',
      text: 'Names',
      repeats: true,
      extension: [occurs('minOccurs', 2), occurs('maxOccurs', 3)],
    });
    expect(validate(definition, {}, { today: exampleToday })).toEqual([
      { pointer: '/q-q', code: 'group.too-few', params: { min: 2 } },
    ]);
    const answers = { 'q-q': { x: { order: 2, value: 'Two' }, y: { order: 1, value: 'One' } } };
    const { response } = toQuestionnaireResponse(definition, answers);
    expect(response.item?.[0]?.answer?.map(({ valueString }) => valueString)).toEqual(['One', 'Two']);
    expect(fromQuestionnaireResponse(definition, response).answers).toEqual(answers);
  });

  it('knows questions of the same group from those of others', () => {
    const { definition } = one({
      linkId: 'g',
      type: 'group',
      repeats: true,
      required: true,
      item: [
        { linkId: 'has', type: 'boolean', text: 'Has?' },
        {
          linkId: 'which',
          type: 'string',
          text: 'Which?',
          enableWhen: [{ question: 'has', operator: '=', answerBoolean: true }],
        },
        {
          linkId: 'inner',
          type: 'group',
          repeats: true,
          item: [{ linkId: 'deep', type: 'string', text: 'Deep', repeats: true }],
        },
      ],
    });
    const answers = {
      'q-g': {
        a: { order: 1, 'q-has': true, 'q-which': 'x', 'q-deep': 'd' },
        b: { order: 2, 'q-has': false, 'q-which': 'y' },
      },
    };
    expect(resolve(definition, answers).answers['q-g']).toEqual({
      a: { order: 1, 'q-has': true, 'q-which': 'x', 'q-deep': 'd' },
      b: { order: 2, 'q-has': false },
    });
    const { response, problems } = toQuestionnaireResponse(definition, answers);
    expect(problems).toEqual([]);
    expect(fromQuestionnaireResponse(definition, response).answers).toEqual(answers);
  });

  it('takes options from the value set that travels along, and asks freely where there is none', () => {
    const contained = [
      { resourceType: 'ValueSet', id: 'e', expansion: { contains: [{ system: 's', code: 'a', display: 'A' }] } },
      { resourceType: 'ValueSet', id: 'c', compose: { include: [{ system: 't', concept: [{ code: 'b' }] }] } },
      { resourceType: 'ValueSet', id: 'w', compose: { include: [{ system: 'whole' }] } },
    ];
    const item = ['e', 'c', 'w'].map((id) => ({ linkId: id, type: 'choice', text: id, answerValueSet: `#${id}` }));
    const { definition, problems } = importQuestionnaire({
      resourceType: 'Questionnaire',
      status: 'draft',
      contained,
      item,
    });
    const fields = definition.steps[0]!.sections[0]!.fields;
    expect(fields.map(({ type, options }) => [type, options?.map(({ code }) => code)])).toEqual([
      ['choice', ['a']],
      ['choice', ['b']],
      ['coded', undefined],
    ]);
    expect(problems).toEqual([{ at: 'w', code: 'value-set', what: '#w', effect: 'changed' }]);
    const answers = { 'q-e': 'a', 'q-c': 'b', 'q-w': { text: 'Other', code: 'o', system: 'u' } };
    const { response } = toQuestionnaireResponse(definition, answers);
    expect(response.item?.map(({ answer }) => answer?.[0]?.valueCoding)).toEqual([
      { system: 's', code: 'a', display: 'A' },
      { system: 't', code: 'b' },
      { system: 'u', code: 'o', display: 'Other' },
    ]);
    expect(fromQuestionnaireResponse(definition, response).answers).toEqual(answers);
  });

  it('tells the same code of two systems apart', () => {
    const { definition } = one({
      linkId: 'q',
      type: 'choice',
      text: 'Q',
      answerOption: [
        { valueCoding: { system: 'a', code: '1' } },
        { valueCoding: { system: 'b', code: '1' } },
        { valueInteger: 4 },
      ],
    });
    for (const code of ['a|1', 'b|1', '4']) {
      const { response } = toQuestionnaireResponse(definition, { 'q-q': code });
      expect(fromQuestionnaireResponse(definition, response).answers).toEqual({ 'q-q': code });
    }
  });

  it('may be changed by a program, and what it adds goes out and comes back too', () => {
    const imported = one({ linkId: 'q', type: 'string', text: 'Q' }).definition;
    const { definition } = applyOperations(imported, [
      { add: { id: 'more', type: 'boolean', text: { en: 'More?' } }, after: '/q-q' },
    ]);
    const answers = { 'q-q': 'x', custom: { more: true } };
    expect(exportQuestionnaire(definition).questionnaire.item?.map(({ linkId }) => linkId)).toEqual([
      'q',
      '/custom/more',
    ]);
    expect(
      fromQuestionnaireResponse(definition, toQuestionnaireResponse(definition, answers).response).answers,
    ).toEqual(answers);
  });

  it('judges numbers, times and addresses by their types', () => {
    const types = ['integer', 'decimal', 'dateTime', 'time', 'url'];
    const { definition } = one(...types.map((type) => ({ linkId: type, type, text: type })));
    const judged = (answers: JsonObject) =>
      validate(definition, answers, { today: exampleToday }).map(({ pointer, code }) => [pointer, code]);
    expect(
      judged({
        'q-integer': { value: 3 },
        'q-decimal': { value: 3.5 },
        'q-dateTime': '2020-05-14T10:00:00+02:00',
        'q-time': '10:30',
        'q-url': 'urn:x:y',
      }),
    ).toEqual([]);
    expect(
      judged({
        'q-integer': { value: 3.5 },
        'q-decimal': {},
        'q-dateTime': 'May',
        'q-time': '25:00',
        'q-url': 'my page',
      }),
    ).toEqual([
      ['/q-integer', 'number.not-whole'],
      ['/q-dateTime', 'text.not-date-time'],
      ['/q-time', 'text.not-time'],
      ['/q-url', 'text.not-url'],
    ]);
  });

  it('reports a condition that it cannot say', () => {
    const { problems } = one(
      { linkId: 'a', type: 'boolean', text: 'A' },
      {
        linkId: 'b',
        type: 'string',
        text: 'B',
        enableWhen: [
          { question: 'gone', operator: '=', answerString: 'x' },
          { question: 'a', operator: '>', answerBoolean: true },
        ],
      },
      {
        linkId: 'c',
        type: 'string',
        text: 'C',
        enableWhen: [
          { question: 'a', operator: '~', answerString: 'x' },
          { question: 'a', operator: '=' },
          { question: 'a', operator: 'exists', answerString: 'x' },
        ],
      },
    );
    expect(problems.map(({ at, code }) => [at, code])).toEqual(
      Array(2)
        .fill(['b', 'condition'])
        .concat(Array(3).fill(['c', 'condition'])),
    );
  });
});

describe('our own form', () => {
  const { questionnaire, problems } = exportQuestionnaire(accessForm, (linkId) =>
    linkId === '/patient/birthDate' ? 'Date of birth' : undefined,
  );

  it('goes out with every field, and says what FHIR cannot', () => {
    const ids: string[] = [];
    const walk = (items: Questionnaire['item'] = []): void =>
      items.forEach((item) => (ids.push(item.linkId), walk(item.item)));
    walk(questionnaire.item);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { sections } of accessForm.steps)
      for (const section of sections)
        for (const field of section.fields) {
          const pointer = `${section.repeat ? `/${section.id.replaceAll('.', '/')}/*` : ''}/${field.id.replaceAll('.', '/')}`;
          expect(ids).toContain(pointer);
        }
    expect(JSON.stringify(questionnaire)).toContain('"text":"Date of birth"');
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['condition', 'rule']));
  });

  it('carries its answers there and back, whole', () => {
    const rich = applyMergePatch(exampleComplete, {
      guardians: {
        g2: {
          order: 2,
          name: { full: 'Khalid', given: ['Khalid', 'K.'] },
          hasLegalAuthority: true,
          phone: { number: '+12025550123', whatsApp: true },
          sameAddress: false,
          address: { country: 'EG', lines: ['a', 'b'], locality: 'Cairo' },
        },
        g1: { order: 1, name: { full: 'Sara' } },
      },
      patient: {
        weightKg: { value: 24.5, unit: 'kg', given: { value: '54', unit: 'lb' } },
        language: 'prefer-not-to-say',
        heightCm: { unit: 'cm', given: { value: 'tall', unit: 'cm' } },
      },
      clinical: { diagnosis: { text: 'Tetralogy', system: 'http://hl7.org/fhir/sid/icd-10', code: 'Q21.3' } },
    }) as JsonObject;
    const { response, problems: lost } = toQuestionnaireResponse(accessForm, rich);
    expect(lost).toEqual([]);
    expect(response.questionnaire).toBe(`${questionnaire.url}|${questionnaire.version}`);
    const back = fromQuestionnaireResponse(accessForm, JSON.parse(JSON.stringify(response)) as QuestionnaireResponse);
    expect(back).toEqual({ answers: rich, problems: [] });
  });

  it('reports answers that FHIR has no place for', () => {
    const odd = applyMergePatch(exampleComplete, {
      patient: { birthDate: '2018--14', weightKg: 7, sexInRecords: 4 },
      stranger: { deep: 1 },
    }) as JsonObject;
    expect(toQuestionnaireResponse(accessForm, odd).problems).toEqual([
      { at: '/patient/birthDate', code: 'value', what: 'date', effect: 'left-out' },
      { at: '/patient/sexInRecords', code: 'value', what: 'choice', effect: 'left-out' },
      { at: '/patient/weightKg', code: 'value', what: 'quantity', effect: 'left-out' },
      { at: '/stranger/deep', code: 'unknown-answer', what: 'answer', effect: 'left-out' },
    ]);
  });

  it('reports what a response says that nobody asked', () => {
    const response: QuestionnaireResponse = {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: [
        { linkId: 'nobody', answer: [{ valueString: 'x' }] },
        {
          linkId: 'child',
          item: [
            {
              linkId: 'child/patient',
              item: [{ linkId: '/patient/birthDate', answer: [{ valueDate: '2018' }, { valueDate: '2019' }] }],
            },
            { linkId: 'child/patient-more', item: [{ linkId: '/patient/weightKg', answer: [{}] }] },
          ],
        },
      ],
    };
    expect(fromQuestionnaireResponse(accessForm, response)).toEqual({
      answers: { patient: { birthDate: '2018' } },
      problems: [
        { at: 'nobody', code: 'unknown-item', what: 'item', effect: 'left-out' },
        { at: '/patient/birthDate', code: 'nesting', what: 'repeats', effect: 'left-out' },
        { at: '/patient/weightKg', code: 'value', what: 'quantity', effect: 'left-out' },
      ],
    });
  });
});
