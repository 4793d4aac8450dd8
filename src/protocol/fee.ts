/**
 * The fee: a published amount that grows with specialties, video and pathology (program.md 5, 6, 13). Before a quote
 * only *what adds to it* is known, never a total; the backend's quote is binding.
 */
import * as z from 'zod/mini';
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
});
export type FeeDescriptor = z.infer<typeof feeDescriptor>;

/** What the person's choices add, as counted for the fee. */
export interface FeeChoices {
  readonly specialties: number;
  readonly videos: number;
  readonly pathology: boolean;
}

/** One line of an estimate: `unitMinor: null` means that only the quote can say. */
export interface FeeLine {
  readonly code: string;
  readonly qty: number;
  readonly unitMinor: number | null;
}

/**
 * The lines that the choices cause: the base first, then each modifier that applies and that the program has.
 * There is no total on purpose.
 */
export function feeLines(fee: FeeDescriptor, choices: FeeChoices): readonly FeeLine[] {
  const quantities: Readonly<Record<string, number>> = {
    'additional-specialty': Math.max(0, choices.specialties - 1),
    video: choices.videos,
    'pathology-slides': choices.pathology ? 1 : 0,
  };
  return [
    { code: 'base', qty: 1, unitMinor: fee.fromMinor },
    ...fee.modifiers.flatMap(({ code, amountMinor }) => {
      const qty = quantities[code] ?? 0;
      return qty > 0 ? [{ code, qty, unitMinor: amountMinor }] : [];
    }),
  ];
}

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
});
export type Quote = z.infer<typeof quote>;

/** The sum of the lines, minor units. */
export const quoteTotal = (lines: readonly Pick<QuoteLine, 'qty' | 'unitMinor'>[]): number =>
  lines.reduce((sum, line) => sum + line.qty * line.unitMinor, 0);
