/** The steps of the form: which there are, which one is meant, where the person may go. */
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { JourneyState } from './state.ts';

export type FormStep = FormDefinition['steps'][number];

/** Where a step stands for the person. `reachable`: it may be gone to with `go`. */
export interface StepView {
  readonly id: string;
  readonly stage: number;
  /** From 1, over all stages. */
  readonly number: number;
  readonly state: 'done' | 'now' | 'todo';
  readonly reachable: boolean;
}

/** Stages that are filled in as form steps; later ones live on the status page (contract.md "Stages and steps"). */
const LAST_FORM_STAGE = 2;

export const formSteps = (definition: FormDefinition): readonly FormStep[] =>
  definition.steps.filter((step) => step.stage <= LAST_FORM_STAGE);

/** The steps of the program's form, in order; none until it is known. */
export const stepsOf = (state: JourneyState): readonly FormStep[] =>
  state.program.phase === 'ready' ? formSteps(state.program.definition) : [];

const indexIn = (steps: readonly FormStep[], id: string | null): number => steps.findIndex((step) => step.id === id);

/** The step on screen; `null` where the place is none. */
export const currentStep = (state: JourneyState): FormStep | null => {
  const { place } = state;
  return place.name === 'form' ? (stepsOf(state).find((step) => step.id === place.step) ?? null) : null;
};

/** The step before or after another; `null` at either end. */
export const stepBeside = (state: JourneyState, id: string, by: -1 | 1): FormStep | null => {
  const steps = stepsOf(state);
  const index = indexIn(steps, id);
  return index < 0 ? null : (steps[index + by] ?? null);
};

/** The further of two steps. */
export const furthest = (state: JourneyState, id: string): string | null => {
  const steps = stepsOf(state);
  return indexIn(steps, id) > indexIn(steps, state.reached) ? id : state.reached;
};

/** May the person go to this step? Only where they have been, and never away from it once it was submitted. */
export const isReachable = (state: JourneyState, id: string): boolean => {
  const steps = stepsOf(state);
  const index = indexIn(steps, id);
  return index >= 0 && index <= indexIn(steps, state.reached);
};

/** Every step with where it stands, for the list of steps. */
export const stepViews = (state: JourneyState): readonly StepView[] => {
  const steps = stepsOf(state);
  const reached = indexIn(steps, state.reached);
  const now = state.place.name === 'form' ? indexIn(steps, state.place.step) : -1;
  return steps.map((step, index) => ({
    id: step.id,
    stage: step.stage,
    number: index + 1,
    state: index === now ? 'now' : index < reached ? 'done' : 'todo',
    reachable: index <= reached,
  }));
};
