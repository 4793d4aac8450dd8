/** Choices, yes and no, consents, numbers with a unit. */
import { isObject } from '../pointer.ts';
import { type Check, error, hasRule, malformed, warning } from './check.ts';

export const checkChoice: Check = ({ pointer, value, options }) => {
  if (typeof value !== 'string') return malformed(pointer);
  return options.some(({ code }) => code === value) ? [] : [error(pointer, 'choice.unknown')];
};

export const checkChoices: Check = ({ field, pointer, value, options }) => {
  if (!Array.isArray(value) || !value.every((code) => typeof code === 'string')) return malformed(pointer);
  const codes = value as readonly string[];
  const { min, max } = field;
  const exclusive = options.some((option) => option.exclusive && codes.includes(option.code));
  return [
    ...(codes.some((code) => !options.some((option) => option.code === code))
      ? [error(pointer, 'choice.unknown')]
      : []),
    ...(new Set(codes).size < codes.length ? [error(pointer, 'choices.twice')] : []),
    // What stands alone is an answer to the whole question, however many were wanted.
    ...(min !== undefined && codes.length < min && !exclusive ? [error(pointer, 'choices.too-few', { min })] : []),
    ...(max !== undefined && codes.length > max ? [error(pointer, 'choices.too-many', { max })] : []),
    ...(codes.length > 1 && exclusive ? [error(pointer, 'choices.not-alone')] : []),
    ...(hasRule(field, 'not-sure-alone') && codes.length > 1 && codes.includes('not-sure')
      ? [warning(pointer, 'choices.not-sure-and-more')]
      : []),
  ];
};

export const checkBoolean: Check = ({ field, pointer, value }) => {
  if (typeof value !== 'boolean') return malformed(pointer);
  if (value) return [];
  if (hasRule(field, 'not-emergency')) return [error(pointer, 'emergency')];
  return hasRule(field, 'must-be-true') ? [error(pointer, 'must-agree')] : [];
};

/** Whether a consent was given is seen before a check is asked; here is only what cannot be an answer. */
export const checkConsent: Check = ({ pointer, value }) => (typeof value === 'boolean' ? [] : malformed(pointer));

/** Judged in the stored unit; what was typed and could not be read as a number is kept and named. */
export const checkNumber: Check = ({ field, pointer, value }) => {
  if (!isObject(value)) return malformed(pointer);
  const { value: amount, unit } = value;
  const [stored] = field.units ?? [];
  if (amount === undefined) return [error(pointer, 'number.malformed')];
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return malformed(pointer);
  // Units that nobody converts stand as they were chosen; limits are in the first.
  if (unit !== stored && hasRule(field, 'any-unit') && field.units?.includes(String(unit))) return [];
  if (stored !== undefined && unit !== stored) return [error(pointer, 'number.unit', { unit: stored })];
  const params = stored === undefined ? {} : { unit: stored };
  if (hasRule(field, 'integer') && !Number.isInteger(amount)) return [error(pointer, 'number.not-whole')];
  if (field.min !== undefined && amount < field.min)
    return [error(pointer, 'number.too-small', { min: field.min, ...params })];
  if (field.max !== undefined && amount > field.max)
    return [error(pointer, 'number.too-large', { max: field.max, ...params })];
  return [];
};
