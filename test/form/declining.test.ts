/** Every optional coded question may be declined, and none that is needed (access-form.md "Conventions"). */
import { describe, expect, it } from 'vitest';
import { accessForm, programForm, resolve, validate } from '../../src/form/index.ts';
import {
  exportQuestionnaire,
  fromQuestionnaireResponse,
  importQuestionnaire,
  type Questionnaire,
  type QuestionnaireResponse,
  toQuestionnaireResponse,
} from '../../src/protocol/fhir/index.ts';
import type { Item, ResponseItem } from '../../src/protocol/fhir/questionnaire.ts';
import type { Field, FormOperation, JsonObject } from '../../src/protocol/index.ts';
import { applyMergePatch } from '../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const coded = ['choice', 'choices', 'coded', 'country', 'language', 'time-zone'];
const added = (id: string, type: Field['type'], more: Partial<Field> = {}): FormOperation => ({
  add: { id, type, text: { en: id }, why: false, ...more },
  after: '/child/patient-more',
});
const options = ['a', 'b', 'c'].map((code) => ({ code, text: { en: code } }));
const { definition, problems } = programForm(
  {
    ...exampleProgram,
    form: {
      version: '1',
      operations: [
        added('diets', 'choices', { options, min: 2 }),
        added('centre', 'coded'),
        added('visited', 'country', { required: { field: '/travelCareInterest', eq: true } }),
        added('known', 'choice', { options: [...options, { code: 'unknown', text: { en: 'Nobody knows' } }] }),
        { require: '/physician/specialty' },
      ],
    },
  },
  exampleToday,
);
const judged = (change: JsonObject) =>
  validate(definition, applyMergePatch(exampleComplete, change) as JsonObject, { today: exampleToday }).map(
    ({ pointer, code }) => [pointer, code],
  );
const offered = (pointer: string, answers: JsonObject = exampleComplete) =>
  resolve(definition, answers)
    .fields.find((one) => one.pointer === pointer)
    ?.options.map(({ code }) => code);

describe('a question that may be declined', () => {
  it('is every coded one that is asked and not needed, and no other', () => {
    const fields = accessForm.steps.flatMap(({ sections }) => sections.flatMap((section) => section.fields));
    const may = fields
      .filter(({ options: own }) => own?.some(({ code }) => code === 'prefer-not-to-say'))
      .map(({ id }) => id);
    const optional = fields
      .filter(({ type, required, auto }) => coded.includes(type) && required !== true && auto !== true)
      .map(({ id }) => id);
    expect(may).toEqual(optional);
    expect(may).toEqual(expect.arrayContaining(['submitter.timeZone', 'patient.nationality', 'physician.specialty']));
  });

  it('is the program’s to say: what it needs cannot be declined, its own questions can', () => {
    expect(problems).toEqual([]);
    expect(offered('/physician/specialty')).not.toContain('prefer-not-to-say');
    expect(judged({ physician: { specialty: 'prefer-not-to-say' } })).toContainEqual([
      '/physician/specialty',
      'choice.unknown',
    ]);
    expect(offered('/custom/diets')).toEqual(['a', 'b', 'c', 'unknown', 'prefer-not-to-say']);
    const [specialty] = judged({});
    expect(specialty).toEqual(['/physician/specialty', 'required']);
    expect(judged({ custom: { diets: ['unknown'], centre: { code: 'unknown', text: 'I do not know' } } })).toEqual([
      specialty,
    ]);
  });

  it('is so only while it is not needed', () => {
    const travelling = applyMergePatch(exampleComplete, { travelCareInterest: true }) as JsonObject;
    expect(offered('/custom/visited')).toEqual(['unknown', 'prefer-not-to-say']);
    expect(offered('/custom/visited', travelling)).toEqual([]);
    expect(judged({ travelCareInterest: true, custom: { visited: 'unknown' } })).toContainEqual([
      '/custom/visited',
      'country.unknown',
    ]);
  });

  it('is declined as a whole: no other choice stands beside it', () => {
    expect(judged({ custom: { diets: ['a', 'prefer-not-to-say'] } })).toContainEqual([
      '/custom/diets',
      'choices.not-alone',
    ]);
    expect(judged({ custom: { diets: ['a'] } })).toContainEqual(['/custom/diets', 'choices.too-few']);
  });

  it('keeps its own words where it offers "unknown" itself', () => {
    const known = resolve(definition, exampleComplete).fields.find(({ pointer }) => pointer === '/custom/known');
    expect(known?.options.filter(({ code }) => code === 'unknown')).toEqual([
      { code: 'unknown', text: { en: 'Nobody knows' } },
    ]);
  });
});

describe('in FHIR', () => {
  const absent = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
  const answers = applyMergePatch(exampleComplete, {
    patient: { nationality: 'prefer-not-to-say', language: 'unknown', sexInRecords: 'unknown' },
    physician: { preferredReportChannel: 'prefer-not-to-say' },
    submitter: { timeZone: 'unknown' },
    custom: { diets: ['prefer-not-to-say'], centre: { code: 'unknown', text: 'I do not know' } },
  }) as JsonObject;
  const { response, problems: lost } = toQuestionnaireResponse(definition, answers);
  const { questionnaire } = exportQuestionnaire(definition);
  function find<T extends Item | ResponseItem>(items: readonly T[] | undefined, linkId: string): T | undefined {
    for (const item of items ?? []) {
      const found = item.linkId === linkId ? item : find(item.item as readonly T[] | undefined, linkId);
      if (found) return found;
    }
    return undefined;
  }

  it.each([
    ['/patient/nationality', 'asked-declined'],
    ['/patient/language', 'unknown'],
    ['/patient/sexInRecords', 'unknown'],
    ['/physician/preferredReportChannel', 'asked-declined'],
    ['/submitter/timeZone', 'unknown'],
    ['/custom/diets', 'asked-declined'],
    ['/custom/centre', 'unknown'],
  ])('%s goes out as a reason why data is absent (%s)', (linkId, code) => {
    const [answer] = find(response.item, linkId)?.answer ?? [];
    expect(answer?.valueCoding).toMatchObject({ system: absent, code });
  });

  it('comes back as it was', () => {
    expect(lost).toEqual([]);
    const copy = JSON.parse(JSON.stringify(response)) as QuestionnaireResponse;
    expect(fromQuestionnaireResponse(definition, copy)).toEqual({ answers, problems: [] });
  });

  it('is an option of the questionnaire that goes out, besides those of its own system', () => {
    const systems = (linkId: string) =>
      find(questionnaire.item, linkId)?.answerOption?.map(({ valueCoding }) => {
        const { system, code } = valueCoding as { system: string; code: string };
        return system === absent ? `absent: ${code}` : code;
      });
    expect(systems('/custom/diets')).toEqual(['a', 'b', 'c', 'absent: unknown', 'absent: asked-declined']);
    expect(systems('/patient/sexInRecords')).toEqual(['female', 'male', 'other', 'absent: unknown']);
    // A country is one of all countries: a list of two answers would forbid every one of them.
    expect(systems('/patient/nationality')).toBeUndefined();
  });

  it('is no answer of a questionnaire of others that does not offer it', () => {
    const imported = importQuestionnaire({
      resourceType: 'Questionnaire',
      status: 'draft',
      item: [{ linkId: 'q', type: 'choice', text: 'Q', answerOption: [{ valueCoding: { system: 's', code: 'x' } }] }],
    } satisfies Questionnaire).definition;
    expect(validate(imported, { 'q-q': 'unknown' }, { today: exampleToday })).toEqual([
      { pointer: '/q-q', code: 'choice.unknown' },
    ]);
  });
});
