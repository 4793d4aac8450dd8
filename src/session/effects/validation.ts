/**
 * What is wrong, as the person goes on: only the touched field per change, the whole step when it comes on screen.
 * Whether it is shown is not decided here.
 */
import type { Context, Reactions } from '../context.ts';
import { isPhonePointer, type Validator } from '../validator.ts';
import { findField } from '../../form/placed-fields.ts';
import { within } from '../../journey/within.ts';
import { billingAsked, billingStep } from '../../journey/billing.ts';
import { currentStep } from '../../journey/steps.ts';
import { programForm } from '../../form/whole.ts';

export function validationEffect(context: Context, validator: Validator): Reactions {
  const { state, dispatch } = context;

  const judgeStep = (): void => {
    const step = currentStep(state())?.id ?? (billingAsked(state()) === 'yes' ? billingStep : undefined);
    if (step !== undefined) dispatch({ type: 'validated', issues: validator.issues({ step }) });
  };

  const judgeField = (pointer: string): void => {
    const { program, issues } = state();
    const found = program.phase === 'ready' ? findField(program.definition, pointer) : undefined;
    // Rules that look across fields come with the step.
    if (!found || found.placed.group !== undefined) return judgeStep();
    const others = issues.filter((issue) => !within(issue.pointer, found.pointer));
    dispatch({ type: 'validated', issues: [...others, ...validator.fieldIssues(found.pointer)] });
  };

  return {
    change: ({ change }) => judgeField(change.pointer),
    'leave-field'({ pointer }) {
      judgeStep();
      if (isPhonePointer(state(), pointer)) void validator.withPhones().then(judgeStep);
    },
    consent: judgeStep,
    'resolve-conflict': judgeStep,
    place: judgeStep,
    back: judgeStep,
    go: judgeStep,
    'answers.loaded': judgeStep,
    'definition.ready': judgeStep,
    'program.ready'({ program, definition }) {
      const whole = programForm(program, context.today()).definition;
      if (whole.steps.length > definition.steps.length) dispatch({ type: 'definition.ready', definition: whole });
      else judgeStep();
    },
  };
}
