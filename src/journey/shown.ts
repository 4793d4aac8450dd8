/** What a view shows of the form, read from the state: elements compute none of it themselves. */
import { type Resolution, type ResolvedField, type ResolvedStep, resolve } from '../form/resolve.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { JsonObject } from '../protocol/merge-patch.ts';
import type { JourneyState } from './state.ts';
import { currentStep } from './steps.ts';

let last: {
  readonly definition: FormDefinition;
  readonly answers: JsonObject;
  readonly resolution: Resolution;
} | null = null;

/** The form resolved against the answers; `null` until the program is known. The same answers are resolved once. */
export function shownForm({ program, answers }: JourneyState): Resolution | null {
  if (program.phase !== 'ready') return null;
  const { definition } = program;
  if (last?.definition !== definition || last.answers !== answers)
    last = { definition, answers, resolution: resolve(definition, answers) };
  return last.resolution;
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
