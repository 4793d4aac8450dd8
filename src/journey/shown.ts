/** What a view shows of the form, read from the state: elements compute none of it themselves. */
import { showsTheSame } from '../form/decisive.ts';
import { type Resolution, type ResolvedField, type ResolvedStep, resolve } from '../form/resolve.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { JsonObject } from '../protocol/merge-patch.ts';
import type { JourneyState } from './state.ts';
import { currentStep } from './steps.ts';

/** What there is to show; the answers themselves are the state's. */
export type ShownForm = Omit<Resolution, 'answers'>;

let last: {
  readonly definition: FormDefinition;
  readonly answers: JsonObject;
  readonly shown: ShownForm;
} | null = null;

/**
 * The form resolved against the answers; `null` until the program is known. It is resolved once for all answers that
 * show the same: a key in a text decides nothing.
 */
export function shownForm({ program, answers }: JourneyState): ShownForm | null {
  if (program.phase !== 'ready') return null;
  const { definition } = program;
  const same = last?.definition === definition && showsTheSame(definition, last.answers, answers);
  last = { definition, answers, shown: last && same ? last.shown : resolve(definition, answers) };
  return last.shown;
}

/** The step on screen, resolved; `null` where the place is none. */
export function shownStep(state: JourneyState): ResolvedStep | null {
  const step = currentStep(state);
  return step ? (shownForm(state)?.steps.find((one) => one.step.id === step.id) ?? null) : null;
}

/** Fields of the step on screen that the person sees. */
export const shownFields = (state: JourneyState): readonly ResolvedField[] => {
  const step = currentStep(state);
  return step ? (shownForm(state)?.fields.filter((one) => one.visible && one.step.id === step.id) ?? []) : [];
};
