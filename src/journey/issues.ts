/** Which mistakes are shown now: validity is one thing, whether to say so another (architecture.md, house rule 7). */
import type { Issue } from '../protocol/form-definition.ts';
import type { JourneyState } from './state.ts';
import { within } from './within.ts';

const same = (one: Issue, other: Issue): boolean =>
  one.code === other.code && within(one.pointer, other.pointer) && within(other.pointer, one.pointer);

/** May this stand when something is submitted? Warnings may. */
export const isBlocking = (issue: Issue): boolean => issue.severity !== 'warning';

/**
 * The issues to show: those of fields that the person has left, all of the step once they pressed Continue, and what
 * the backend sent back, wherever it belongs. Each once.
 */
export function shownIssues(state: JourneyState): readonly Issue[] {
  const { issues, serverIssues, summary, touched } = state;
  const left = Object.keys(touched);
  const own = summary > 0 ? issues : issues.filter(({ pointer }) => left.some((field) => within(pointer, field)));
  return [...own, ...serverIssues.filter((issue) => !own.some((other) => same(issue, other)))];
}

/** The error summary: shown after a refused Continue, until the last mistake that blocks is mended. */
export const summaryIssues = (state: JourneyState): readonly Issue[] =>
  state.summary > 0 ? shownIssues(state).filter(isBlocking) : [];

/** What to show at one field: the issues at its pointer and inside it. */
export const issuesAt = (state: JourneyState, pointer: string): readonly Issue[] =>
  shownIssues(state).filter((issue) => within(issue.pointer, pointer));
