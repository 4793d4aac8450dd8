/** What stands in the way of submitting the records: the backend decides, this says it beforehand and in the same order. */
import { holds } from '../form/condition.ts';
import type { Requirement } from '../protocol/program.ts';
import { isPartialDate, isStored, type RecordNeed, recordNeeds } from './carried.ts';
import { shownForm } from './shown.ts';
import type { JourneyState, RecordItem } from './state.ts';

/**
 * A record that the program asks for, and whether it is there. `met` is what the person gave, stored or on its way;
 * `lacking` says what is not: a record, or a newer one.
 */
export interface RequirementView {
  readonly requirement: Requirement;
  readonly met: boolean;
  readonly lacking: 'record' | 'newer' | null;
}

const DAY_MS = 86_400_000;

/** The last day that a partial date can mean: nobody is warned of age for a day that they did not know. */
function latestDay(date: string): number {
  const [year = 0, month, day] = date.split('-').map(Number);
  return Date.UTC(year, month === undefined ? 12 : month - (day === undefined ? 0 : 1), day ?? 0);
}

const isGone = ({ carried }: RecordItem): boolean =>
  (carried.phase === 'server' && carried.state === 'rejected') ||
  (carried.phase === 'failed' && !carried.problem.retryable);

function lackingIn(
  requirement: Requirement,
  records: readonly RecordItem[],
  today: string,
): RequirementView['lacking'] {
  const { category, minCount, maxAgeDays } = requirement;
  const given = records.filter((record) => record.category === category && !isGone(record));
  if (given.length < (minCount ?? 0)) return 'record';
  const dates = given.flatMap(({ documentDate }) => (isPartialDate(documentDate) ? [documentDate] : []));
  if (maxAgeDays === undefined || dates.length === 0) return null;
  const newest = Math.max(...dates.map(latestDay));
  return Date.parse(`${today}T00:00:00Z`) - newest <= maxAgeDays * DAY_MS ? null : 'newer';
}

/**
 * What the program asks for, given these answers. `severity` tells what must be there from what should be.
 * @param today ISO date.
 */
export function requirementViews(state: JourneyState, today: string): readonly RequirementView[] {
  if (state.program.phase !== 'ready') return [];
  const { requirements } = state.program.program;
  // What a hidden field held asks for nothing, and what is carried without being asked counts.
  const answers = shownForm(state)?.answers ?? state.answers;
  return requirements
    .filter(({ when }) => when === undefined || holds(when, answers))
    .map((requirement) => {
      const lacking = lackingIn(requirement, state.records, today);
      return { requirement, met: lacking === null, lacking };
    });
}

/** One thing that must happen before records can be submitted. */
export type SubmissionBlock =
  | { readonly code: 'conflicts' }
  | { readonly code: 'email' }
  | { readonly code: 'guardian' }
  | { readonly code: 'requirement'; readonly requirement: Requirement }
  | { readonly code: 'record'; readonly clientId: string; readonly needs: readonly RecordNeed[] }
  /** Being read on this device. */
  | { readonly code: 'checking'; readonly count: number }
  /** Not safe at the backend yet; it gets there by itself. */
  | { readonly code: 'carrying'; readonly count: number };

/** Everything that blocks, what the person can do first; empty: `submit-records` may be sent. */
export function submissionBlocks(state: JourneyState, today: string): readonly SubmissionBlock[] {
  const { records, status, email } = state;
  const blocks: SubmissionBlock[] = [];
  if (state.conflicts.length > 0) blocks.push({ code: 'conflicts' });
  if (email.phase !== 'done' && status?.gates.identity !== 'verified') blocks.push({ code: 'email' });
  for (const { requirement, met } of requirementViews(state, today))
    if (!met && requirement.severity === 'block') blocks.push({ code: 'requirement', requirement });
  const open: RecordItem[] = [];
  for (const record of records) {
    // Whose record it is is asked, and never held against it.
    const needs = recordNeeds(state, record).filter((need) => need !== 'identify');
    if (needs.length > 0) blocks.push({ code: 'record', clientId: record.clientId, needs });
    else open.push(record);
  }
  const checking = open.filter(({ check }) => check.phase === 'waiting' || check.phase === 'reading').length;
  if (checking > 0) blocks.push({ code: 'checking', count: checking });
  const carrying = open.filter((record) => !isStored(record)).length - checking;
  if (carrying > 0) blocks.push({ code: 'carrying', count: carrying });
  if (status?.gates.guardianConsent === 'pending') blocks.push({ code: 'guardian' });
  return blocks;
}
