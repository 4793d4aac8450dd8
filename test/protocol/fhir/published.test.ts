/** Whole questionnaires, those that others publish and those in their manner: in, shown, judged, out, and back. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolve, validate } from '../../../src/form/index.ts';
import {
  exportQuestionnaire,
  fromQuestionnaireResponse,
  importQuestionnaire,
  type Questionnaire,
  type QuestionnaireResponse,
  toQuestionnaireResponse,
} from '../../../src/protocol/fhir/index.ts';
import { formDefinition, type JsonObject } from '../../../src/protocol/index.ts';
import { exampleToday } from '../../../src/protocol/vectors/index.ts';
import { filled } from '../../fixtures/questionnaires/filled.ts';
import * as made from '../../fixtures/questionnaires/index.ts';

const folder = new URL('../../../../shared/data/questionnaires/', import.meta.url);
const there = existsSync(folder);
if (!there && process.env['CI']) throw new Error('questionnaires are missing: ../shared/data/questionnaires');
if (!there) process.stderr.write('SKIPPED: the questionnaires of ../shared/data are not there\n');
const read = (name: string): Questionnaire => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Questionnaire;

const published = there ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
const all: readonly (readonly [name: string, questionnaire: Questionnaire])[] = [
  ...published.map((name) => [name, read(name)] as const),
  ...Object.entries(made),
];
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
type Items = Questionnaire['item'];
const everyItem = (items: Items = []): readonly NonNullable<Items>[number][] =>
  items.flatMap((item) => [item, ...everyItem(item.item)]);

const isHidden = ({ extension = [] }: NonNullable<Items>[number]): boolean =>
  extension.some(({ url, ['valueBoolean']: value }) => url.endsWith('questionnaire-hidden') && value === true);

it('there are at least fifteen of our own', () => {
  expect(Object.keys(made).length).toBeGreaterThanOrEqual(15);
});

describe.each(all)('%s', (_name, given) => {
  const { definition, problems } = importQuestionnaire(copy(given));
  const fields = definition.steps.flatMap(({ sections }) => sections.flatMap((section) => section.fields));

  it('comes in as a form definition that travels', () => {
    expect(formDefinition.safeParse(definition).error).toBeUndefined();
    const ids = definition.steps.flatMap(({ sections }) => sections.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('goes out as it came in, also after the definition has travelled', () => {
    expect(exportQuestionnaire(definition).questionnaire).toEqual(given);
    expect(exportQuestionnaire(copy(definition)).questionnaire).toEqual(given);
  });

  it('has a field for every question, or says that it has none', () => {
    const questions = everyItem(given.item).filter(({ type }) => !['group', 'display'].includes(type));
    const refused = problems.filter(({ code, effect }) => code === 'type' && effect === 'left-out');
    const asked = fields.filter(({ type }) => type !== 'display');
    expect(asked.length + refused.length).toBe(questions.length);
    for (const field of fields) expect(Object.values(field.text ?? {}).every(Boolean)).toBe(true);
  });

  it('shows the words of every question, text and group that is not hidden', () => {
    const shown = definition.steps.flatMap(({ sections }) =>
      sections.flatMap(({ text, fields: own }) => [text, ...own.flatMap((field) => [field.text, field.help])]),
    );
    const words = shown.flatMap((texts) => (typeof texts === 'object' ? Object.values(texts) : [])).join('\n');
    const visible = (items: Items = []): readonly NonNullable<Items>[number][] =>
      items.flatMap((item) => (isHidden(item) ? [] : [item, ...visible(item.item)]));
    for (const { text, type } of visible(given.item))
      if (text !== undefined && type !== 'attachment' && type !== 'reference') expect(words).toContain(text);
  });

  it('takes answers, finds nothing wrong with them, and carries them there and back', () => {
    const answers = filled(definition);
    const strange = ['choice.unknown', 'choices.not-alone'];
    expect(
      validate(definition, answers, { today: exampleToday }).filter(({ code }) => !strange.includes(code)),
    ).toEqual([]);
    const { response, problems: lost } = toQuestionnaireResponse(definition, answers);
    expect(lost).toEqual([]);
    const back = fromQuestionnaireResponse(definition, copy(response));
    expect(back).toEqual({ answers, problems: [] });
    expect(toQuestionnaireResponse(definition, back.answers).response).toEqual(response);
  });

  it('carries what is shown alone, as a person who hides nothing would send it', () => {
    const answers = resolve(definition, filled(definition)).answers;
    const { response } = toQuestionnaireResponse(definition, answers);
    expect(fromQuestionnaireResponse(definition, copy<QuestionnaireResponse>(response))).toEqual({
      answers,
      problems: [],
    });
  });

  it('names every extension that it does not act on', () => {
    const acted =
      /\/(?:minLength|minValue|maxValue|regex|entryFormat|translation|questionnaire-(?:minOccurs|maxOccurs|unit|unitOption|hidden|optionExclusive|optionPrefix)|sdc-questionnaire-m(?:in|ax)Quantity)$/;
    for (const { linkId, extension = [] } of everyItem(given.item))
      for (const { url } of extension)
        if (!acted.test(url))
          expect(problems).toContainEqual({ at: linkId, code: 'extension', what: url, effect: 'kept' });
  });
});

describe.skipIf(!there)('what others publish', () => {
  it('conditions of every kind decide what is asked', () => {
    const { definition, problems } = importQuestionnaire(read('lforms-enableWhen-test.R4.json'));
    const shown = (answers: JsonObject): string[] =>
      resolve(definition, answers)
        .fields.filter(({ visible }) => visible)
        .map(({ field }) => (field.fhir as { head: { linkId: string } }).head.linkId);
    expect(shown({})).not.toContain('Q1-exists');
    expect(shown({})).toContain('Q1-not-exists');
    expect(shown({ 'q-Q1': true })).toEqual(expect.arrayContaining(['Q1-exists', 'Q1-true']));
    expect(shown({ 'q-Q1': true })).not.toContain('Q1-false');
    expect(shown({ 'q-Q1': false })).toEqual(expect.arrayContaining(['Q1-exists', 'Q1-false', 'Q1-not-true']));
    expect(problems.filter(({ code }) => code === 'condition')).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'extension', what: expect.stringContaining('enableWhenExpression') as string }),
    );
  });

  it('required answers of a PHQ-9 are required', () => {
    const { definition } = importQuestionnaire(read('lforms-phq9.json'));
    const issues = validate(definition, {}, { today: exampleToday });
    expect(issues.length).toBe(8);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['required']));
  });
});
