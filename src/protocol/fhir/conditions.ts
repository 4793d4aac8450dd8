/** `enableWhen` of an item ↔ a condition of the form. */
import type { Condition, FieldType } from '../form-definition.ts';
import type { EnableWhen, FhirProblem, ItemHead } from './questionnaire.ts';

/** Where the answer to a question lives, and of which type it is. */
export interface AnswerPlace {
  readonly pointer: string;
  readonly type: FieldType;
}

type Scalar = string | number | boolean;

/** The value of an `answer[x]` as the form holds it. */
function answerOf(when: EnableWhen): Scalar | undefined {
  const key = Object.keys(when).find((member) => member.startsWith('answer')) as `answer${string}` | undefined;
  const value = key && when[key];
  if (typeof value === 'object' && value !== null) {
    const { code, value: amount } = value as { readonly code?: unknown; readonly value?: unknown };
    return typeof code === 'string' ? code : typeof amount === 'number' ? amount : undefined;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** Inside of structured answers the value to compare stands one deeper. */
const comparedAt = ({ pointer, type }: AnswerPlace): string =>
  type === 'number-with-unit' ? `${pointer}/value` : type === 'coded' ? `${pointer}/code` : pointer;

function one(when: EnableWhen, place: AnswerPlace): Condition | undefined {
  const answer = answerOf(when);
  const field = comparedAt(place);
  if (when.operator === 'exists')
    return typeof answer === 'boolean' ? { field: place.pointer, exists: answer } : undefined;
  if (answer === undefined) return undefined;
  const equal: Condition = { field, eq: answer };
  if (when.operator === '=') return equal;
  if (when.operator === '!=') return { not: equal };
  if (typeof answer === 'boolean') return undefined;
  switch (when.operator) {
    case '>':
      return { field, gt: answer };
    case '<':
      return { field, lt: answer };
    case '>=':
      return { or: [{ field, gt: answer }, equal] };
    case '<=':
      return { or: [{ field, lt: answer }, equal] };
    default:
      return undefined;
  }
}

/** The condition under which an item is asked; a part that cannot be said is left out and reported. */
export function conditionOf(
  head: ItemHead,
  places: ReadonlyMap<string, AnswerPlace>,
  report: (problem: FhirProblem) => void,
): Condition | undefined {
  const parts = (head.enableWhen ?? []).flatMap((when): Condition[] => {
    const place = places.get(when.question);
    const part = place && one(when, place);
    if (part === undefined)
      report({ at: head.linkId, code: 'condition', what: `${when.question} ${when.operator}`, effect: 'kept' });
    return part === undefined ? [] : [part];
  });
  const [first, ...more] = parts;
  if (first === undefined) return undefined;
  if (more.length === 0) return first;
  return head.enableBehavior === 'any' ? { or: parts } : { and: parts };
}

/** `enableWhen` for a condition, with its behaviour; `undefined` where FHIR has no words for it. */
export function enableWhenOf(
  condition: Condition,
  linkIds: ReadonlyMap<string, string>,
): Pick<ItemHead, 'enableWhen' | 'enableBehavior'> | undefined {
  if (condition === true) return {};
  const behaviour = 'and' in condition ? 'all' : 'or' in condition ? 'any' : undefined;
  const parts = 'and' in condition ? condition.and : 'or' in condition ? condition.or : [condition];
  const whens = parts.map((part) => simple(part, linkIds));
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

function simple(condition: Condition, linkIds: ReadonlyMap<string, string>): EnableWhen[] | undefined {
  if (condition === true || 'and' in condition || 'or' in condition) return undefined;
  if ('not' in condition) {
    const inner = simple(condition.not, linkIds);
    const [only] = inner ?? [];
    if (inner?.length !== 1 || only === undefined) return undefined;
    if (only.operator === '=') return [{ ...only, operator: '!=' }];
    return only.operator === 'exists' ? [{ ...only, answerBoolean: only['answerBoolean'] !== true }] : undefined;
  }
  const question = linkIds.get(condition.field);
  if (question === undefined) return undefined;
  const { eq, exists, gt, lt, partial, in: among } = condition;
  if (partial !== undefined) return undefined;
  const when = (operator: string, value: Scalar): EnableWhen => ({ question, operator, [answerKey(value)]: value });
  const said = [
    ...(eq === undefined ? [] : [[when('=', eq)]]),
    ...(among === undefined ? [] : [among.map((value) => when('=', value))]),
    ...(exists === undefined ? [] : [[typeof exists === 'string' ? when('=', exists) : when('exists', exists)]]),
    ...(gt === undefined ? [] : [[when('>', gt)]]),
    ...(lt === undefined ? [] : [[when('<', lt)]]),
  ];
  return said.length === 1 ? said[0] : undefined;
}
