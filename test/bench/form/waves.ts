/** In how many waves files came: a file belongs to the wave after the last one of which something was there when it was asked for. */

/** Milliseconds. */
export interface Asked {
  readonly start: number;
  readonly end: number;
}

/** @returns the waves, that of the page counted */
export function wavesOf(files: readonly Asked[]): number {
  const waves: { readonly end: number; readonly wave: number }[] = [];
  for (const { start, end } of files.toSorted((one, other) => one.start - other.start)) {
    const before = waves.filter((file) => file.end > 0 && file.end <= start).map(({ wave }) => wave);
    waves.push({ end, wave: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...waves.map(({ wave }) => wave));
}
