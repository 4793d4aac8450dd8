/** `enableWhen` of an item ↔ a condition of the form. */
import type { Condition, FieldType } from '../form-definition.ts';
import { isObject } from '../pointer.ts';
import { codingOf } from './declined.ts';
import { optionCodes } from './options.ts';
import type { Coding, EnableWhen, FhirProblem, ItemHead } from './questionnaire.ts';

/** Where the answer to a question lives, of which type it is, and what it offers. */
export interface AnswerPlace {
  readonly pointer: string;
  readonly type: FieldType;
  readonly options?: readonly unknown[];
}

type Scalar = string | number | boolean;

const answerIn = (when: EnableWhen): unknown =>
  Object.entries(when).find(([member]) => member.startsWith('answer'))?.[1];

/** The code by which the form holds a coding. */
function codeOf(coding: Coding, options: readonly unknown[] = []): string | undefined {
  const same = (option: unknown): boolean =>
    isObject(option) &&
    (coding.code === undefined
      ? (option as Coding).display === coding.display
      : (option as Coding).code === coding.code &&
        (coding.system === undefined || (option as Coding).system === coding.system));
  const index = options.findIndex(same);
  return index < 0 ? coding.code : optionCodes(options)[index];
}

/** What an answer has to equal, and where that stands in it; `undefined` where there is nothing to compare. */
function compared(
  when: EnableWhen,
  { pointer, type, options }: AnswerPlace,
): { field: string; value: Scalar } | undefined {
  const answer = answerIn(when);
  const inside = (name: string): string => `${pointer}/${name}`;
  if (isObject(answer)) {
    if (typeof answer['value'] === 'number') return { field: inside('value'), value: answer['value'] };
    const value = codeOf(answer as Coding, options);
    return value === undefined ? undefined : { field: type === 'coded' ? inside('code') : pointer, value };
  }
  if (typeof answer !== 'string' && typeof answer !== 'number' && typeof answer !== 'boolean') return undefined;
  if (type === 'number-with-unit') return { field: inside('value'), value: answer };
  const listed = options?.indexOf(answer) ?? -1;
  const code = listed < 0 ? undefined : optionCodes(options ?? [])[listed];
  if (type === 'coded')
    return code === undefined ? { field: inside('text'), value: answer } : { field: inside('code'), value: code };
  return { field: pointer, value: code ?? answer };
}

function one(when: EnableWhen, place: AnswerPlace): Condition | undefined {
  if (when.operator === 'exists') {
    const answer = answerIn(when);
    return typeof answer === 'boolean' ? { field: place.pointer, exists: answer } : undefined;
  }
  const found = compared(when, place);
  if (found === undefined) return undefined;
  const { field, value } = found;
  const equal: Condition = { field, eq: value };
  if (when.operator === '=') return equal;
  if (when.operator === '!=') return { not: equal };
  if (typeof value === 'boolean') return undefined;
  switch (when.operator) {
    case '>':
      return { field, gt: value };
    case '<':
      return { field, lt: value };
    case '>=':
      return { or: [{ field, gt: value }, equal] };
    case '<=':
      return { or: [{ field, lt: value }, equal] };
    default:
      return undefined;
  }
}

/**
 * The condition under which an item is asked. A part that cannot be said is left out and reported; where any part would
 * do, the item is always asked then: asking loses nothing.
 */
export function conditionOf(
  head: ItemHead,
  places: ReadonlyMap<string, AnswerPlace>,
  report: (problem: FhirProblem) => void,
): Condition | undefined {
  const given = Array.isArray(head.enableWhen) ? (head.enableWhen as readonly EnableWhen[]) : [];
  const parts = given.flatMap((when): Condition[] => {
    const place = places.get(when.question);
    const part = place && one(when, place);
    if (part === undefined)
      report({ at: head.linkId, code: 'condition', what: `${when.question} ${when.operator}`, effect: 'kept' });
    return part === undefined ? [] : [part];
  });
  const any = head.enableBehavior === 'any';
  const [first, ...more] = parts;
  if (first === undefined || (any && parts.length < given.length)) return undefined;
  if (more.length === 0) return first;
  return any ? { or: parts } : { and: parts };
}

/** A question that a condition may look at, and the system of its codes. */
export interface AskedItem {
  readonly linkId: string;
  readonly system?: string;
}

/** `enableWhen` for a condition, with its behaviour; `undefined` where FHIR has no words for it. */
export function enableWhenOf(
  condition: Condition,
  questions: ReadonlyMap<string, AskedItem>,
): Pick<ItemHead, 'enableWhen' | 'enableBehavior'> | undefined {
  if (condition === true) return {};
  const behaviour = 'and' in condition ? 'all' : 'or' in condition ? 'any' : undefined;
  const parts = 'and' in condition ? condition.and : 'or' in condition ? condition.or : [condition];
  const whens = parts.map((part) => simple(part, questions));
  if (whens.some((when) => when === undefined)) return undefined;
  const enableWhen = whens.flatMap((when) => when ?? []);
  // Several values for one `in` are alternatives, which only "any" can say.
  if (behaviour !== 'any' && enableWhen.length > parts.length && parts.length > 1) return undefined;
  return enableWhen.length > 1
    ? { enableWhen, enableBehavior: parts.length > 1 ? (behaviour ?? 'any') : 'any' }
    : { enableWhen };
}

const answerKey = (value: Scalar): `answer${string}` =>
  typeof value === 'boolean'
    ? 'answerBoolean'
    : typeof value === 'number'
      ? Number.isInteger(value)
        ? 'answerInteger'
        : 'answerDecimal'
      : /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value)
        ? 'answerDate'
        : 'answerString';

function simple(condition: Condition, questions: ReadonlyMap<string, AskedItem>): EnableWhen[] | undefined {
  if (condition === true || 'and' in condition || 'or' in condition) return undefined;
  if ('not' in condition) {
    const inner = simple(condition.not, questions);
    const [only] = inner ?? [];
    if (inner?.length !== 1 || only === undefined) return undefined;
    if (only.operator === '=') return [{ ...only, operator: '!=' }];
    return only.operator === 'exists' ? [{ ...only, answerBoolean: only['answerBoolean'] !== true }] : undefined;
  }
  const asked = questions.get(condition.field);
  if (asked === undefined) return undefined;
  const question = asked.linkId;
  const { eq, exists, gt, lt, partial, in: among } = condition;
  if (partial !== undefined) return undefined;
  const when = (operator: string, value: Scalar): EnableWhen => ({
    question,
    operator,
    ...(asked.system !== undefined && typeof value === 'string'
      ? { answerCoding: codingOf(asked.system, value) }
      : { [answerKey(value)]: value }),
  });
  const said = [
    ...(eq === undefined ? [] : [[when('=', eq)]]),
    ...(among === undefined ? [] : [among.map((value) => when('=', value))]),
    ...(exists === undefined ? [] : [[typeof exists === 'string' ? when('=', exists) : when('exists', exists)]]),
    ...(gt === undefined ? [] : [[when('>', gt)]]),
    ...(lt === undefined ? [] : [[when('<', lt)]]),
  ];
  return said.length === 1 ? said[0] : undefined;
}
