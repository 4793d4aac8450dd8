/**
 * Whom the receipt is made out to (clause 11.3): begun with what is known as soon as it is asked, judged before the quote is
 * accepted, sent with it. What the backend finds missing is put before the person, where they can mend it.
 */
import { ProblemError } from '../../client/errors.ts';
import { findField } from '../../form/placed-fields.ts';
import { billingAsked, billingFields, billingStep, withKnownBilling } from '../../journey/billing.ts';
import { isBlocking } from '../../journey/issues.ts';
import type { JsonObject } from '../../protocol/merge-patch.ts';
import type { Context, Reactions } from '../context.ts';
import { issuesIn, renewProgram } from '../refusals.ts';
import type { SavedAnswers } from '../saved-answers.ts';
import type { Validator } from '../validator.ts';

export interface Billing {
  /** Is nothing missing, as far as this device can tell? What is, is shown. */
  readonly isComplete: () => Promise<boolean>;
  /** What goes with the acceptance; `undefined` where nothing is asked. */
  readonly form: () => JsonObject | undefined;
  /** The quote was accepted. */
  readonly accepted: () => void;
  /** The backend refused it. `true`: the person sees what to do. */
  readonly refused: (error: unknown) => boolean;
  readonly reactions: Reactions;
}

export function createBilling(context: Context, validator: Validator, saved: SavedAnswers): Billing {
  const { client, keeper, state, dispatch } = context;
  /** The quote for which it was begun: what the person cleared is not filled in again. */
  let begun: number | undefined;

  /** On a page that shows the status alone nobody has read the answers yet. */
  function readAnswers(): void {
    const { program } = state();
    const isWhole = program.phase === 'ready' && program.definition.steps.length > 0;
    if (!client || !isWhole || !keeper.held() || context.working('resume')) return;
    void context.work({
      name: 'billing',
      report: (work) => dispatch({ type: 'acting', action: 'billing', work }),
      run: (patience) => saved.load(patience),
    });
  }

  function begin(): void {
    const asked = billingAsked(state());
    if (asked === 'coming') return readAnswers();
    const version = state().status?.quote?.version;
    if (asked === 'no' || begun === version) return;
    begun = version;
    const answers = withKnownBilling(state());
    if (answers !== state().answers) dispatch({ type: 'answers.loaded', answers });
  }

  return {
    async isComplete() {
      if (billingAsked(state()) !== 'yes') return true;
      if (billingFields(state()).some(({ field }) => field.type === 'phone')) await validator.withPhones();
      const issues = validator.issues({ step: billingStep });
      if (!issues.some(isBlocking)) return true;
      dispatch({ type: 'continue.refused', issues });
      return false;
    },
    form: () => (billingAsked(state()) === 'yes' ? validator.answersOf(billingStep) : undefined),
    accepted: () => dispatch({ type: 'server-issues', issues: [] }),
    refused(error) {
      if (!(error instanceof ProblemError) || error.code !== 'validation') return false;
      const issues = issuesIn(error.errors);
      const { program } = state();
      const isOurs = (pointer: string): boolean =>
        program.phase === 'ready' && findField(program.definition, pointer)?.placed.step.id === billingStep;
      if (issues.length > 0 && billingAsked(state()) === 'yes' && issues.some(({ pointer }) => isOurs(pointer))) {
        dispatch({ type: 'server-issues', issues });
        return true;
      }
      // The program asks for more than it did when this page was opened.
      void renewProgram(context).catch(() => {});
      return false;
    },
    reactions: {
      status: begin,
      'answers.loaded': begin,
      'definition.ready': begin,
      'program.ready': begin,
      'referral.signed-out'() {
        begun = undefined;
      },
    },
  };
}
