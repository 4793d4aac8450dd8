/**
 * One form for every candidate: the first 40 unconditional questions of the access form as a program offers it, or 400,
 * those and as many that the program adds. Ours gets the descriptor that asks exactly these (the conditional ones, which
 * nobody else has to carry, stay in it); the others get the list.
 */
import { programForm } from '../../../src/form/program-form.ts';
import { countries } from '../../../src/form/countries.ts';
import type { Field, FormOperation, Program } from '../../../src/protocol/index.ts';
import { northbridge } from '../../../demo/server/programs/northbridge.ts';
import { wordsOf } from '../../harness/words.ts';

/** A question as any form library takes it. An answer of several parts is one text here: less work than ours does. */
export interface Question {
  readonly id: string;
  readonly section: string;
  readonly label: string;
  readonly type: 'text' | 'longtext' | 'email' | 'tel' | 'date' | 'number' | 'select' | 'radio' | 'checkboxes';
  readonly required: boolean;
  /** `countries`: the page's own list of them. */
  readonly options?: readonly (readonly [value: string, label: string])[] | 'countries';
}

export interface Form {
  readonly program: Program;
  readonly questions: readonly Question[];
  readonly countries: readonly (readonly [value: string, label: string])[];
}

const today = '2026-11-27';
const words = wordsOf('en');
const said = (key: string, otherwise: string): string => {
  try {
    return words(key);
  } catch {
    return otherwise;
  }
};

const types: Partial<Record<Field['type'], Question['type']>> = {
  longtext: 'longtext',
  address: 'longtext',
  'list-none-unknown': 'longtext',
  'medication-list': 'longtext',
  email: 'email',
  phone: 'tel',
  'partial-date': 'date',
  'number-with-unit': 'number',
  choice: 'radio',
  boolean: 'radio',
  consent: 'radio',
  choices: 'checkboxes',
  country: 'select',
};

/** The fields that a new family is asked: not repeated, not conditional, not carried. */
function asked(program: Program): { readonly pointer: string; readonly section: string; readonly field: Field }[] {
  return programForm(program, today).definition.steps.flatMap(({ sections }) =>
    sections
      .filter(({ repeat, visible }) => !repeat && visible === undefined)
      .flatMap(({ id, fields }) =>
        fields
          .filter(
            ({ auto, type, visible, fixed }) =>
              !auto && type !== 'display' && visible === undefined && (!fixed || 'when' in fixed),
          )
          .map((field) => ({ pointer: `/${field.id.replaceAll('.', '/')}`, section: id, field })),
      ),
  );
}

const yesNo = [
  ['true', 'Yes'],
  ['false', 'No'],
] as const;

function question({ field, section }: ReturnType<typeof asked>[number]): Question {
  const textKey = field.textKey ?? `field.${field.id}`;
  const options =
    field.type === 'country'
      ? 'countries'
      : field.type === 'boolean' || field.type === 'consent'
        ? yesNo
        : field.options?.map(
            ({ code, textKey: key, text }) =>
              [code, text?.['en'] ?? said(key ?? `${textKey}.option.${code}`, code)] as const,
          );
  const type = types[field.type] ?? 'text';
  return {
    id: field.id.replaceAll('.', '_'),
    section: said(`section.${section}`, section),
    label: field.text?.['en'] ?? said(textKey, field.id),
    type: type === 'radio' && Array.isArray(options) && options.length > 6 ? 'select' : type,
    required: field.required === true,
    ...(options && { options }),
  };
}

const added = ['text', 'choice', 'longtext', 'country', 'partial-date', 'text'] as const;

/** What the program adds, spread over its steps after the first. */
function additions(count: number): FormOperation[] {
  const places = ['/patient/sexInRecords', '/physician/licenceNumber', '/clinical/story', '/payer/type'];
  return Array.from({ length: count }, (_, index): FormOperation => {
    const type = added[index % added.length] ?? 'text';
    const field: Field = {
      id: `extra${index}`,
      type,
      ...(index % 2 === 0 && { required: true }),
      text: { en: `Question ${index + 1} of the program's own` },
      ...(type === 'choice' && {
        options: ['once', 'often', 'always'].map((code) => ({ code, text: { en: `It happens ${code}` } })),
      }),
    };
    return { add: field, after: places[Math.floor((index * places.length) / count)] ?? '/payer/type' };
  });
}

/** @param count 40, or more: questions beyond those that the access form has are the program's own. */
export function formOf(count: number): Form {
  const { program: whole } = northbridge({ origins: ['http://127.0.0.1'] });
  const standing = asked(whole);
  const operations: FormOperation[] =
    standing.length >= count
      ? standing.slice(count).map(({ pointer }) => ({ hide: pointer }))
      : additions(count - standing.length);
  const program: Program = {
    ...whole,
    form: { version: '1', operations: [...(whole.form?.operations ?? []), ...operations] },
  };
  const questions = asked(program).slice(0, count).map(question);
  if (questions.length !== count) throw new Error(`${questions.length} questions instead of ${count}`);
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return { program, questions, countries: countries.map((code) => [code, names.of(code) ?? code]) };
}
