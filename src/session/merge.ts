/** Two devices' answers, field by field, against what both last agreed on. Nothing is overwritten silently. */
import type { AnswerConflict } from '../journey/state.ts';
import { isJsonObject, type Json, type JsonObject, sameJson } from '../protocol/merge-patch.ts';

export interface Merged {
  readonly answers: JsonObject;
  /** Answers that both changed, to different values; `answers` has mine until the person chooses. */
  readonly conflicts: readonly AnswerConflict[];
}

const escapeName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Three-way merge. `base`: what both had; `mine`: here and now; `theirs`: what the backend holds. */
export function mergeAnswers(base: JsonObject, mine: JsonObject, theirs: JsonObject, pointer = ''): Merged {
  const answers: Record<string, Json> = {};
  const conflicts: AnswerConflict[] = [];
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, here, there] = [base[name], mine[name], theirs[name]];
    const at = `${pointer}/${escapeName(name)}`;
    const keep = (value: Json | undefined) => value !== undefined && (answers[name] = value);
    if (sameJson(here, was)) keep(there);
    else if (sameJson(there, was) || sameJson(here, there)) keep(here);
    else if (isJsonObject(here) && isJsonObject(there)) {
      const inner = mergeAnswers(isJsonObject(was) ? was : {}, here, there, at);
      keep(inner.answers);
      conflicts.push(...inner.conflicts);
    } else {
      keep(here);
      conflicts.push({ pointer: at, mine: here, theirs: there });
    }
  }
  return { answers, conflicts };
}
