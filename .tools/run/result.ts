/** What one runner found. */
export interface Result {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for the summary, where a number alone would not say it. */
  readonly note?: string;
}

/** A step that is no suite of tests counts as one. */
export const oneStep = (well: boolean): Result => ({ passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 });
