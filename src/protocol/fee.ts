/**
 * The fee: a published amount that grows with specialties, video and pathology (program.md 5, 6, 13). Before a quote
 * only *what adds to it* is known, never a total; the backend's quote is binding.
 */
import * as z from 'zod/mini';
import { answers, condition } from './form-definition.ts';
import { currency, instant, minorUnits } from './scalars.ts';

/** `amountMinor: null` = quoted case by case. Unknown codes are shown by their label or as "other". */
export const feeModifier = z.object({
  code: z.string(),
  amountMinor: z.nullable(minorUnits),
});

export const feeDescriptor = z.object({
  currency,
  /** "From" price, minor units. */
  fromMinor: minorUnits,
  modifiers: z.array(feeModifier),
  refundTextUrl: z.optional(z.string()),
  /**
   * Whoever accepts a quote says whom the receipt is made out to, while `when` holds of the answers; without `when`: a
   * family that pays itself (11.3). Absent: nobody is asked.
   */
  billing: z.optional(z.object({ when: z.optional(condition) })),
});
export type FeeDescriptor = z.infer<typeof feeDescriptor>;

export * from './fee-lines.ts';

export const quoteLine = z.object({
  /** `base`, `additional-specialty`, `video`, `pathology-slides`, or a program's own code. */
  code: z.string(),
  qty: z.int().check(z.positive()),
  unitMinor: minorUnits,
  totalMinor: minorUnits,
  /** The program's words where the code is its own. */
  text: z.optional(z.string()),
});
export type QuoteLine = z.infer<typeof quoteLine>;

export const quote = z.object({
  version: z.int().check(z.positive()),
  currency,
  lines: z.array(quoteLine).check(z.minLength(1)),
  totalMinor: minorUnits,
  validUntil: instant,
  state: z.enum(['offered', 'accepted', 'expired', 'replaced']),
  acceptedAt: z.optional(instant),
  /** What was said with the acceptance of this quote, or of the one before: answers of the step `billing` (11.3). */
  form: z.optional(answers),
});
export type Quote = z.infer<typeof quote>;

/** The sum of the lines, minor units. */
export const quoteTotal = (lines: readonly Pick<QuoteLine, 'qty' | 'unitMinor'>[]): number =>
  lines.reduce((sum, line) => sum + line.qty * line.unitMinor, 0);
