/** Weights and heights as people measure them, stored in kg and cm (access-form.md 3). */
import type { QuantityAnswer } from './answer-shapes.ts';
import { asciiDigits } from './text.ts';

/** How many of the stored unit one of this unit is. */
const factors: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  kg: { kg: 1, lb: 0.45359237, g: 0.001 },
  cm: { cm: 1, in: 2.54, m: 100 },
};

/** A number in any digits, with a decimal point, comma or Arabic decimal sign; `undefined` for anything else. */
export function numberOf(typed: string): number | undefined {
  const text = asciiDigits(typed.trim()).replace(/[,\u066B\uFF0E\uFF0C]/, '.');
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
}

/**
 * The answer for what was typed in a unit: the value in the stored unit to three decimals, and what was given beside it.
 * What is no number is kept without a value.
 */
export function quantityOf(typed: string, unit: string, stored: string): QuantityAnswer {
  const amount = numberOf(typed);
  const factor = factors[stored]?.[unit] ?? (unit === stored ? 1 : undefined);
  const given = { value: typed, unit };
  if (amount === undefined || factor === undefined) return { unit: stored, given };
  return { value: Math.round(amount * factor * 1000) / 1000, unit: stored, given };
}
