/** One question of a questionnaire as a field of the form. */
import type { Field } from '../form-definition.ts';
import { isObject } from '../pointer.ts';
import type { TextByLanguage } from '../scalars.ts';
import type { AnswerOption } from './options.ts';
import { fieldOptions } from './options.ts';
import { safePattern } from './pattern.ts';
import { type Coding, extensionValue, extensionValues, type ItemHead } from './questionnaire.ts';
import type { Report } from './report.ts';
import { joined, questionText } from './texts.ts';

/** Types that are asked as text, with the writing checked. */
const written: Readonly<Record<string, string>> = { dateTime: 'date-time', time: 'time', url: 'url' };
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

const number = (value: unknown): number | undefined =>
  typeof value === 'number'
    ? value
    : isObject(value) && typeof value['value'] === 'number'
      ? value['value']
      : undefined;

/** Units that an item names, the stored one first. */
export const unitsOf = (head: Pick<ItemHead, 'extension'>): readonly Coding[] =>
  [...extensionValues(head, 'questionnaire-unit'), ...extensionValues(head, 'questionnaire-unitOption')].filter(
    (unit): unit is Coding => isObject(unit) && Boolean(unitCode(unit as Coding)),
  );

/** What the form calls a unit. */
export const unitCode = ({ code, display }: Coding): string | undefined => code ?? display;

const whole = /^\d{4}-\d{2}-\d{2}$/;

/** Limits of a number or a date; those of other types, and those that are no value, are reported. */
function limits(head: ItemHead, report: Report): Partial<Field> {
  const found: Partial<Record<'min' | 'max' | 'earliest' | 'latest', number | string>> = {};
  for (const [name, quantity, amount, day] of [
    ['minValue', 'minQuantity', 'min', 'earliest'],
    ['maxValue', 'maxQuantity', 'max', 'latest'],
  ] as const) {
    const value = extensionValue(head, name) ?? extensionValue(head, `${sdc}${quantity}`);
    if (value === undefined) continue;
    if (head.type === 'date' && typeof value === 'string' && whole.test(value)) found[day] = value;
    else if (['integer', 'decimal', 'quantity'].includes(head.type) && number(value) !== undefined)
      found[amount] = number(value) as number;
    else report({ at: head.linkId, code: 'limit', what: name, effect: 'kept' });
  }
  return found as Partial<Field>;
}

/** How many answers of a repeating choice there may be. */
function counts(head: ItemHead): Partial<Field> {
  const min = number(extensionValue(head, 'questionnaire-minOccurs'));
  const max = number(extensionValue(head, 'questionnaire-maxOccurs'));
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function textRules(head: ItemHead, report: Report): Partial<Field> {
  const given = extensionValue(head, 'regex');
  const pattern = safePattern(given);
  if (given !== undefined && pattern === undefined)
    report({ at: head.linkId, code: 'pattern', what: 'regex', effect: 'kept' });
  const min = number(extensionValue(head, 'minLength'));
  return {
    ...(min !== undefined && { min }),
    ...(head.maxLength !== undefined && { max: head.maxLength }),
    ...(pattern !== undefined && { pattern }),
  };
}

function choice(
  head: ItemHead,
  options: readonly AnswerOption[] | undefined,
  lang: string,
  report: Report,
): Partial<Field> {
  if (options === undefined)
    report({ at: head.linkId, code: 'value-set', what: head.answerValueSet ?? 'no options', effect: 'changed' });
  const offered = options && fieldOptions(options, lang);
  // Without its list a choice is asked as free text with an optional code.
  if (offered === undefined || head.type === 'open-choice')
    return { type: 'coded', ...(offered && { options: offered }) };
  return head.repeats ? { type: 'choices', options: offered, ...counts(head) } : { type: 'choice', options: offered };
}

function ofType(
  head: ItemHead,
  options: readonly AnswerOption[] | undefined,
  lang: string,
  report: Report,
): Partial<Field> {
  const { type } = head;
  // Others give options to plain questions too: then it is one of these.
  if (head.answerOption !== undefined && ['integer', 'date', 'time', 'string', 'text'].includes(type))
    return choice(head, options, lang, report);
  switch (type) {
    case 'string':
    case 'text':
      return { type: type === 'text' ? 'longtext' : 'text', ...textRules(head, report) };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'partial-date', ...limits(head, report) };
    case 'integer':
    case 'decimal':
    case 'quantity': {
      const units = [...new Set(unitsOf(head).flatMap((unit) => unitCode(unit) ?? []))];
      const rules = [...(type === 'integer' ? ['integer'] : []), ...(units.length > 1 ? ['any-unit'] : [])];
      return {
        type: 'number-with-unit',
        ...(rules.length > 0 && { rules }),
        ...(units.length > 0 && { units: type === 'quantity' ? units : units.slice(0, 1) }),
        ...limits(head, report),
      };
    }
    case 'choice':
    case 'open-choice':
      return choice(head, options, lang, report);
    default:
      return type in written
        ? { type: 'text', rules: [written[type] as string], ...textRules(head, report), ...limits(head, report) }
        : {};
  }
}

export interface Question {
  readonly head: ItemHead;
  readonly id: string;
  readonly lang: string;
  readonly options: readonly AnswerOption[] | undefined;
  readonly help: TextByLanguage | undefined;
  /** Not asked: by itself or by what is around it. */
  readonly hidden: boolean;
}

/** The field of a question; `undefined`, and reported, for what a form cannot ask. */
export function fieldOf({ head, id, lang, options, help, hidden }: Question, report: Report): Field | undefined {
  const made = ofType(head, options, lang, report);
  if (!made.type) {
    report({ at: head.linkId, code: 'type', what: head.type, effect: 'left-out' });
    return undefined;
  }
  const format = extensionValue(head, 'entryFormat');
  const hint = joined([help, typeof format === 'string' ? { [lang]: format } : undefined], '\n');
  const least = number(extensionValue(head, 'questionnaire-minOccurs')) ?? 0;
  return {
    id,
    ...made,
    type: made.type,
    ...((head.required || (least > 0 && made.type !== 'choices')) && { required: true }),
    ...((hidden || head.readOnly) && { auto: true }),
    text: questionText(head, lang),
    why: false,
    ...(hint && { help: hint }),
  };
}
