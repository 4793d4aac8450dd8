/** What the person's choices add to the fee: text, never a total; the quote alone is binding (program.md 13). */
import { type FeeChoices, type FeeLine, feeLines } from '../protocol/fee-lines.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { Json, JsonObject } from '../protocol/merge-patch.ts';
import { type PlacedField, placedFields } from '../form/placed-fields.ts';
import { valueAt } from '../form/pointer.ts';
import type { JourneyState } from './state.ts';

/** How often options that cause this modifier are chosen in a field. */
const chosen = ({ field, template }: PlacedField, answers: JsonObject, fee: string): number => {
  const answer = valueAt(answers, template);
  const picked: readonly (Json | undefined)[] = Array.isArray(answer) ? (answer as readonly Json[]) : [answer];
  return field.options?.filter((option) => option.fee === fee && picked.includes(option.code)).length ?? 0;
};

/** What the answers choose, as the fee counts it: by the modifier that each option of the form names. */
export function feeChoices(definition: FormDefinition, answers: JsonObject): FeeChoices {
  const count = (fee: string) =>
    placedFields(definition).reduce((sum, placed) => sum + chosen(placed, answers, fee), 0);
  const specialties = valueAt(answers, '/clinical/specialties');
  return {
    specialties: Array.isArray(specialties) ? specialties.length : 0,
    videos: count('video'),
    pathology: count('pathology-slides') > 0,
  };
}

/** The lines to show beside the choices; none until the program is known. */
export const estimate = (state: JourneyState): readonly FeeLine[] =>
  state.program.phase === 'ready'
    ? feeLines(state.program.program.fee, feeChoices(state.program.definition, state.answers))
    : [];
