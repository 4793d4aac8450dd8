/** One question of a questionnaire as a field of the form. */
import type { Field, FieldOption } from '../form-definition.ts';
import { isObject } from '../pointer.ts';
import type { TextByLanguage } from '../scalars.ts';
import { type Coding, extensionValue, type FhirProblem, type ItemHead, type Questionnaire } from './questionnaire.ts';

export type Report = (problem: FhirProblem) => void;

/** Types that have no field: their items are reported and kept for export. */
const without = new Set(['attachment', 'reference']);
/** Types that are asked as text, with the writing checked. */
const written: Readonly<Record<string, string>> = { dateTime: 'date-time', time: 'time', url: 'url' };

/** Extensions that the form acts on, or that only matter to other software's looks. */
const understood = new Set(
  [
    'minLength',
    'minValue',
    'maxValue',
    'questionnaire-minOccurs',
    'questionnaire-maxOccurs',
    'questionnaire-unit',
    'questionnaire-unitOption',
    'questionnaire-hidden',
  ].map((name) => `http://hl7.org/fhir/StructureDefinition/${name}`),
);

/** Everything of an item that the form does not act on is named; it comes back on export. */
export function reportKept(head: ItemHead, report: Report): void {
  const kept = (code: string, what: string): void => report({ at: head.linkId, code, what, effect: 'kept' });
  for (const { url } of head.extension ?? []) if (!understood.has(url)) kept('extension', url);
  const options = (head.answerOption ?? []).flatMap((option) => [
    ...((option['extension'] as readonly { url: string }[] | undefined) ?? []),
    ...(((option['valueCoding'] as Coding | undefined)?.['extension'] as readonly { url: string }[] | undefined) ?? []),
  ]);
  for (const url of new Set(options.map((extension) => extension.url))) kept('extension', url);
  if (head.initial || head.answerOption?.some((option) => option['initialSelected'])) kept('initial', 'initial');
  if (head.definition !== undefined) kept('member', 'definition');
  if (head.readOnly) kept('read-only', 'readOnly');
}

/** An option's value: a coding, or a plain value of another type. */
export const optionValue = (option: {
  readonly [value: string]: unknown;
}): { key: string; value: unknown } | undefined => {
  const key = Object.keys(option).find((member) => member.startsWith('value'));
  return key === undefined ? undefined : { key, value: option[key] };
};

/** The code by which the form holds an option. Codes of several systems are told apart by their system. */
export function optionCode(value: unknown, all: readonly unknown[]): string {
  if (!isObject(value)) return String(value);
  const { code, system, display } = value as Coding;
  const own = code ?? display ?? '';
  const twin =
    all.filter((other) => isObject(other) && ((other as Coding).code ?? (other as Coding).display) === own).length > 1;
  return (twin && system ? `${system}|${own}` : own).slice(0, 80);
}

/** Options on the item, or of a value set that travels inside the questionnaire; `undefined` where they live elsewhere. */
export function optionsOfItem(
  head: ItemHead,
  questionnaire: Questionnaire,
): readonly { readonly [value: string]: unknown }[] | undefined {
  if (head.answerOption) return head.answerOption;
  const id = head.answerValueSet?.startsWith('#') ? head.answerValueSet.slice(1) : undefined;
  const set = id === undefined ? undefined : questionnaire.contained?.find((resource) => resource['id'] === id);
  const expansion = (set?.['expansion'] as { readonly contains?: readonly Coding[] } | undefined)?.contains;
  if (expansion) return expansion.map((valueCoding) => ({ valueCoding }));
  const include = (
    set?.['compose'] as { readonly include?: readonly { system?: string; concept?: readonly Coding[] }[] } | undefined
  )?.include;
  if (!include?.length || !include.every(({ concept }) => concept)) return undefined;
  return include.flatMap(({ system, concept = [] }) =>
    concept.map((coding) => ({ valueCoding: { ...(system !== undefined && { system }), ...coding } })),
  );
}

function choiceOptions(head: ItemHead, questionnaire: Questionnaire, lang: string): FieldOption[] | undefined {
  const values = optionsOfItem(head, questionnaire)?.flatMap((option) => optionValue(option) ?? []);
  const all = values?.map(({ value }) => value) ?? [];
  return values?.map(({ value }) => {
    const code = optionCode(value, all);
    const display = isObject(value) ? (value as Coding).display : undefined;
    return { code: code || '-', text: { [lang]: display ?? code } };
  });
}

const number = (value: unknown): number | undefined =>
  typeof value === 'number'
    ? value
    : isObject(value) && typeof value['value'] === 'number'
      ? value['value']
      : undefined;

const unitOf = (value: unknown): string | undefined =>
  isObject(value) ? ((value as Coding).code ?? (value as Coding).display) : undefined;

function ofType(
  head: ItemHead,
  questionnaire: Questionnaire,
  lang: string,
  report: Report,
): Partial<Field> | undefined {
  const { type } = head;
  const min = number(extensionValue(head, 'minValue'));
  const max = number(extensionValue(head, 'maxValue'));
  const limits = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  const least = number(extensionValue(head, 'minLength'));
  const length = {
    ...(least !== undefined && { min: least }),
    ...(head.maxLength !== undefined && { max: head.maxLength }),
  };
  switch (type) {
    case 'string':
      return { type: 'text', ...length };
    case 'text':
      return { type: 'longtext', ...length };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'partial-date' };
    case 'integer':
      return { type: 'number-with-unit', rules: ['integer'], ...limits };
    case 'decimal':
    case 'quantity': {
      const unit =
        unitOf(extensionValue(head, 'questionnaire-unit')) ?? unitOf(extensionValue(head, 'questionnaire-unitOption'));
      return { type: 'number-with-unit', ...(unit !== undefined && { units: [unit] }), ...limits };
    }
    case 'choice':
    case 'open-choice': {
      const options = choiceOptions(head, questionnaire, lang);
      if (options === undefined)
        report({ at: head.linkId, code: 'value-set', what: head.answerValueSet ?? 'no options', effect: 'changed' });
      // Without its list a choice is asked as free text with an optional code.
      if (options === undefined || type === 'open-choice') return { type: 'coded', ...(options && { options }) };
      return { type: head.repeats ? 'choices' : 'choice', options };
    }
    default:
      return type in written ? { type: 'text', rules: [written[type] as string] } : undefined;
  }
}

/** The field of a question; `undefined`, and reported, for what a form cannot ask. */
export function fieldOf(
  head: ItemHead,
  id: string,
  questionnaire: Questionnaire,
  lang: string,
  help: string | undefined,
  report: Report,
): Field | undefined {
  const made = without.has(head.type) ? undefined : ofType(head, questionnaire, lang, report);
  if (!made?.type) {
    report({ at: head.linkId, code: 'type', what: head.type, effect: 'left-out' });
    return undefined;
  }
  const words: TextByLanguage = { [lang]: head.text ?? head.linkId };
  const hidden = extensionValue(head, 'questionnaire-hidden') === true;
  return {
    id,
    ...made,
    type: made.type,
    ...(head.required && { required: true }),
    ...((hidden || head.readOnly) && { auto: true }),
    text: words,
    why: false,
    ...(help !== undefined && { help: { [lang]: help } }),
  };
}
