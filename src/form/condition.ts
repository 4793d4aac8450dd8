/** Does a condition hold for these answers? (contract.md "Form definition": what FHIR `enableWhen` can say.) */
import type { Condition, Json, JsonObject } from '../protocol/index.ts';
import { escapeName, isGiven, valuesAt } from './pointer.ts';

/** The item of a repeating group that is being judged: in it, `/{group}/*` means this item. */
export interface Item {
  /** `/guardians` */
  readonly group: string;
  readonly key: string;
}

/** A pointer with the group's `*` bound to the item. */
export const bound = (pointer: string, item?: Item): string =>
  item && pointer.startsWith(`${item.group}/*`)
    ? `${item.group}/${escapeName(item.key)}${pointer.slice(item.group.length + 2)}`
    : pointer;

/** Members of lists count each on their own. */
const flat = (values: readonly Json[]): readonly Json[] =>
  values.some(Array.isArray)
    ? values.flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value]))
    : values;

const isoDate = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

/** Numbers with numbers, text with text; what is no whole date yet is neither before nor after one. */
const comparable = (value: Json, limit: string | number): boolean =>
  typeof value === typeof limit && (typeof limit === 'number' || !isoDate.test(limit) || isoDate.test(value as string));
const above = (value: Json, limit: string | number): boolean => comparable(value, limit) && (value as string) > limit;
const below = (value: Json, limit: string | number): boolean => comparable(value, limit) && (value as string) < limit;

/** A date without its day. */
const isPartialDate = (value: Json): boolean => typeof value === 'string' && /^\d{4}(?:-\d{2})?$/.test(value);

/** A condition that is not there does not hold; callers say what absence means. */
export function holds(condition: Condition, answers: JsonObject, item?: Item): boolean {
  if (condition === true) return true;
  if ('and' in condition) return condition.and.every((inner) => holds(inner, answers, item));
  if ('or' in condition) return condition.or.some((inner) => holds(inner, answers, item));
  if ('not' in condition) return !holds(condition.not, answers, item);
  const { eq, exists, gt, lt, partial } = condition;
  const values = flat(valuesAt(answers, bound(condition.field, item)));
  const any = (test: (value: Json) => boolean): boolean => values.some(test);
  if (eq !== undefined && !any((value) => value === eq)) return false;
  if (condition.in && !any((value) => condition.in?.includes(value as string) ?? false)) return false;
  if (typeof exists === 'boolean' && any(isGiven) !== exists) return false;
  if (typeof exists === 'string' && !any((value) => value === exists)) return false;
  if (gt !== undefined && !any((value) => above(value, gt))) return false;
  if (lt !== undefined && !any((value) => below(value, lt))) return false;
  if (partial !== undefined && any(isPartialDate) !== partial) return false;
  return true;
}

/** Pointers that a condition looks at. */
export function fieldsOf(condition: Condition | undefined): string[] {
  if (condition === undefined || condition === true) return [];
  if ('and' in condition) return condition.and.flatMap(fieldsOf);
  if ('or' in condition) return condition.or.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  return [condition.field];
}
