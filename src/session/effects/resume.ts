/** Taking up a referral that is there already: after a reload, or through a link. */
import { isBlocking } from '../../journey/issues.ts';
import { requirementViews } from '../../journey/readiness.ts';
import type { Place } from '../../journey/state.ts';
import { stepsOf } from '../../journey/steps.ts';
import type { Context, Patience, Reactions } from '../context.ts';
import type { SavedAnswers } from '../saved-answers.ts';
import type { Validator } from '../validator.ts';

export interface Reader {
  /** Reads the status and, where there is more to see, the rest. Resolves to whether anything was new. */
  readonly readStatus: (patience: Pick<Patience, 'signal'> & Partial<Patience>) => Promise<boolean>;
  readonly readRecords: (patience: Pick<Patience, 'signal'> & Partial<Patience>) => Promise<void>;
}

export function resumeEffect(context: Context, validator: Validator, saved: SavedAnswers, reader: Reader): Reactions {
  const { client, keeper, state, dispatch } = context;

  /** The first step of a stage that still asks something; the last where none does. */
  function openStep(stage: number): string | undefined {
    const steps = stepsOf(state()).filter((step) => step.stage === stage);
    const asksRecords = requirementViews(state(), context.today()).some(
      ({ requirement, met }) => !met && requirement.severity === 'block',
    );
    const open = steps.find(
      (step) => (step.id === 'records' && asksRecords) || validator.issues({ step: step.id }).some(isBlocking),
    );
    return (open ?? steps.at(-1))?.id;
  }

  function settlePlace(keptStep: string | undefined): void {
    const { status, place, referral } = state();
    if (referral.phase === 'held' && referral.role === 'guardian')
      return dispatch({ type: 'place', place: { name: 'signing' } });
    if (referral.phase === 'held' && !referral.scopes.includes('edit'))
      return dispatch({ type: 'place', place: { name: 'status' } });
    const stage = status?.state === 'draft' ? 1 : status?.state === 'registered' ? 2 : null;
    const open = stage === null ? undefined : openStep(stage);
    if (open === undefined) return dispatch({ type: 'place', place: { name: 'status' } });
    const steps = stepsOf(state()).map(({ id }) => id);
    const kept = keptStep !== undefined && steps.includes(keptStep) && steps.indexOf(keptStep) <= steps.indexOf(open);
    // Who comes by a link is told first what is asked of them; who reloads goes on where they were.
    const there: Place = kept
      ? { name: 'form', step: keptStep }
      : stage === 2 && place.name !== 'form'
        ? { name: 'status' }
        : { name: 'form', step: open };
    dispatch({ type: 'place', place: there, reached: open });
  }

  async function resume(): Promise<void> {
    const held = keeper.held();
    if (!client || !held) return;
    await context.work({
      name: 'resume',
      report: (work) => dispatch({ type: 'refreshing', work }),
      async run(patience) {
        await reader.readStatus(patience);
        const { scopes } = held.capability;
        if (scopes.includes('edit')) await saved.load(patience);
        if (scopes.includes('upload')) await reader.readRecords(patience);
        settlePlace(held.step);
      },
    });
  }

  /** The whole form is needed to say where the person was. */
  let waiting = false;
  const isWhole = (): boolean => {
    const steps = stepsOf(state());
    return steps.some((step) => step.stage === 2);
  };
  const begin = (): void => {
    waiting = !isWhole();
    if (!waiting) void resume();
  };

  return {
    'program.ready': () => {
      if (keeper.held() && state().status === null && context.link.token === null) begin();
    },
    'definition.ready': () => {
      if (waiting && isWhole()) begin();
    },
    'referral.held'(_event, before) {
      // Through a link: from nothing at hand to a referral of which nothing is known here.
      if (before.place.name === 'link') begin();
    },
    place({ place }) {
      const held = keeper.held();
      if (held && place.name === 'form' && held.step !== place.step) keeper.hold({ ...held, step: place.step });
    },
  };
}
