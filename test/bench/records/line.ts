/** One line of the bench's output. */
export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratioTo?: string;
  readonly ratio?: number;
}

export const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((1e5 * part) / whole) / 1000;
