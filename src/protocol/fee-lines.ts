/**
 * What adds to the fee, before there is a quote (program.md 5, 6, 13). Apart from the schemas, so that a first view can
 * count without loading them.
 */
import type { FeeDescriptor } from './fee.ts';

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
