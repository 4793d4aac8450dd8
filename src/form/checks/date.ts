/** Partial dates: shape first, then what the field's rules say of past and future. */
import type { Field, Issue } from '../../protocol/index.ts';
import { yearsBefore } from '../access-form/ages.ts';
import { compareTo, dateFault, daysBetween, normaliseDate, weekdaysBetween } from '../partial-date.ts';
import { valueAt } from '../pointer.ts';
import { type Asked, type Check, error, hasRule, malformed, warning } from './check.ts';

/** Fewer business days than this are hardly enough for an opinion (access-form.md 6). */
const HARDLY_ENOUGH = 10;

/** Shape of one date, and that it is not in the future; for dates inside other answers. */
export function pastDateIssues(pointer: string, value: unknown, today: string): readonly Issue[] {
  if (typeof value !== 'string') return malformed(pointer);
  const text = normaliseDate(value);
  const fault = dateFault(text);
  if (fault) return [error(pointer, `date.${fault}`)];
  return compareTo(text, today) > 0 ? [error(pointer, 'date.future')] : [];
}

function birthIssues({ field, pointer, context }: Asked, text: string): readonly Issue[] {
  const years = field.max;
  if (years === undefined || compareTo(text, yearsBefore(context.today, years)) >= 0) return [];
  if (hasRule(field, 'age-block')) return [error(pointer, 'age.over-limit', { years })];
  return hasRule(field, 'age-warn') ? [warning(pointer, 'age.over-limit', { years })] : [];
}

function futureIssues({ field, pointer, context: { today } }: Asked, text: string): readonly Issue[] {
  if (compareTo(text, today) < 0) return [error(pointer, 'date.past')];
  const whole = text.length === 10;
  if (hasRule(field, 'due'))
    return !whole
      ? [error(pointer, 'date.incomplete')]
      : daysBetween(today, text) > (field.max ?? 300)
        ? [error(pointer, 'date.too-far', { days: field.max ?? 300 })]
        : [];
  return hasRule(field, 'deadline') && whole && weekdaysBetween(today, text) < HARDLY_ENOUGH
    ? [warning(pointer, 'date.soon', { days: HARDLY_ENOUGH })]
    : [];
}

const inFuture = (field: Field): boolean => hasRule(field, 'future') || hasRule(field, 'due');

export const checkDate: Check = (asked) => {
  const { field, pointer, value, answers, context } = asked;
  if (typeof value !== 'string') return malformed(pointer);
  const text = normaliseDate(value);
  const fault = dateFault(text);
  if (fault) return [error(pointer, `date.${fault}`)];
  const { earliest, latest } = field;
  if (earliest !== undefined && compareTo(text, earliest) < 0)
    return [error(pointer, 'date.too-early', { date: earliest })];
  if (latest !== undefined && compareTo(text, latest) > 0) return [error(pointer, 'date.too-late', { date: latest })];
  if (inFuture(field)) return futureIssues(asked, text);
  if (hasRule(field, 'past') && compareTo(text, context.today) > 0) return [error(pointer, 'date.future')];
  const birth = valueAt(answers, '/patient/birthDate');
  if (hasRule(field, 'since-birth') && typeof birth === 'string' && dateFault(birth) === null) {
    const length = Math.min(text.length, birth.length);
    if (text.slice(0, length) < birth.slice(0, length)) return [error(pointer, 'date.before-birth')];
  }
  return birthIssues(asked, text);
};
