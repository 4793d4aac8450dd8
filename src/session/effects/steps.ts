/** Continue: the step is judged, and either its mistakes are shown or the next one comes. The last of a stage sends it. */
import { isBlocking } from '../../journey/issues.ts';
import { currentStep, formSteps, stepBeside, stepsOf } from '../../journey/steps.ts';
import type { Context, Reactions } from '../context.ts';
import type { Validator } from '../validator.ts';
import { stopIfNeeded } from './stops.ts';

export interface Stages {
  readonly register: () => void;
  readonly submitRecords: () => void;
}

/** Shows what is wrong in a step, going there first. `false`: nothing blocks. */
export function refuseStep({ state, dispatch }: Context, validator: Validator, step: string): boolean {
  const issues = validator.issues({ step });
  if (!issues.some(isBlocking)) return false;
  const { place } = state();
  if (place.name !== 'form' || place.step !== step) dispatch({ type: 'place', place: { name: 'form', step } });
  dispatch({ type: 'continue.refused', issues });
  return true;
}

/** The first step of a stage that holds a mistake is shown with it. `false`: the stage may be sent. */
export function refuseStage(context: Context, validator: Validator, stage: number): boolean {
  return stepsOf(context.state()).some((step) => step.stage === stage && refuseStep(context, validator, step.id));
}

export function stepsEffect(context: Context, validator: Validator, stages: Stages): Reactions {
  const { state, dispatch } = context;

  /** From a receipt or the status page: on to where the form was left, or to its next stage. */
  function resumeForm(): void {
    const { program, reached, status, receipt, place } = state();
    if (program.phase !== 'ready' || place.name === 'link') return;
    const steps = formSteps(program.definition);
    const stage = status?.state === 'draft' && !receipt ? 1 : 2;
    const there = steps.find((step) => step.id === reached);
    const target = there?.stage === stage ? there : steps.find((step) => step.stage === stage);
    if (target) dispatch({ type: 'place', place: { name: 'form', step: target.id } });
  }

  async function goOn(): Promise<void> {
    const { place } = state();
    if (place.name === 'submitted') return dispatch({ type: 'place', place: { name: 'status' } });
    if (place.name !== 'form') return resumeForm();
    if (stopIfNeeded(context)) return;
    await validator.withPhones();
    const step = currentStep(state());
    // They went elsewhere while the phone data came.
    if (!step || step.id !== place.step || refuseStep(context, validator, step.id)) return;
    const next = stepBeside(state(), step.id, 1);
    const sends = next?.stage !== step.stage && (step.stage > 1 || !isRegistered());
    // Without a backend the form is only walked through.
    if (next && (!sends || !context.client)) return dispatch({ type: 'place', place: { name: 'form', step: next.id } });
    if (step.stage === 1) return stages.register();
    stages.submitRecords();
  }

  const isRegistered = (): boolean => {
    const { receipt, status } = state();
    return receipt !== undefined || (status !== null && status.state !== 'draft');
  };

  return {
    continue: () => void goOn(),
    'submit-records': () => stages.submitRecords(),
  };
}
