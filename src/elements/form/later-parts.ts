/** Parts of a step that its first view does without; `load.ts` fetches them with the later fields. */
import type { errorSummary } from './error-summary.ts';
import type { groupView } from './group.ts';
import type { workNote } from './work-note.ts';

interface LaterParts {
  readonly errorSummary: typeof errorSummary;
  readonly groupView: typeof groupView;
  readonly workNote: typeof workNote;
}

let parts: LaterParts | null = null;

/** Makes them known. */
export const learnParts = (found: LaterParts): void => {
  parts = found;
};

/** The parts; `null` until they are known. */
export const laterParts = (): LaterParts | null => parts;
