/** What is measured of every candidate, and what of it budgets.md limits for ours. */
import type { FirstKey, Typed, Untouched } from './visit.ts';

/** One round of one candidate. */
export type Round = FirstKey & Typed & Untouched;

export interface Figure {
  readonly name: string;
  readonly unit: 'kB' | 'MB' | 'ms' | '';
  readonly of: (round: Round) => number;
  /** Rounds differ by what else the machine does (also in what a page asks for while it waits): their median counts. Of the others the worst. */
  readonly timed?: boolean;
  /** The most that ours may have: as it is, or times plain HTML's, or times its own with the fewest fields. */
  readonly most?: number;
  readonly times?: 'html' | 'fewest';
}

const perKey = { name: 'script per key', unit: 'ms', of: ({ perKey }: Round) => perKey, timed: true } as const;

/** @param isFewest is this the smallest of the forms? */
export const figuresFor = (isFewest: boolean): readonly Figure[] => [
  { name: 'script until the first field works', unit: 'kB', of: ({ bytes }) => bytes / 1000, timed: true, most: 35 },
  { name: 'waves of requests after the page', unit: '', of: ({ waves }) => waves, timed: true, most: 2 },
  { name: 'first field takes a key', unit: 'ms', of: ({ works }) => works, timed: true, most: 2, times: 'html' },
  isFewest ? { ...perKey, most: 2 } : { ...perKey, most: 1.5, times: 'fewest' },
  { name: 'longest task until usable', unit: 'ms', of: ({ longestTask }) => longestTask, timed: true, most: 200 },
  { name: 'blocking time', unit: 'ms', of: ({ blocked }) => blocked, timed: true },
  { name: 'heap', unit: 'MB', of: ({ heap }) => heap / 1e6, timed: true, most: 2, times: 'html' },
  { name: 'first letter lost', unit: '', of: ({ kept }) => (kept ? 0 : 1), most: 0 },
  { name: 'layout shift', unit: '', of: ({ shift }) => shift, most: 0 },
  { name: 'chosen in advance', unit: '', of: ({ chosen }) => chosen.length, most: 0 },
  { name: 'axe: WCAG violations', unit: '', of: ({ faults }) => faults.length, most: 0 },
];

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/** What counts of all rounds; NaN where there is none. */
export const valueOf = ({ of, timed }: Figure, rounds: readonly Round[]): number =>
  timed || rounds.length === 0 ? median(rounds.map(of)) : Math.max(...rounds.map(of));

/** Does ours hold its limit? @param against what `times` is of */
export const holds = ({ most, times }: Figure, value: number, against: number): boolean =>
  most === undefined || value <= (times ? most * against : most);
